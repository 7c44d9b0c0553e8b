package tarn.engine.function.scalar;

import static tarn.engine.data.type.ScalarType.BIGINT;
import static tarn.engine.data.type.ScalarType.BOOLEAN;
import static tarn.engine.data.type.ScalarType.VARCHAR;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.DataType;
import tarn.engine.data.vector.Strings;
import tarn.engine.function.KernelFactory;
import tarn.engine.function.ScalarFunction;

/** LIKE and its kin, and regular expressions. */
final class PatternFunctions {
    static final List<ScalarFunction> ALL = List.of(
            like("~~", "like_escape", false, false),
            like("!~~", "not_like_escape", false, true),
            like("~~*", "ilike_escape", true, false),
            like("!~~*", "not_ilike_escape", true, true),
            Make.operator("~~~", "glob")
                    .overload(BOOLEAN, PatternKernel.test(Regex::glob, Regex::matches), VARCHAR, VARCHAR)
                    .build(),
            options(
                    regex(
                            "regexp_full_match",
                            "Whether a regular expression matches the whole string.",
                            "regexp_full_match('abc', 'a.c')"),
                    BOOLEAN,
                    PatternKernel.test(Regex::compile, Regex::matches),
                    VARCHAR,
                    VARCHAR),
            options(
                    regex(
                            "regexp_matches",
                            "Whether a regular expression matches part of the string.",
                            "regexp_matches('hello', 'l+')",
                            "regexp_like"),
                    BOOLEAN,
                    PatternKernel.test(Regex::compile, Regex::finds),
                    VARCHAR,
                    VARCHAR),
            Make.operator("!~")
                    .overload(
                            BOOLEAN, PatternKernel.test(Regex::compile, (p, s) -> !Regex.finds(p, s)), VARCHAR, VARCHAR)
                    .build(),
            regex(
                            "regexp_extract",
                            "The first match of a regular expression, or of a group in it; empty without one.",
                            "regexp_extract('a12', '[0-9]+') = '12'",
                            "regexp_substr")
                    .overload(VARCHAR, PatternKernel.map(Regex::compile, Regex::extract), VARCHAR, VARCHAR)
                    .overload(VARCHAR, PatternKernel.map(Regex::extraction, Regex::extract), VARCHAR, VARCHAR, BIGINT)
                    .overload(
                            VARCHAR,
                            PatternKernel.map(Regex::extraction, Regex::extract),
                            VARCHAR,
                            VARCHAR,
                            BIGINT,
                            VARCHAR)
                    .build(),
            options(
                    regex(
                            "regexp_replace",
                            "The first match replaced, every match with option 'g'.",
                            "regexp_replace('hello', 'l', 'x', 'g') = 'hexxo'"),
                    VARCHAR,
                    PatternKernel.map(Regex::replacement, Regex::replace),
                    VARCHAR,
                    VARCHAR,
                    VARCHAR),
            regex(
                            "regexp_escape",
                            "The string as a regular expression that matches it alone.",
                            "regexp_escape('a.b') = 'a\\.b'")
                    .overload(VARCHAR, PatternKernel.map(_ -> true, (_, text) -> Regex.escape(text)), VARCHAR)
                    .build());

    private PatternFunctions() {}

    private static ScalarFunction.Builder regex(String name, String doc, String example, String... aliases) {
        return ScalarFunction.named(name, aliases).topic("Text").doc(doc).example(example);
    }

    /** Adds the overloads without and with a last argument for options. */
    private static ScalarFunction options(
            ScalarFunction.Builder builder, DataType result, KernelFactory kernel, DataType... parameters) {
        var more = Arrays.copyOf(parameters, parameters.length + 1);
        more[parameters.length] = VARCHAR;
        return builder.overload(result, kernel, parameters)
                .overload(result, kernel, more)
                .build();
    }

    private static ScalarFunction like(String symbol, String name, boolean ignoreCase, boolean negated) {
        var body = new LikeBody(ignoreCase, negated);
        PatternKernel.Compiler<LikePattern> compiler = arguments -> {
            String pattern = (String) arguments[0];
            return LikePattern.compile(ignoreCase ? LikeBody.lower(pattern) : pattern, escape(arguments));
        };
        var kernel = PatternKernel.of(BOOLEAN, compiler, body);
        return Make.operator(symbol, name)
                .overload(BOOLEAN, kernel, VARCHAR, VARCHAR)
                .overload(BOOLEAN, kernel, VARCHAR, VARCHAR, VARCHAR)
                .build();
    }

    private static String escape(@Nullable Object[] arguments) {
        return arguments.length == 2 && arguments[1] instanceof String escape ? escape : "";
    }

    private record LikeBody(boolean ignoreCase, boolean negated) implements PatternKernel.Body<LikePattern> {
        static String lower(String text) {
            return text.codePoints()
                    .map(Character::toLowerCase)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
        }

        @Override
        public void apply(LikePattern pattern, MemorySegment views, int row, Writer out) {
            long address = Strings.address(views, row);
            int length = Strings.length(views, row);
            if (ignoreCase) {
                var small = Utf8.lower(address, length, out.region());
                address = small.address();
                length = (int) small.byteSize();
            }
            out.putBoolean(row, pattern.matches(address, length) != negated);
        }

        @Override
        public void applyAll(LikePattern pattern, MemorySegment views, int rows, Writer out) {
            if (ignoreCase) {
                PatternKernel.Body.super.applyAll(pattern, views, rows, out);
                return;
            }
            pattern.match(views, rows, out.values(), negated);
        }
    }
}
