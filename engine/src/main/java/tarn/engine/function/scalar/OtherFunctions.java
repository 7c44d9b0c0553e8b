package tarn.engine.function.scalar;

import static tarn.engine.data.type.ScalarType.BIGINT;
import static tarn.engine.data.type.ScalarType.BOOLEAN;
import static tarn.engine.data.type.ScalarType.DOUBLE;
import static tarn.engine.data.type.ScalarType.NULL;
import static tarn.engine.data.type.ScalarType.UBIGINT;
import static tarn.engine.data.type.ScalarType.VARCHAR;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.DecimalType;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.Constants;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Vector;
import tarn.engine.function.Argument;
import tarn.engine.function.Coercion;
import tarn.engine.function.KernelFactory;
import tarn.engine.function.Parameter;
import tarn.engine.function.Parameter.Family;
import tarn.engine.function.ScalarFunction;
import tarn.engine.function.ScalarFunction.Builder;
import tarn.engine.function.ScalarFunction.Resolved;
import tarn.engine.function.ScalarOverload.Properties;
import tarn.engine.kernel.Compare;
import tarn.engine.kernel.Flatten;
import tarn.engine.kernel.Hashing;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/** Functions of values of any type, and of the system. */
final class OtherFunctions {
    static final List<ScalarFunction> ALL = List.of(
            other("greatest", "The greatest argument; NULLs do not count.", "greatest(1, NULL, 3) = 3")
                    .properties(Properties.NULL_AWARE)
                    .resolved(List.of(Family.ANY), Family.ANY, in -> extreme("greatest", in, true))
                    .build(),
            other("least", "The least argument; NULLs do not count.", "least(2, 1, 3) = 1")
                    .properties(Properties.NULL_AWARE)
                    .resolved(List.of(Family.ANY), Family.ANY, in -> extreme("least", in, false))
                    .build(),
            other("typeof", "Name of the argument's type.", "typeof(1) = 'INTEGER'", "pg_typeof")
                    .properties(Properties.NULL_AWARE)
                    .resolved(
                            List.of(Family.ANY),
                            null,
                            in -> constant(in, in.getFirst().type().sql()))
                    .build(),
            other(
                            "hash",
                            "A number made of the arguments, the same for equal ones; not stable between versions.",
                            "hash('a') = hash('a')")
                    .properties(Properties.NULL_AWARE)
                    .resolved(List.of(Family.ANY), Family.ANY, in -> new Resolved(Make.types(in), UBIGINT, hashing()))
                    .build(),
            other(
                            "is_histogram_other_bin",
                            "Whether a key of a histogram stands for the values that no bin takes.",
                            "is_histogram_other_bin('')")
                    .resolved(
                            List.of(Family.ANY),
                            null,
                            in -> new Resolved(
                                    Make.types(in),
                                    BOOLEAN,
                                    OtherBin.test(in.getFirst().type())))
                    .build(),
            other(
                            "equi_width_bins",
                            "The upper bounds of so many bins of equal width between the first two arguments; if the"
                                    + " fourth is true, about so many at round numbers.",
                            "equi_width_bins(0, 10, 2, true) = [5, 10]")
                    .resolved(
                            List.of(Family.ANY, Family.ANY, new Parameter.Exact(BIGINT), new Parameter.Exact(BOOLEAN)),
                            null,
                            EqualBins::resolve)
                    .build(),
            other("error", "Ends the statement with a message.", "coalesce(1, error('never')) = 1")
                    .properties(Properties.VOLATILE)
                    .overload(
                            NULL,
                            Make.rows(NULL, 1, (in, row, _) -> {
                                throw SqlException.of(ErrorCode.RAISED, in.string(0, row));
                            }),
                            VARCHAR)
                    .build(),
            fixed("version", "Version of the engine.", "version() LIKE 'Tarn%'", "Tarn 0.1"),
            fixed("current_schema", "Name of the schema in use.", "current_schema() = 'main'", "main"),
            fixed(
                    "current_database",
                    "Name of the database in use.",
                    "current_database() = 'memory'",
                    "memory",
                    "current_catalog"),
            fixed(
                    "current_user",
                    "Name of the user.",
                    "current_user() = 'tarn'",
                    "tarn",
                    "session_user",
                    "user",
                    "current_role"),
            other(
                            "format",
                            "Text with values put in for {}, {1} or {:.2f}.",
                            "format('{}-{:.1f}', 'a', 1.25) = 'a-1.2'")
                    .resolved(List.of(Family.ANY), Family.ANY, in -> formatting(in, false))
                    .build(),
            other(
                            "printf",
                            "Text with values put in for %s, %d, %.2f and their like.",
                            "printf('%05.1f', 2.5) = '002.5'")
                    .resolved(List.of(Family.ANY), Family.ANY, in -> formatting(in, true))
                    .build(),
            distance(
                            "levenshtein",
                            "Number of single letters to change to get from one string to the other.",
                            "levenshtein('kitten', 'sitting') = 3",
                            "editdist3")
                    .overload(BIGINT, Make.rows(BIGINT, 2, Distances::levenshtein), VARCHAR, VARCHAR)
                    .build(),
            distance(
                            "damerau_levenshtein",
                            "As levenshtein, with swapped neighbours as one change.",
                            "damerau_levenshtein('ab', 'ba') = 1")
                    .overload(BIGINT, Make.rows(BIGINT, 2, Distances::damerau), VARCHAR, VARCHAR)
                    .build(),
            distance(
                            "hamming",
                            "Number of places where two strings of one length differ.",
                            "hamming('abc', 'abd') = 1",
                            "mismatches")
                    .overload(BIGINT, Make.rows(BIGINT, 2, Distances::hamming), VARCHAR, VARCHAR)
                    .build(),
            distance("jaccard", "Share of the letters of both that both have.", "jaccard('duck', 'luck') = 0.6")
                    .overload(DOUBLE, Make.rows(DOUBLE, 2, Distances::jaccard), VARCHAR, VARCHAR)
                    .build(),
            distance(
                            "jaro_similarity",
                            "Likeness of two strings by Jaro, from 0 to 1.",
                            "round(jaro_similarity('duck', 'duckdb'), 3) = 0.889")
                    .overload(DOUBLE, Make.rows(DOUBLE, 2, Distances::jaro), VARCHAR, VARCHAR)
                    .build(),
            distance(
                            "jaro_winkler_similarity",
                            "As jaro_similarity, higher where the beginnings agree.",
                            "round(jaro_winkler_similarity('duck', 'duckdb'), 3) = 0.933")
                    .overload(DOUBLE, Make.rows(DOUBLE, 2, Distances::jaroWinkler), VARCHAR, VARCHAR)
                    .build());

