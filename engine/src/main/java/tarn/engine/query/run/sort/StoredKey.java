package tarn.engine.query.run.sort;

import org.jspecify.annotations.Nullable;
import tarn.engine.data.vector.Dictionary;

/**
 * A sort key as it lies in a store: BIGINT columns that hold its {@linkplain tarn.engine.kernel.SortKeys words}, the first
 * of them with the NULLs of the key.
 *
 * @param word the first word's column
 * @param words how many columns
 * @param text the column of the strings themselves, -1 if the key is not a string
 * @param dictionary for strings whose words are codes of one dictionary, else null
 */
record StoredKey(
        int word,
        int words,
        int text,
        boolean descending,
        boolean nullsFirst,
        @Nullable Dictionary dictionary) {

    StoredKey withDictionary(@Nullable Dictionary of) {
        return new StoredKey(word, words, text, descending, nullsFirst, of);
    }
}
