package tarn.engine.function.scalar;

import static tarn.engine.data.type.ScalarType.BIGINT;
import static tarn.engine.data.type.ScalarType.VARCHAR;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.ListType;
import tarn.engine.function.KernelFactory;
import tarn.engine.function.Parameter;
import tarn.engine.function.Parameter.Family;
import tarn.engine.function.ScalarFunction;
import tarn.engine.function.ScalarFunction.Builder;
import tarn.engine.function.ScalarFunction.Resolved;
import tarn.engine.function.ScalarOverload.Properties;

/** Strings cut into lists, and lists joined to strings. */
final class SplitFunctions {
    /** Between options and pattern; no option is written like it. */
    private static final char BETWEEN = '/';

    private static final ListType TEXTS = new ListType(VARCHAR);

    static final List<ScalarFunction> ALL = List.of(
            text(
                            "string_split",
                            "The parts of a string between separators; its characters for an empty one.",
                            "string_split('a-b', '-') = ['a', 'b']",
                            "str_split",
                            "split",
                            "string_to_array",
                            "string_to_list")
                    .overload(TEXTS, split(SplitFunctions::plain), VARCHAR, VARCHAR)
                    .build(),
            text(
                            "string_split_regex",
                            "The parts of a string between matches of a regular expression.",
                            "string_split_regex('a1b22c', '[0-9]+') = ['a', 'b', 'c']",
                            "str_split_regex",
                            "regexp_split_to_array")
                    .overload(TEXTS, split(SplitFunctions::regex), VARCHAR, VARCHAR)
                    .build(),
            text(
                            "regexp_extract_all",
                            "All matches of a regular expression, or of a group in it.",
                            "regexp_extract_all('a1b22', '[0-9]+') = ['1', '22']")
                    .overload(TEXTS, matches(), VARCHAR, VARCHAR)
                    .overload(TEXTS, matches(), VARCHAR, VARCHAR, BIGINT)
                    .overload(TEXTS, matches(), VARCHAR, VARCHAR, BIGINT, VARCHAR)
                    .build(),
            text(
                            "array_to_string",
                            "The elements of a list as text with a separator between them; NULLs are left out; NULL if"
                                    + " all are NULL.",
                            "array_to_string([1, NULL, 2], '-') = '1-2'",
                            "list_to_string",
                            "array_join",
                            "list_join")
                    .properties(Properties.NULL_AWARE)
                    .resolved(
                            List.of(Family.LIST, new Parameter.Exact(VARCHAR)),
                            null,
                            _ -> new Resolved(List.of(TEXTS, VARCHAR), VARCHAR, joining()))
                    .build());

    private SplitFunctions() {}

    private static Builder text(String name, String doc, String example, String... aliases) {
        return ScalarFunction.named(name, aliases).topic("Text").doc(doc).example(example);
    }

    private static KernelFactory joining() {
        return NestedKernel.nullAware(VARCHAR, (in, out) -> {
            if (in.isNull(0)) {
                return;
            }
            var elements = in.objects(0);
            var texts = elements.stream()
                    .filter(Objects::nonNull)
                    .map(Object::toString)
                    .toList();
            if (!texts.isEmpty() || elements.isEmpty()) {
                out.text(String.join(in.isNull(1) ? "" : in.string(1), texts));
            }
        });
    }

    /** Makes the way to cut strings at a separator. */
    private static KernelFactory split(Function<String, Function<String, List<String>>> compiled) {
        return NestedKernel.strictWith(TEXTS, () -> {
            var known = new Known<>(compiled);
            return (in, out) -> {
                var parts = known.of(in.string(1)).apply(in.string(0));
                write(parts, out);
            };
        });
    }

    private static void write(List<String> parts, NestedKernel.Result out) {
        parts.forEach(out::element);
        out.end();
    }

    /** What was made of the last pattern, which the next row mostly has, too. */
    private static final class Known<T> {
        private final Function<String, T> make;
        private @Nullable String pattern;
        private @Nullable T made;

        Known(Function<String, T> make) {
            this.make = make;
        }

        T of(String wanted) {
            var last = made;
            if (last == null || !wanted.equals(pattern)) {
                last = make.apply(wanted);
                made = last;
                pattern = wanted;
            }
            return last;
        }
    }

    private static Function<String, List<String>> plain(String separator) {
        return text -> {
            if (separator.isEmpty() && !text.isEmpty()) {
                return text.codePoints().mapToObj(Character::toString).toList();
            }
            var parts = new ArrayList<String>();
            int from = 0;
            for (int at = text.isEmpty() ? -1 : text.indexOf(separator); at >= 0; at = text.indexOf(separator, from)) {
                parts.add(text.substring(from, at));
                from = at + separator.length();
            }
            parts.add(text.substring(from));
            return parts;
        };
    }

    private static Function<String, List<String>> regex(String pattern) {
        if (pattern.isEmpty()) {
            return plain("");
        }
        var compiled = Regex.compile(new Object[] {pattern});
        return text -> Regex.split(compiled, text);
    }

    private static KernelFactory matches() {
        return NestedKernel.strictWith(TEXTS, () -> {
            var known = new Known<>(SplitFunctions::withOptions);
            return (in, out) -> {
                var options = in.count() > 3 ? in.string(3) : "";
                long group = in.count() > 2 ? in.int64(2) : 0;
                write(Regex.all(known.of(options + BETWEEN + in.string(1)), in.string(0), group), out);
            };
        });
    }

    private static Regex withOptions(String text) {
        int between = text.indexOf(BETWEEN);
        return Regex.compile(new Object[] {text.substring(between + 1), text.substring(0, between)});
    }
}