    private OtherFunctions() {}

    private static Builder other(String name, String doc, String example, String... aliases) {
        return ScalarFunction.named(name, aliases).topic("Other").doc(doc).example(example);
    }

    private static Builder distance(String name, String doc, String example, String... aliases) {
        return ScalarFunction.named(name, aliases).topic("Text").doc(doc).example(example);
    }

    private static Resolved constant(List<Argument> arguments, String value) {
        return new Resolved(Make.types(arguments), VARCHAR, fixed(value));
    }

    private static KernelFactory fixed(String value) {
        return scratch -> {
            var constant = Constants.of(value, VARCHAR, scratch);
            return (_, _, _) -> constant;
        };
    }

    private static ScalarFunction fixed(String name, String doc, String example, String value, String... aliases) {
        return other(name, doc, example, aliases)
                .overload(VARCHAR, fixed(value))
                .build();
    }

    private static KernelFactory hashing() {
        return _ -> (arguments, rows, batch) -> {
            var hashes = batch.allocate(rows * 8L);
            for (int i = 0; i < arguments.size(); i++) {
                Hashing.hash(arguments.get(i), rows, hashes, i > 0);
            }
            var wide = batch.allocateZeroed(UBIGINT.lane().bytesFor(rows));
            for (int row = 0; row < rows; row++) {
                Memory.setLong(wide, 2L * row, Memory.getLong(hashes, row));
            }
            return new FlatVector(UBIGINT, wide, null);
        };
    }

    private static Resolved extreme(String name, List<Argument> arguments, boolean greatest) {
        var type = Coercion.commonType(arguments);
        if (type == null) {
            throw SqlException.of(ErrorCode.TYPE_MISMATCH, "the arguments have no common type in function " + name);
        }
        return new Resolved(Collections.nCopies(arguments.size(), type), type, extreme(type, greatest ? 1 : -1));
    }

    private static KernelFactory extreme(DataType type, int sign) {
        return _ -> (arguments, rows, batch) -> {
            var flat = new ArrayList<FlatVector>();
            for (Vector argument : arguments) {
                flat.add(Flatten.flatten(argument, rows, batch));
            }
            FlatVector best = flat.getFirst();
            for (var next : flat.subList(1, flat.size())) {
                best = better(type, best, next, rows, sign, batch);
            }
            return best;
        };
    }

    /** The better of two columns row by row; what is not NULL is better than NULL. */
    private static FlatVector better(DataType type, FlatVector a, FlatVector b, int rows, int sign, Region batch) {
        var fromB = batch.allocateZeroed(Bits.bytes(rows));
        var validity = batch.allocateZeroed(Bits.bytes(rows));
        for (int row = 0; row < rows; row++) {
            if (a.isNull(row)) {
                Bits.set(fromB, row);
                Bits.put(validity, row, !b.isNull(row));
            } else {
                Bits.set(validity, row);
                if (!b.isNull(row) && Compare.compare(type, b.values(), row, a.values(), row) * sign > 0) {
                    Bits.set(fromB, row);
                }
            }
        }
        int width = type.lane().bytes();
        var out = batch.allocate(Math.max(16, type.lane().bytesFor(rows)));
        for (int row = 0; row < rows; row++) {
            var from = Bits.get(fromB, row) ? b.values() : a.values();
            if (width == 0) {
                Bits.put(out, row, Bits.get(from, row));
            } else {
                MemorySegment.copy(from, (long) row * width, out, (long) row * width, width);
            }
        }
        return new FlatVector(type, out, validity);
    }

    private static Resolved formatting(List<Argument> arguments, boolean percent) {
        var types = new ArrayList<DataType>();
        types.add(VARCHAR);
        for (var argument : arguments.subList(1, arguments.size())) {
            var type = argument.type();
            if (type instanceof DecimalType || type.isFloating()) {
                types.add(DOUBLE);
            } else {
                types.add(type.isInteger() && type.lane().bytes() <= 8 ? BIGINT : type == BOOLEAN ? BOOLEAN : VARCHAR);
            }
        }
        return new Resolved(List.copyOf(types), VARCHAR, Formatting.kernel(percent));
    }
}
