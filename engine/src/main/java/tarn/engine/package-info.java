/** The engine's public interface: databases, sessions and results. */
@NullMarked
package tarn.engine;

import org.jspecify.annotations.NullMarked;
