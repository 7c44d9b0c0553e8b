/** A small online shop, its generated relatives of any size, and the questions an analyst asks about it. */
@NullMarked
package tarn.datasets.ecommerce;

import org.jspecify.annotations.NullMarked;
