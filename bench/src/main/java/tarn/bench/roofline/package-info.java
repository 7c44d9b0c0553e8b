/** How fast this machine's memory is, and how near to that simple scans come. */
@NullMarked
package tarn.bench.roofline;

import org.jspecify.annotations.NullMarked;
