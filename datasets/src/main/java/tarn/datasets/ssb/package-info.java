/** The star schema benchmark: TPC-H's data as one table of facts with four dimensions, and its 13 queries. */
@NullMarked
package tarn.datasets.ssb;

import org.jspecify.annotations.NullMarked;
