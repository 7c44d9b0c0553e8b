/** The TPC-DS benchmark: its 24 tables and its 99 queries. */
@NullMarked
package tarn.datasets.tpcds;

import org.jspecify.annotations.NullMarked;
