package tarn.engine.query.run.key;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.DataType;

/**
 * Where the fields of key columns lie in a code of 64 bits. Fields that do not fit together make several words: a table
 * gives each word's codes numbers, and the number takes the lower half of the next word. So every row of keys has an exact
 * code in the last word, never just a hash.
 *
 * <p>One thread may change a layout; many may look codes up in one that no longer changes.
 */
public final class KeyLayout {
    private static final int FOLDED_BITS = 32;

    final KeyField[] fields;
    final List<CodeTable> folds = new ArrayList<>();
    private final Region region;
    private int bitsOfLastWord;

    /**
     * @param region holds tables of values
     * @param texts gets the bytes of strings; null if those that come stay where they are
     */
    public KeyLayout(List<DataType> types, Region region, @Nullable Region texts) {
        this.region = region;
        this.fields =
                types.stream().map(type -> new KeyField(type, region, texts)).toArray(KeyField[]::new);
        assign();
    }

    /** Says that strings of one table's column may be told by its codes; rows of other dictionaries then have no place. */
    void useCodes() {
        for (KeyField field : fields) {
            field.useCodes();
        }
    }

    /** Says that values of a column probably lie within bounds, in the physical form of literals. */
    public void expect(int column, @Nullable Object low, @Nullable Object high) {
        if (low instanceof Long from && high instanceof Long to && from <= to) {
            fields[column].include(from, to, false);
        }
    }

    /** Gives every field its place, forgetting codes given before. */
    public void assign() {
        for (KeyField field : fields) {
            field.bits = field.bitsWanted();
        }
        if (total() > 64) {
            for (KeyField field : fields) {
                if (field.isRange() && field.bits > FOLDED_BITS) {
                    field.toNumbers();
                    field.bits = field.bitsWanted();
                }
            }
        }
        folds.clear();
        int used = 0;
        for (KeyField field : fields) {
            if (used + field.bits > 64) {
                folds.add(new CodeTable(region));
                used = FOLDED_BITS;
            }
            field.word = folds.size();
            field.shift = used;
            used += field.bits;
        }
        bitsOfLastWord = used;
    }

    /**
     * As {@link #assign}, with room for so many rows of values that are all different; false if that does not go into one
     * word.
     */
    public boolean assignFor(int rows) {
        int total = 0;
        for (KeyField field : fields) {
            field.expectValues(rows);
            total += field.bitsWanted();
        }
        boolean fits = total <= 64;
        if (!fits) {
            for (KeyField field : fields) {
                field.expectValues(0);
            }
        }
        assign();
        return fits;
    }

    /** Takes over how another layout of the same types tells values, as long as there are none here yet. */
    void adopt(KeyLayout that) {
        for (int i = 0; i < fields.length; i++) {
            fields[i].adopt(that.fields[i]);
        }
        assign();
    }

    /** Whether codes of that layout are codes of this one, and mean the same. */
    boolean sameAs(KeyLayout that) {
        for (int i = 0; i < fields.length; i++) {
            if (!fields[i].sameAs(that.fields[i])) {
                return false;
            }
        }
        return folds.isEmpty() && that.folds.isEmpty();
    }

    private int total() {
        int total = 0;
        for (KeyField field : fields) {
            total += field.bits;
        }
        return total;
    }

    /** Whether the values of some column are numbered by a table. */
    public boolean numbersValues() {
        for (KeyField field : fields) {
            if (!field.isRange()) {
                return true;
            }
        }
        return false;
    }

    boolean hasRoom() {
        for (KeyField field : fields) {
            if (!field.hasRoom()) {
                return false;
            }
        }
        return true;
    }

    /** All codes are below this; {@code Long.MAX_VALUE} if the bound would not fit. */
    public long bound() {
        if (fields.length == 0) {
            return 1;
        }
        var last = fields[fields.length - 1];
        return bitsOfLastWord > 62 ? Long.MAX_VALUE : last.greatest() + 1 << last.shift;
    }

    /** Forgets all values, but not their ranges. */
    void clear() {
        for (KeyField field : fields) {
            field.clear();
        }
        folds.forEach(CodeTable::clear);
    }

    public long bytes() {
        long bytes = 0;
        for (KeyField field : fields) {
            bytes += field.bytes();
        }
        for (CodeTable fold : folds) {
            bytes += fold.bytes();
        }
        return bytes;
    }
}
