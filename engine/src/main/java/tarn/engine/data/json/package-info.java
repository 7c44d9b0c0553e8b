/** JSON: values, how text becomes one and one becomes text, and paths into them. */
@NullMarked
package tarn.engine.data.json;

import org.jspecify.annotations.NullMarked;
