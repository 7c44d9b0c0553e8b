/** SQL data types and the physical lanes they travel in. Uses nothing but the JDK. */
@NullMarked
package tarn.engine.data.type;

import org.jspecify.annotations.NullMarked;
