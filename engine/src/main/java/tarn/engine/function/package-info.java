/** Signatures, overload resolution and the registry of functions; the built-ins live in the packages below, by topic. */
@NullMarked
package tarn.engine.function;

import org.jspecify.annotations.NullMarked;
