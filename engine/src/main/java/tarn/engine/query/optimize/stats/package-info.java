/** Estimates of how many rows a plan gives, from the statistics of the tables. */
@NullMarked
package tarn.engine.query.optimize.stats;

import org.jspecify.annotations.NullMarked;
