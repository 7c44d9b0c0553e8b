package tarn.engine.storage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.MemoryPool;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.vector.Batch;

/**
 * Makes a table version by appending rows to another, or by putting rows in the place of some. Threads append side by side, each through an {@link Appender}; the
 * rows stand in the order of their morsel numbers in the end. A builder that is not finished leaves nothing behind.
 */
public final class TableBuilder {
    /** Up to so many rows, strings have codes even if most of them are different. */
    private static final int FEW_ROWS = 8192;

    private final TableVersion base;
    private final TableVersion.Part replaced;
    private final MemoryPool pool;
    private final List<@Nullable TextDictionary> dictionaries = new ArrayList<>();
    private final boolean[] plain;
    private final List<Sealed> sealed = new ArrayList<>();

    private record Sealed(long morsel, RowGroup group) {}

    public TableBuilder(TableVersion base, MemoryPool pool) {
        this(base, base.end(), pool);
    }

    /** @param replaced the rows of {@code base} that the appended ones stand in place of */
    public TableBuilder(TableVersion base, TableVersion.Part replaced, MemoryPool pool) {
        this.base = base;
        this.replaced = replaced;
        this.pool = pool;
        this.plain = new boolean[base.columns().size()];
        for (int i = 0; i < plain.length; i++) {
            boolean text = base.columns().get(i).type() == ScalarType.VARCHAR;
            var known = base.textDictionary(i);
            plain[i] = text && known == null && base.rows() > 0;
            dictionaries.add(
                    !text || plain[i]
                            ? null
                            : known != null ? known : new TextDictionary(pool.newTableRegion("dictionary")));
        }
    }

    /** For one thread. */
    public Appender appender() {
        return new Appender();
    }

    /** The new version; call once, after every appender is closed. */
    public TableVersion finish() {
        sealed.sort(Comparator.comparingLong(Sealed::morsel));
        var groups = new ArrayList<>(base.groups().subList(0, replaced.fromGroup()));
        sealed.forEach(one -> groups.add(one.group));
        groups.addAll(base.groups().subList(replaced.toGroup(), base.groups().size()));
        var sealer = new RowGroupSealer(base.columns(), pool, base.name());
        var finalDictionaries = new ArrayList<@Nullable TextDictionary>();
        long rows = groups.stream().mapToLong(RowGroup::rows).sum();
        for (int i = 0; i < plain.length; i++) {
            var dictionary = dictionaries.get(i);
            plain[i] |= base.rows() == 0 && rows > FEW_ROWS && dictionary != null && dictionary.size() > rows / 2;
            finalDictionaries.add(plain[i] ? null : dictionary);
        }
        for (int i = 0; i < plain.length; i++) {
            var dictionary = dictionaries.get(i);
            if (plain[i] && dictionary != null) {
                sealer.decode(groups, i, dictionary.snapshot());
            }
        }
        return new TableVersion(
                base.name(), base.columns(), sealer.mergeSmall(groups, finalDictionaries), finalDictionaries);
    }

    /** Whether strings of a column are to be given codes; false from the moment that they turn out too many. */
    private synchronized boolean coded(int column) {
        return !plain[column] && dictionaries.get(column) != null;
    }

    private synchronized void giveUpCodes(int column) {
        plain[column] = true;
    }

    private synchronized void add(long morsel, RowGroup group) {
        sealed.add(new Sealed(morsel, group));
    }

    /** Appends rows for one thread. */
    public final class Appender implements AutoCloseable {
        private final RowGroupSealer sealer = new RowGroupSealer(base.columns(), pool, base.name());
        private final PendingRows pending = new PendingRows(base.columns(), pool);
        private long morsel;

        /**
         * @param batch columns of exactly the table's types, in its order
         * @param number the batch's morsel: a thread's numbers never fall
         */
        public void append(Batch batch, long number) {
            if (pending.rows() > 0 && (number != morsel || pending.rows() + batch.rows() > RowGroup.MAX_ROWS)) {
                seal();
            }
            morsel = number;
            pending.append(batch);
        }

        private void seal() {
            add(morsel, sealer.seal(pending, this::encode));
            pending.clear();
        }

        private @Nullable TextDictionary encode(int column) {
            return coded(column) ? dictionaries.get(column) : null;
        }

        /** Hands over the rows appended so far. */
        public void flush() {
            if (pending.rows() > 0) {
                seal();
            }
        }

        @Override
        public void close() {
            pending.close();
            for (int i = 0; i < plain.length; i++) {
                if (sealer.gaveUp(i)) {
                    giveUpCodes(i);
                }
            }
        }
    }
}
