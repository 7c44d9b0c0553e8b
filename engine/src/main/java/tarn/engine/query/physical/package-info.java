/** Turns a logical plan into pipelines: columns become positions, plan nodes become operators. */
@NullMarked
package tarn.engine.query.physical;

import org.jspecify.annotations.NullMarked;
