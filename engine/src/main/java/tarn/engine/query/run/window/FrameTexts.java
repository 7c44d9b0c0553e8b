package tarn.engine.query.run.window;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.NestedWriter;
import tarn.engine.data.vector.Strings;
import tarn.engine.data.vector.Vector;
import tarn.engine.function.AggregateOverload;
import tarn.engine.kernel.Flatten;

/**
 * string_agg and list in the order of the rows. All rows' texts, or cells, stand once one behind the other: a frame without
 * gaps is a part of that. A text is a view of it, so that the texts of all frames take no more room than the longest.
 */
final class FrameTexts {
    private static final int CHECK = (1 << 8) - 1;
    private static final int MAKING_CHECK = (1 << 14) - 1;

    private final TaskRows rows;
    private final Chunk chunk;
    private final AggregateOverload function;
    private final Frames frames;
    private final boolean list;
    private final KeptRows kept;

    /** For each kept row, by its number, where its part begins; and the end of all. */
    private final MemorySegment begins;

    /** How many bytes of each part are the separator before the text. */
    private final MemorySegment separators;

    /** Address of the first byte. */
    private final long bytes;

    FrameTexts(TaskRows rows, AggregateOverload function, Frames frames, @Nullable MemorySegment included) {
        this.rows = rows;
        this.chunk = rows.chunk();
        this.function = function;
        this.frames = frames;
        this.list = function.name().equals("list");
        var arguments = rows.task().arguments().stream().map(chunk::column).toList();
        this.kept = new KeptRows(chunk, included, list ? List.of() : arguments);
        this.begins = chunk.region().allocate((kept.count() + 1) * 8L);
        this.separators = chunk.region().allocateZeroed(Math.max(8, kept.count() * 4L));
        this.bytes = list
                ? cells(arguments.getFirst())
                : texts(flat(arguments.getFirst()), arguments.size() < 2 ? null : flat(arguments.get(1)));
    }

    private FlatVector flat(Vector vector) {
        return Flatten.flatten(vector, rows.count(), chunk.region());
    }

    private long cells(Vector values) {
        var writer = new NestedWriter(chunk.region());
        for (int number = 0; number < kept.count(); number++) {
            Memory.setLong(begins, number, writer.length());
            writer.cell(values, kept.row(number));
            check(number, MAKING_CHECK);
        }
        Memory.setLong(begins, kept.count(), writer.length());
        return writer.address();
    }

    private long texts(FlatVector texts, @Nullable FlatVector between) {
        long length = 0;
        for (int number = 0; number < kept.count(); number++) {
            int row = kept.row(number);
            int separator = between == null ? 1 : Strings.length(between.values(), row);
            Memory.setLong(begins, number, length);
            Memory.setInt(separators, number, separator);
            length += Strings.length(texts.values(), row) + separator;
        }
        Memory.setLong(begins, kept.count(), length);
        var all = chunk.results().allocate(Math.max(8, length));
        for (int number = 0; number < kept.count(); number++) {
            int row = kept.row(number);
            long at = Memory.getLong(begins, number);
            if (between == null) {
                Memory.setByte(all, at, (byte) ',');
            } else {
                copy(between, row, all, at);
            }
            copy(texts, row, all, at + Memory.getInt(separators, number));
            check(number, MAKING_CHECK);
        }
        return all.address();
    }

    private static void copy(FlatVector texts, int row, MemorySegment to, long at) {
        int length = Strings.length(texts.values(), row);
        if (length > 0) {
            MemorySegment.copy(Strings.MEMORY, Strings.address(texts.values(), row), to, at, length);
        }
    }

    private void check(int step, int mask) {
        if ((step & mask) == 0) {
            chunk.query().checkCancelled();
        }
    }

    FlatVector aggregates() {
        var out = chunk.result(function.result());
        chunk.slices((from, to, _) -> {
            var memory = chunk.newResultRegion();
            var writer = list ? new NestedWriter(memory) : null;
            var ranges = new int[6];
            for (int row = from; row < to; row++) {
                int bounds = frames.ranges(row, ranges);
                if (kept.narrow(ranges, bounds) == 0) {
                    Bits.clear(Objects.requireNonNull(out.validity()), row);
                } else if (writer != null) {
                    putList(ranges, bounds, writer, out, row);
                } else {
                    putText(ranges, bounds, memory, out, row);
                }
                check(row, CHECK);
            }
        });
        return out;
    }

    private long begin(int number) {
        return Memory.getLong(begins, number);
    }

    private void putList(int[] ranges, int bounds, NestedWriter writer, FlatVector out, int row) {
        for (int i = 0; i < bounds; i += 2) {
            writer.copy(bytes + begin(ranges[i]), bytes + begin(ranges[i + 1]));
        }
        writer.end();
        writer.finish(out.values(), row);
    }

    private void putText(int[] ranges, int bounds, Region memory, FlatVector out, int row) {
        int first = 0;
        while (ranges[first] == ranges[first + 1]) {
            first += 2;
        }
        int last = bounds - 2;
        while (ranges[last] == ranges[last + 1]) {
            last -= 2;
        }
        long start = begin(ranges[first]) + Memory.getInt(separators, ranges[first]);
        if (first == last) {
            int length = Math.toIntExact(begin(ranges[first + 1]) - start);
            Strings.put(out.values(), row, bytes + start, length);
            return;
        }
        long length = begin(ranges[first + 1]) - start;
        for (int i = first + 2; i <= last; i += 2) {
            length += begin(ranges[i + 1]) - begin(ranges[i]);
        }
        var text = memory.allocate(Math.max(8, Math.toIntExact(length)));
        long at = 0;
        for (int i = first; i <= last; i += 2) {
            long from = i == first ? start : begin(ranges[i]);
            long count = begin(ranges[i + 1]) - from;
            MemorySegment.copy(Strings.MEMORY, bytes + from, text, at, count);
            at += count;
        }
        Strings.put(out.values(), row, text.address(), (int) length);
    }
}
