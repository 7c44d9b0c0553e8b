/** The one memory accountant: a pool per database, a budget per query, regions per operator and thread. */
@NullMarked
package tarn.engine.data.memory;

import org.jspecify.annotations.NullMarked;
