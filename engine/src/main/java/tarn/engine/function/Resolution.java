package tarn.engine.function;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.ScalarType;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/** Chooses a signature: the cheapest; among equals see {@link #preferred}. */
final class Resolution {
    private static final int MOST_CANDIDATES = 8;
    private static final int MOST_OPERATORS = 4;

    private Resolution() {}

    static <T> T resolve(
            FunctionEntry entry, List<Signature<T>> signatures, List<Argument> arguments, String called, Span span) {
        var best = new ArrayList<Signature<T>>();
        int least = Integer.MAX_VALUE;
        for (var signature : signatures) {
            int cost = signature.cost(arguments);
            if (cost >= 0 && cost <= least) {
                if (cost < least) {
                    best.clear();
                    least = cost;
                }
                best.add(signature);
            }
        }
        if (best.isEmpty()) {
            throw noMatch(called, signatures, arguments, span);
        }
        var chosen = best.size() == 1 ? best.getFirst() : preferred(best, arguments);
        if (chosen == null) {
            throw ambiguous(called, best, arguments, span);
        }
        try {
            return chosen.resolver().resolve(entry.name(), withLists(chosen, arguments));
        } catch (SqlException e) {
            throw e.at(span);
        }
    }

    /** Arrays are lists to functions that take lists. */
    private static <T> List<Argument> withLists(Signature<T> chosen, List<Argument> arguments) {
        var all = new ArrayList<>(arguments);
        for (int i = 0; i < all.size(); i++) {
            if (chosen.parameter(i) == Parameter.Family.LIST) {
                all.set(i, all.get(i).asList());
            }
        }
        return List.copyOf(all);
    }

    /**
     * Of equally cheap signatures: the one where each NULL and string literal gets the type of an argument beside it;
     * else, if literals are wanted as times only or as numbers only, the widest of those; else the first if only NULLs
     * are open.
     */
    private static <T> @Nullable Signature<T> preferred(List<Signature<T>> equals, List<Argument> arguments) {
        if (arguments.stream().noneMatch(Resolution::isOpen)) {
            return equals.getFirst();
        }
        for (var signature : equals) {
            if (followsNeighbours(signature, arguments)) {
                return signature;
            }
        }
        boolean onlyNulls = arguments.stream().filter(Resolution::isOpen).allMatch(a -> a.type() == ScalarType.NULL);
        if (onlyNulls) {
            return equals.getFirst();
        }
        for (int i = 0; i < arguments.size(); i++) {
            int at = i;
            var families =
                    equals.stream().map(s -> family(s.parameter(at))).distinct().toList();
            if (isOpen(arguments.get(i)) && families.size() > 1) {
                return null;
            }
        }
        return equals.stream()
                .max(Comparator.comparingInt(s -> width(s, arguments)))
                .orElse(null);
    }

    private static boolean isOpen(Argument argument) {
        return argument.type() == ScalarType.NULL || argument.untyped() && argument.type() == ScalarType.VARCHAR;
    }

    private static <T> boolean followsNeighbours(Signature<T> signature, List<Argument> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            if (isOpen(arguments.get(i))) {
                var wanted = signature.parameter(i);
                boolean found = false;
                for (int j = 0; j < arguments.size(); j++) {
                    found |= !isOpen(arguments.get(j)) && signature.parameter(j).equals(wanted);
                }
                if (!found) {
                    return false;
                }
            }
        }
        return true;
    }

    private static String family(Parameter parameter) {
        if (parameter instanceof Parameter.Exact exact) {
            return switch (exact.type()) {
                case ScalarType.DATE,
                        ScalarType.TIMESTAMP,
                        ScalarType.TIMESTAMP_S,
                        ScalarType.TIMESTAMP_MS,
                        ScalarType.TIMESTAMP_NS,
                        ScalarType.TIMESTAMPTZ,
                        ScalarType.TIME,
                        ScalarType.INTERVAL -> "time";
                default -> exact.type().isNumeric() ? "number" : exact.type().sql();
            };
        }
        return parameter == Parameter.Family.DECIMAL ? "number" : parameter.sql();
    }

    private static <T> int width(Signature<T> signature, List<Argument> arguments) {
        int width = 0;
        for (int i = 0; i < arguments.size(); i++) {
            if (isOpen(arguments.get(i)) && signature.parameter(i) instanceof Parameter.Exact(DataType type)) {
                width += type == ScalarType.TIMESTAMP || type == ScalarType.DOUBLE ? 2 : 1;
            }
        }
        return width;
    }

    private static <T> SqlException noMatch(
            String called, List<Signature<T>> signatures, List<Argument> arguments, Span span) {
        boolean operator = isOperator(called);
        var nearest = signatures.stream()
                .sorted(Comparator.comparingInt(s -> distance(s, arguments)))
                .filter(s -> !operator || s.parameters().size() == arguments.size())
                .limit(operator ? MOST_OPERATORS : MOST_CANDIDATES)
                .map(s -> operator ? applied(called, s) : s.sql(called))
                .collect(Collectors.joining(", "));
        if (!operator) {
            return SqlException.of(ErrorCode.WRONG_ARGUMENTS, "no function matches " + call(called, arguments), span)
                    .hint("there is " + nearest);
        }
        var types = arguments.stream()
                .map(a -> a.type() == ScalarType.NULL ? "NULL" : a.type().sql())
                .collect(Collectors.joining(" and "));
        var error = SqlException.of(ErrorCode.WRONG_ARGUMENTS, symbol(called) + " does not take " + types, span);
        return nearest.isEmpty() ? error : error.hint("there is " + nearest + "; a cast may help: value::TYPE");
    }

    private static boolean isOperator(String name) {
        return !Character.isLetter(name.charAt(0)) && name.charAt(0) != '_';
    }

    /** The operator as people write it. */
    private static String symbol(String operator) {
        return switch (operator) {
            case "~~" -> "LIKE";
            case "~~*" -> "ILIKE";
            case "~~~" -> "GLOB";
            default -> operator;
        };
    }

    private static <T> String applied(String operator, Signature<T> signature) {
        var types = signature.parameters().stream().map(Parameter::sql).toList();
        return types.size() == 1
                ? symbol(operator) + types.getFirst()
                : String.join(" " + symbol(operator) + " ", types);
    }

    private static <T> SqlException ambiguous(
            String called, List<Signature<T>> best, List<Argument> arguments, Span span) {
        var candidates =
                best.stream().limit(MOST_CANDIDATES).map(s -> s.sql(called)).collect(Collectors.joining(", "));
        return SqlException.of(ErrorCode.AMBIGUOUS_FUNCTION, "several functions match " + call(called, arguments), span)
                .hint("cast the string to choose one of " + candidates);
    }

    private static <T> int distance(Signature<T> signature, List<Argument> arguments) {
        int misfits = Math.abs(signature.parameters().size() - arguments.size()) * 2;
        for (int i = 0; i < Math.min(signature.parameters().size(), arguments.size()); i++) {
            misfits += signature.parameter(i).cost(arguments.get(i)) < 0 ? 1 : 0;
        }
        return misfits;
    }

    private static String call(String name, List<Argument> arguments) {
        return name
                + arguments.stream()
                        .map(a ->
                                a.type() == ScalarType.NULL ? "NULL" : a.type().sql())
                        .collect(Collectors.joining(", ", "(", ")"));
    }
}
