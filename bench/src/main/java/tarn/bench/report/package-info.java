/** What a run found: as text, as JSON, as a page, and as a line of the history. */
@NullMarked
package tarn.bench.report;

import org.jspecify.annotations.NullMarked;
