/** Tests of errors. */
@NullMarked
package tarn.sql.error;

import org.jspecify.annotations.NullMarked;
