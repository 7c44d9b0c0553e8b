/** What SQL-level tests share: files in sqllogictest's format, DuckDB as oracle, comparison of rows. */
@NullMarked
package tarn.engine.testing;

import org.jspecify.annotations.NullMarked;
