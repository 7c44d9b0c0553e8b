/**
 * The JDBC driver: {@code jdbc:tarn:} is a private in-memory database, {@code jdbc:tarn:NAME} one that is shared within the
 * JVM. Forward-only, read-only results; types and classes as DuckDB's driver gives them.
 */
@NullMarked
package tarn.engine.jdbc;

import org.jspecify.annotations.NullMarked;
