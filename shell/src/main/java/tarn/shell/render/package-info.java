/**
 * Results as text: one class for each form. {@link tarn.shell.render.Rows} is what they read, {@link tarn.shell.render.Layout} the
 * room they have.
 */
@NullMarked
package tarn.shell.render;

import org.jspecify.annotations.NullMarked;
