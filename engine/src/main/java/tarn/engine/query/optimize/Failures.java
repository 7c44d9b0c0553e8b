package tarn.engine.query.optimize;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.DecimalType;
import tarn.engine.data.type.Interval;
import tarn.engine.data.type.ScalarType;
import tarn.engine.expr.Expr;
import tarn.engine.expr.ExprTree;
import tarn.engine.expr.FallibleCasts;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.optimize.ValueRanges.Range;

/**
 * Which expressions may fail when the query runs: by overflow, a cast, or what else a function refuses. Those must not see rows
 * that what stands before them drops.
 */
final class Failures {
    /** Without knowledge of values. */
    static final Failures BY_TYPE = new Failures(new Plan.Values(List.of(), List.of()));

    private static final double MICROS_PER_DAY = 86_400e6;
    private static final double DAYS_PER_MONTH = 31;

    /** Larger bounds are rounded, so that they do not prove anything near the ends of a type. */
    private static final double EXACT = 0x1p53;

    private static final double SURE = 1 - 1e-9;

    /** Functions that have a value for all arguments; with types only where other types have functions of the name. */
    private static final Set<String> TOTAL = Set.of("""
        length char_length character_length len strlen octet_length bit_length lower lcase upper ucase initcap
        capitalize substring substr mid left right trim btrim ltrim trim_leading rtrim trim_trailing reverse replace
        translate split_part contains starts_with prefix startswith ^@ ends_with suffix endswith position strpos instr
        locate ascii unicode ord strip_accents || concat concat_ws ~~ !~~ ~~* !~~* ~~~ md5 sha1 sha256 hex to_hex
        to_base64 base64 levenshtein hash typeof
        year quarter month week weekofyear day dayofmonth dayofweek weekday isodow dayofyear isoyear yearweek decade
        century millennium era hour minute second millisecond microsecond dayname monthname epoch julian
        sign signum round floor ceil ceiling trunc truncate / fdiv isnan isinf isfinite pi & | xor ~ bit_count greatest
        least list_contains array_contains list_has array_has list_position array_position list_indexof list_value
        list_concat list_cat array_concat array_cat list_append array_append list_prepend array_prepend list_distinct
        array_distinct list_unique array_unique list_reverse array_reverse array_length list_length list_has_any
        array_has_any && list_has_all array_has_all @> <@ list_extract array_extract list_element array_element
        struct_extract struct_extract_at struct_pack row struct_insert cardinality map_keys map_values map_entries
        map_extract element_at map_extract_value map_contains
        """.strip().split("\\s+"));

    /** Total if the text that says what to do, given by its position, is a constant: a wrong one fails for every row. */
    private static final Set<String> BY_SECOND = Set.of(
            "regexp_matches", "regexp_like", "regexp_full_match", "regexp_extract", "regexp_replace", "strftime");

    private static final Set<String> BY_FIRST = Set.of("date_part", "datepart", "date_trunc", "datetrunc");

    private final Plan plan;
    private @Nullable ValueRanges ranges;

    /** @param plan tells which values its columns have */
    Failures(Plan plan) {
        this.plan = plan;
    }

    boolean possible(Expr expr) {
        return switch (expr) {
            case Expr.Call call -> ownFailure(call) || inChildren(call);
            case Expr.Cast cast -> !cast.attempt() && ownFailure(cast) || inChildren(cast);
            case Expr.Elementwise lambda -> possible(lambda.body()) || inChildren(lambda);
            case Expr.Subquery _ -> true;
            default -> inChildren(expr);
        };
    }

    private boolean inChildren(Expr expr) {
        return ExprTree.children(expr).stream().anyMatch(this::possible);
    }

    private boolean ownFailure(Expr.Cast cast) {
        var from = cast.operand().type();
        var to = cast.type();
        if (from.equals(to) || !FallibleCasts.contains(from, to)) {
            return false;
        }
        boolean exact = (from.isInteger() || from instanceof DecimalType) && !to.isFloating() && to.isNumeric();
        if (!exact) {
            return true;
        }
        int shift = scale(to) - scale(from);
        double factor = Math.pow(10, shift);
        var scaled = ranges().of(cast.operand()).times(new Range(factor, factor));
        return !fits(shift < 0 ? scaled.plus(Range.both(1)) : scaled, to);
    }

    private static int scale(DataType type) {
        return type instanceof DecimalType decimal ? decimal.scale() : 0;
    }

    private boolean ownFailure(Expr.Call call) {
        var name = call.function().name();
        return switch (name) {
            case "+", "add", "-", "subtract", "*", "multiply" -> overflows(call);
            case "abs", "@" ->
                !(call.type().isFloating()
                        || fits(ranges().of(call.arguments().getFirst()).negated(), call.type()));
            case "//", "divide", "%", "mod" ->
                !(call.type().isFloating() || call.type() instanceof ScalarType && divides(call));
            case "round", "floor", "ceil", "ceiling", "trunc", "truncate" ->
                !call.type().isFloating() && !(call.arguments().size() == 1 || call.type() instanceof DecimalType);
            default ->
                !(TOTAL.contains(name)
                        || BY_FIRST.contains(name) && constant(call, 0)
                        || BY_SECOND.contains(name) && constant(call, 1));
        };
    }

    private static boolean constant(Expr.Call call, int argument) {
        return call.arguments().size() > argument && call.arguments().get(argument) instanceof Expr.Literal;
    }

    /** Whether a division of whole numbers has a divisor that is neither 0 nor -1 in any row. */
    private boolean divides(Expr.Call call) {
        if (call.arguments().size() != 2) {
            return false;
        }
        var divisor = ranges().of(call.arguments().get(1));
        return divisor.low() > 0 || divisor.high() < -1;
    }

    private boolean overflows(Expr.Call call) {
        var type = call.type();
        if (type.isFloating() || type == ScalarType.TIME || type == ScalarType.TIMETZ) {
            return false;
        }
        if (type.isInteger() || type instanceof DecimalType || type == ScalarType.DATE) {
            return !fits(ranges().computed(call), type);
        }
        if (type != ScalarType.TIMESTAMP || call.arguments().size() != 2) {
            return true;
        }
        var micros =
                micros(call.arguments().get(0)).plus(micros(call.arguments().get(1)));
        return micros.magnitude() > 0x1p63 * SURE;
    }

    /** How many microseconds a day, a moment, or a constant interval stands for at most. */
    private Range micros(Expr expr) {
        if (expr instanceof Expr.Literal(Interval interval, var _, var _)) {
            double days = Math.abs(interval.months() * DAYS_PER_MONTH) + Math.abs((double) interval.days());
            return Range.both(days * MICROS_PER_DAY + Math.abs((double) interval.micros()));
        }
        var range = ranges().of(expr);
        return switch (expr.type()) {
            case ScalarType.DATE -> range.times(new Range(MICROS_PER_DAY, MICROS_PER_DAY));
            case ScalarType.TIMESTAMP -> range;
            case ScalarType.TIME -> new Range(0, MICROS_PER_DAY);
            default -> Range.ALL;
        };
    }

    private static boolean fits(Range range, DataType type) {
        var allowed = ValueRanges.ofType(type);
        double share = type instanceof DecimalType || allowed.magnitude() < EXACT ? 1 : SURE;
        return range.within(new Range(allowed.low() * share, allowed.high() * share));
    }

    private ValueRanges ranges() {
        if (ranges == null) {
            ranges = new ValueRanges(plan);
        }
        return ranges;
    }
}
