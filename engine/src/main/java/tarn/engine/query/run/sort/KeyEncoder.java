package tarn.engine.query.run.sort;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.vector.Batch;
import tarn.engine.data.vector.Dictionary;
import tarn.engine.data.vector.DictionaryVector;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Vector;
import tarn.engine.expr.eval.Evaluation;
import tarn.engine.expr.eval.Evaluator;
import tarn.engine.kernel.Flatten;
import tarn.engine.kernel.SortKeys;
import tarn.engine.pipeline.WorkerContext;

/** Makes the stored form of rows for one worker: the columns of the input, then words and strings of the keys. */
final class KeyEncoder {
    private static final int MOST_RANKED_ENTRIES = 1 << 16;

    private final SortSpec spec;
    private final KeyLayout layout;
    private final Evaluator[] evaluators;
    private final Region region;
    /** Per key: the dictionary whose codes are its words, once a row has come. */
    private final @Nullable Dictionary[] dictionaries;

    private final boolean[] codes;
    private final boolean[] chunks;

    KeyEncoder(SortSpec spec, KeyLayout layout, WorkerContext worker) {
        this.spec = spec;
        this.layout = layout;
        int keys = spec.keys().size();
        var evaluation = new Evaluation(
                spec.layout(), worker.newRegion("Sort"), worker.query().batchRows());
        evaluators =
                spec.keys().stream().map(key -> evaluation.compile(key.expr())).toArray(Evaluator[]::new);
        region = worker.newRegion("Sort");
        dictionaries = new Dictionary[keys];
        codes = new boolean[keys];
        chunks = new boolean[keys];
    }

    /** The row as it is stored; valid until the next call. */
    Batch encode(Batch in) {
        region.reset();
        var columns = new ArrayList<Vector>(in.columns());
        for (int i = 0; i < evaluators.length; i++) {
            encode(evaluators[i].evaluate(in), i, in.rows(), columns);
        }
        return new Batch(in.rows(), columns);
    }

    private void encode(Vector key, int index, int rows, List<Vector> columns) {
        var stored = layout.keys().get(index);
        if (key instanceof DictionaryVector coded
                && layout.mayUseCodes()
                && stored.text() >= 0
                && ranked(coded, index)) {
            columns.add(new FlatVector(ScalarType.BIGINT, widen(coded.codes(), rows), coded.validity()));
        } else {
            var flat = Flatten.flatten(key, rows, region);
            long flip = stored.descending() ? SortKeys.reversal(key.type()) : 0;
            for (int word = 0; word < stored.words(); word++) {
                var out = region.allocate(rows * 8L);
                SortKeys.encode(flat, rows, word, flip, out);
                columns.add(new FlatVector(ScalarType.BIGINT, out, flat.validity()));
            }
            chunks[index] = true;
        }
        if (stored.text() == columns.size()) {
            columns.add(key);
        }
    }

    /** Whether codes of this dictionary can be the words of this worker's rows. */
    private boolean ranked(DictionaryVector key, int index) {
        var dictionary = key.dictionary();
        boolean cheap = dictionary.ordered() || dictionary.distinct() && dictionary.size() <= MOST_RANKED_ENTRIES;
        if (!cheap || chunks[index]) {
            return false;
        }
        if (dictionaries[index] == null) {
            dictionaries[index] = dictionary;
        }
        codes[index] |= dictionaries[index] == dictionary;
        return dictionaries[index] == dictionary;
    }

    private MemorySegment widen(MemorySegment ints, int rows) {
        var out = region.allocate(rows * 8L);
        for (int i = 0; i < rows; i++) {
            Memory.setLong(out, i, Memory.getInt(ints, i));
        }
        return out;
    }

    /** What the words of string keys are, over all workers. */
    enum Words {
        CHUNKS,
        CODES,
        BOTH
    }

    static Words words(List<KeyEncoder> encoders, int key) {
        boolean anyCodes = encoders.stream().anyMatch(encoder -> encoder.codes[key]);
        boolean anyChunks = encoders.stream().anyMatch(encoder -> encoder.chunks[key]);
        long dictionaries = encoders.stream()
                .map(encoder -> encoder.dictionaries[key])
                .filter(dictionary -> dictionary != null)
                .distinct()
                .count();
        return !anyCodes ? Words.CHUNKS : anyChunks || dictionaries > 1 ? Words.BOTH : Words.CODES;
    }

    static @Nullable Dictionary dictionary(List<KeyEncoder> encoders, int key) {
        return encoders.stream()
                .map(encoder -> encoder.dictionaries[key])
                .filter(dictionary -> dictionary != null)
                .findAny()
                .orElse(null);
    }
}
