/**
 * The data sets that come with Tarn: what they are called, which tables they have, and how to make them at any size,
 * as rows in memory or as CSV files. Nothing here knows the engine.
 */
@NullMarked
package tarn.datasets;

import org.jspecify.annotations.NullMarked;
