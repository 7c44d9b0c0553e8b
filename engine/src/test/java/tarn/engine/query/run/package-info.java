/** What tests of operators share. */
@NullMarked
package tarn.engine.query.run;

import org.jspecify.annotations.NullMarked;
