/** The way in: databases, sessions, settings and results. */
@NullMarked
package tarn.engine;

import org.jspecify.annotations.NullMarked;
