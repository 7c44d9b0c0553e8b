package tarn.engine.format.csv;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPInputStream;
import tarn.engine.data.memory.Memory;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/**
 * The bytes of a file at an address: mapped, or, where that cannot be (a pipe, gzip), read into memory. Positions are
 * offsets from the first byte, a byte order mark left out.
 */
final class CsvText {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final Path path;

    /** Held so that the bytes stay where they are as long as this object lives. */
    private final MemorySegment segment;

    private final long address;
    private final long size;

    private CsvText(Path path, MemorySegment segment) {
        int mark = startsWithMark(segment) ? BYTE_ORDER_MARK.length : 0;
        this.path = path;
        this.segment = segment;
        this.address = segment.address() + mark;
        this.size = segment.byteSize() - mark;
    }

    private static boolean startsWithMark(MemorySegment segment) {
        for (int i = 0; i < BYTE_ORDER_MARK.length; i++) {
            if (i >= segment.byteSize() || Memory.getByte(segment, i) != BYTE_ORDER_MARK[i]) {
                return false;
            }
        }
        return true;
    }

    static CsvText open(Path path, Span span) {
        try {
            if (Files.isRegularFile(path) && !path.toString().endsWith(".gz")) {
                try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
                    return new CsvText(
                            path, channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto()));
                }
            }
            if (Files.isDirectory(path)) {
                throw SqlException.of(ErrorCode.FILE, "a folder, not a file: " + path, span);
            }
            try (var in = Files.newInputStream(path)) {
                return new CsvText(path, read(path.toString().endsWith(".gz") ? new GZIPInputStream(in, 1 << 16) : in));
            }
        } catch (NoSuchFileException _) {
            throw SqlException.of(ErrorCode.FILE, "no such file: " + path, span);
        } catch (AccessDeniedException _) {
            throw SqlException.of(ErrorCode.FILE, "no permission to read: " + path, span);
        } catch (IOException error) {
            throw SqlException.of(ErrorCode.FILE, "cannot read " + path + ": " + error.getMessage(), span)
                    .causedBy(error);
        }
    }

    private static MemorySegment read(InputStream in) throws IOException {
        var segment = Arena.ofAuto().allocate(1 << 20);
        long size = 0;
        var buffer = new byte[1 << 16];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            if (size + count > segment.byteSize()) {
                var larger = Arena.ofAuto().allocate(segment.byteSize() * 2);
                MemorySegment.copy(segment, 0, larger, 0, size);
                segment = larger;
            }
            MemorySegment.copy(buffer, 0, segment, ValueLayout.JAVA_BYTE, size, count);
            size += count;
        }
        return segment.asSlice(0, size);
    }

    Path path() {
        return path;
    }

    long address() {
        return address;
    }

    long size() {
        return size;
    }

    byte at(long position) {
        return Memory.getByte(address + position);
    }

    String text(long from, long to) {
        return new String(
                segment.asSlice(address - segment.address() + from, to - from).toArray(ValueLayout.JAVA_BYTE),
                java.nio.charset.StandardCharsets.UTF_8);
    }

    /** The line, from 1, that a position is in; reads the file up to there. */
    long lineOf(long position) {
        long line = 1;
        for (long at = 0; at < position; at++) {
            if (at(at) == '\n' || at(at) == '\r' && (at + 1 == size || at(at + 1) != '\n')) {
                line++;
            }
        }
        return line;
    }
}
