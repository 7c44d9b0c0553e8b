/** Insights: the shop's data loaded, the questions asked, and the answers shown with chart and finding. */
@NullMarked
package tarn.shell.insight;

import org.jspecify.annotations.NullMarked;
