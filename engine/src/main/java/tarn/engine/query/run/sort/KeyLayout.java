package tarn.engine.query.run.sort;

import java.util.ArrayList;
import java.util.List;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.Lane;
import tarn.engine.data.type.ScalarType;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;
import tarn.engine.kernel.SortKeys;

/**
 * The columns of stored rows: those of the input, then for each key its words and, if it is a string that is not a column
 * of the input anyway, the string.
 *
 * @param mayUseCodes whether words of strings may be codes, which have an order only when all rows are there
 */
record KeyLayout(List<DataType> types, List<StoredKey> keys, boolean mayUseCodes) {

    static KeyLayout of(SortSpec spec) {
        var types =
                new ArrayList<DataType>(spec.layout().stream().map(Column::type).toList());
        var keys = new ArrayList<StoredKey>();
        for (var key : spec.keys()) {
            int word = types.size();
            int words = SortKeys.words(key.expr().type());
            for (int i = 0; i < words; i++) {
                types.add(ScalarType.BIGINT);
            }
            int text = -1;
            if (key.expr().type().lane() == Lane.BYTES) {
                text = key.expr() instanceof Expr.Ref ref ? spec.layout().indexOf(ref.column()) : types.size();
                if (text == types.size()) {
                    types.add(key.expr().type());
                }
            }
            keys.add(new StoredKey(word, words, text, key.descending(), key.nullsFirst(), null));
        }
        return new KeyLayout(List.copyOf(types), List.copyOf(keys), spec.limit() == Long.MAX_VALUE);
    }
}
