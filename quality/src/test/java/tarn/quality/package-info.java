/** Tests that read the sources and class files of all modules: formatting, house rules, allowed dependencies. */
@NullMarked
package tarn.quality;

import org.jspecify.annotations.NullMarked;
