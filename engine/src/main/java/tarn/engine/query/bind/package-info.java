/**
 * From syntax tree to logical plan: names are resolved, types decided, casts inserted. {@link tarn.engine.query.bind.Binder} is the
 * entry; each topic of the language has a {@code Bind...} class. Knows the catalog only as {@link tarn.engine.query.bind.CatalogView}.
 */
@NullMarked
package tarn.engine.query.bind;

import org.jspecify.annotations.NullMarked;
