/**
 * Errors of the SQL language: code, one sentence, place in the statement text and hints, and how they are rendered. The lowest level: every
 * other package may use it.
 */
@NullMarked
package tarn.sql.error;

import org.jspecify.annotations.NullMarked;
