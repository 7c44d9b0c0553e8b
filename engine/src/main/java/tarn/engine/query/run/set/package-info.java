/** INTERSECT and EXCEPT: how often a row of either side comes out. */
@NullMarked
package tarn.engine.query.run.set;

import org.jspecify.annotations.NullMarked;
