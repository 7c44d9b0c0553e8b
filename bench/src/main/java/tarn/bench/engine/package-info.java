/** Engines in processes of their own: what starts one, talks to it over its standard streams, and what runs inside. */
@NullMarked
package tarn.bench.engine;

import org.jspecify.annotations.NullMarked;
