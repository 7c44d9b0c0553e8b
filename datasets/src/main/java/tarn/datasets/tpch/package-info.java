/** The TPC-H benchmark: its eight tables and its 22 queries. */
@NullMarked
package tarn.datasets.tpch;

import org.jspecify.annotations.NullMarked;
