/**
 * Stored tables: immutable versions made of row groups of Arrow-layout columns, with statistics, and the scan that reads
 * them.
 */
@NullMarked
package tarn.engine.storage;

import org.jspecify.annotations.NullMarked;
