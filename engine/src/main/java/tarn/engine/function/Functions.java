package tarn.engine.function;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.StructType;
import tarn.engine.function.aggregate.AggregateBuiltins;
import tarn.engine.function.scalar.Quantified;
import tarn.engine.function.scalar.ScalarBuiltins;
import tarn.engine.function.scalar.StructFunctions;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/**
 * The registry of built-in functions. Names are case-insensitive. Operators are scalar functions by their symbol:
 * {@code + - * / // % ^ || & | << >> ~ ~~ ~~* ^@}, one argument for unary minus, plus and {@code ~}. {@code ~~} is LIKE,
 * {@code ~~*} ILIKE, {@code ~~~} GLOB, each with an optional third argument where ESCAPE is written; {@code !~~} and
 * {@code !~~*} are their negations.
 */
public final class Functions {
    private Functions() {}

    /**
     * The scalar function for these arguments.
     *
     * @throws SqlException UNKNOWN_FUNCTION, WRONG_ARGUMENTS or AMBIGUOUS_FUNCTION at {@code span}
     */
    public static ScalarOverload scalar(String name, List<Argument> arguments, Span span) {
        var function = ScalarBuiltins.find(fold(name));
        if (function == null) {
            throw SqlException.unknownFunction(name, span, names());
        }
        return Resolution.resolve(function.entry(), function.signatures(), arguments, fold(name), span);
    }

    /** As {@link #scalar(String, List, Span)} for arguments of which only the types matter. */
    public static ScalarOverload scalar(String name, Span span, DataType... types) {
        return scalar(name, Stream.of(types).map(Argument::of).toList(), span);
    }

    /**
     * The aggregate for these arguments; none for {@code count(*)}.
     *
     * @throws SqlException UNKNOWN_FUNCTION, WRONG_ARGUMENTS or AMBIGUOUS_FUNCTION at {@code span}
     */
    public static AggregateOverload aggregate(String name, List<Argument> arguments, Span span) {
        var function = AggregateBuiltins.find(fold(name));
        if (function == null) {
            throw SqlException.unknownFunction(name, span, names());
        }
        return Resolution.resolve(function.entry(), function.signatures(), arguments, fold(name), span);
    }

    /** As {@link #aggregate(String, List, Span)} for arguments of which only the types matter. */
    public static AggregateOverload aggregate(String name, Span span, DataType... types) {
        return aggregate(name, Stream.of(types).map(Argument::of).toList(), span);
    }

    /** The function that makes a struct of this type of the values of its fields. */
    public static ScalarOverload struct(StructType type) {
        return StructFunctions.pack(type);
    }

    /**
     * The function behind {@code x = ANY (list)}.
     *
     * @param operator the symbol of a comparison
     * @param type of the operand and the elements
     */
    public static ScalarOverload quantified(String operator, boolean all, DataType type) {
        return Quantified.of(operator, all, type);
    }

    public static boolean isScalar(String name) {
        return ScalarBuiltins.isKnown(fold(name));
    }

    public static boolean isAggregate(String name) {
        return AggregateBuiltins.isKnown(fold(name));
    }

    /** Whether it is a function that exists only with OVER; every aggregate may have OVER too. */
    public static boolean isWindow(String name) {
        return WindowFunctions.NAMES.contains(fold(name));
    }

    /** All functions without operators, by name. */
    public static List<FunctionEntry> all() {
        var entries = new ArrayList<FunctionEntry>();
        ScalarBuiltins.all().stream().map(ScalarFunction::entry).forEach(entries::add);
        AggregateBuiltins.all().stream().map(AggregateFunction::entry).forEach(entries::add);
        entries.addAll(WindowFunctions.ALL);
        entries.addAll(SqlFunctions.all());
        entries.addAll(SpecialFunctions.ALL);
        entries.removeIf(entry -> !Character.isLetter(entry.name().charAt(0)));
        entries.sort(Comparator.comparing(FunctionEntry::name));
        return entries;
    }

    /** Names of all functions. */
    public static List<String> names() {
        return all().stream()
                .flatMap(entry -> Stream.concat(Stream.of(entry.name()), entry.aliases().stream()))
                .toList();
    }

    private static String fold(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
