package tarn.engine.function.scalar;

import static tarn.engine.data.type.ScalarType.TIMESTAMPTZ;
import static tarn.engine.data.type.ScalarType.UINTEGER;

import java.security.SecureRandom;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.type.Uuids;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.function.KernelFactory;
import tarn.engine.function.ScalarFunction;
import tarn.engine.function.ScalarFunction.Builder;
import tarn.engine.function.ScalarOverload.Properties;
import tarn.engine.kernel.Arguments;
import tarn.engine.kernel.Output;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/** Functions of UUIDs. */
final class Identifiers {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final long MILLIS = (1L << 48) - 1;
    private static final int TIME_ORDERED = 7;

    static final List<ScalarFunction> ALL = List.of(
            uuid("uuid", "A random UUID.", "uuid_extract_version(uuid()) = 4", "gen_random_uuid", "uuidv4")
                    .properties(Properties.VOLATILE)
                    .overload(ScalarType.UUID, made(UUID::randomUUID))
                    .build(),
            uuid(
                            "uuidv7",
                            "A random UUID that begins with the time, so that later ones are greater.",
                            "uuid_extract_version(uuidv7()) = 7")
                    .properties(Properties.VOLATILE)
                    .overload(ScalarType.UUID, made(Identifiers::timeOrdered))
                    .build(),
            uuid(
                            "uuid_extract_version",
                            "The version of a UUID.",
                            "uuid_extract_version('019b0000-0000-7000-8000-000000000000') = 7")
                    .overload(UINTEGER, Make.rows(UINTEGER, 1, Identifiers::version), ScalarType.UUID)
                    .build(),
            uuid(
                            "uuid_extract_timestamp",
                            "The time in a UUID of version 7.",
                            "epoch_ms(uuid_extract_timestamp('019b0000-0000-7000-8000-000000000000')) = 1765231558656")
                    .overload(TIMESTAMPTZ, Make.rows(TIMESTAMPTZ, 1, Identifiers::timestamp), ScalarType.UUID)
                    .build());

    private Identifiers() {}

    private static Builder uuid(String name, String doc, String example, String... aliases) {
        return ScalarFunction.named(name, aliases).topic("UUIDs").doc(doc).example(example);
    }

    private static KernelFactory made(Supplier<UUID> source) {
        return _ -> (_, rows, batch) -> {
            var values = batch.allocate(rows * 16L);
            for (int row = 0; row < rows; row++) {
                var uuid = source.get();
                Memory.setLong(values, 2L * row, uuid.getLeastSignificantBits());
                Memory.setLong(values, 2L * row + 1, Uuids.high(uuid));
            }
            return new FlatVector(ScalarType.UUID, values, null);
        };
    }

    /** Version 7 of RFC 9562: 48 bits of milliseconds, then random bits. */
    private static UUID timeOrdered() {
        long high = (System.currentTimeMillis() & MILLIS) << 16 | TIME_ORDERED << 12 | RANDOM.nextInt(1 << 12);
        long low = RANDOM.nextLong() >>> 2 | Long.MIN_VALUE;
        return new UUID(high, low);
    }

    private static boolean version(Arguments in, int row, Output out) {
        out.putLong(row, Uuids.of(in.high(0, row), in.low(0, row)).version());
        return true;
    }

    private static boolean timestamp(Arguments in, int row, Output out) {
        var uuid = Uuids.of(in.high(0, row), in.low(0, row));
        if (uuid.version() != TIME_ORDERED) {
            throw SqlException.of(
                    ErrorCode.INVALID_VALUE, "only a UUID of version 7 has a time, not one of " + uuid.version());
        }
        out.putLong(row, (uuid.getMostSignificantBits() >>> 16) * 1000);
        return true;
    }
}
