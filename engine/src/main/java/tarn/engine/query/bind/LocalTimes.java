package tarn.engine.query.bind;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.Interval;
import tarn.engine.data.type.ListType;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.type.TimeZones;
import tarn.engine.expr.Expr;
import tarn.engine.function.Functions;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/**
 * Functions of TIMESTAMP WITH TIME ZONE that look at calendar or clock: in a session whose zone is not UTC they are those
 * of the local TIMESTAMP, put between casts. Intervals of months and days are added to the local time, shorter ones to the
 * instant.
 */
final class LocalTimes {
    private static final Set<String> OF_LOCAL = Set.of(
            "year",
            "quarter",
            "month",
            "week",
            "weekofyear",
            "day",
            "dayofmonth",
            "dayofweek",
            "weekday",
            "isodow",
            "dayofyear",
            "isoyear",
            "yearweek",
            "decade",
            "century",
            "millennium",
            "era",
            "hour",
            "minute",
            "second",
            "millisecond",
            "microsecond",
            "nanosecond",
            "julian",
            "dayname",
            "monthname",
            "last_day",
            "age");
    private static final Set<String> WHOLE_DAYS = Set.of(
            "millennium",
            "century",
            "decade",
            "year",
            "isoyear",
            "quarter",
            "month",
            "week",
            "yearweek",
            "day",
            "days",
            "years",
            "months",
            "weeks",
            "quarters",
            "decades",
            "centuries",
            "dayofweek",
            "dow",
            "doy",
            "dayofyear");

    private final List<Expr> arguments;
    private final Span span;
    private final Binding binding;

    private LocalTimes(List<Expr> arguments, Span span, Binding binding) {
        this.arguments = arguments;
        this.span = span;
        this.binding = binding;
    }

    /** The call in local time, or null where it means the same everywhere. */
    static @Nullable Expr call(String name, List<Expr> arguments, Span span, Binding binding) {
        if (arguments.stream().noneMatch(argument -> argument.type() == ScalarType.TIMESTAMPTZ)) {
            return null;
        }
        var local = new LocalTimes(arguments, span, binding);
        if (name.equals("range") || name.equals("generate_series")) {
            return local.series(name);
        }
        boolean bucket = name.equals("time_bucket") || name.equals("date_bin");
        if (bucket && arguments.size() == 3 && arguments.getLast().type() == ScalarType.VARCHAR) {
            return local.bucketIn(arguments.getLast());
        }
        return TimeZones.isUtc(binding.settings().zone()) ? null : local.of(name);
    }

    private @Nullable Expr of(String name) {
        return switch (name) {
            case "date_trunc", "datetrunc" -> instant(direct(name, locals()));
            case "date_part", "datepart", "extract" -> part(name);
            case "date_diff", "datediff", "date_sub", "datesub" ->
                WHOLE_DAYS.contains(text(0)) ? direct(name, locals()) : null;
            case "+", "add", "date_add" -> shifted("+");
            case "-", "subtract" -> arguments.size() == 2 && hasInterval() ? shifted("-") : direct(name, locals());
            case "strftime", "date_format" -> formatted();
            default -> OF_LOCAL.contains(name) ? direct(name, locals()) : null;
        };
    }

    private ZoneId zone() {
        return binding.settings().zone();
    }

    /** The constant text that is an argument, in lower case; empty if it is none. */
    private String text(int argument) {
        return arguments.get(argument) instanceof Expr.Literal(String text, var _, var _)
                ? BindLiteral.lower(text)
                : "";
    }

    private boolean hasInterval() {
        return arguments.stream().anyMatch(argument -> argument.type() == ScalarType.INTERVAL);
    }

    private Expr direct(String name, List<Expr> values) {
        var overload = Functions.scalar(name, Casting.arguments(values), span);
        return new Expr.Call(overload, Casting.all(values, overload.parameters(), binding), span);
    }

    private Expr instant(Expr local) {
        return Casting.to(local, ScalarType.TIMESTAMPTZ, binding);
    }

    private List<Expr> locals() {
        var locals = new ArrayList<Expr>();
        for (int i = 0; i < arguments.size(); i++) {
            var argument = arguments.get(i);
            boolean text = i > 0 && Casting.isUntyped(argument) && argument.type() == ScalarType.VARCHAR;
            boolean moves = text || argument.type() == ScalarType.TIMESTAMPTZ;
            locals.add(moves ? Casting.to(instant(argument), ScalarType.TIMESTAMP, binding) : argument);
        }
        return locals;
    }

    private @Nullable Expr part(String name) {
        return switch (text(0)) {
            case "epoch", "epoch_seconds" -> null;
            case "timezone" -> offset(1);
            case "timezone_hour" -> offset(3600);
            case "timezone_minute" -> direct("%", List.of(offset(60), BindLiteral.bigint(60, span)));
            default -> direct(name, locals());
        };
    }

    /** How far local time is ahead, in units of so many seconds. */
    private Expr offset(long unit) {
        var part = BindLiteral.string("epoch", span);
        var local = direct("date_part", List.of(part, locals().getLast()));
        var instant = direct("date_part", List.of(part, arguments.getLast()));
        var seconds = Casting.to(direct("-", List.of(local, instant)), ScalarType.BIGINT, binding);
        return direct("//", List.of(seconds, BindLiteral.bigint(unit, span)));
    }

    /** A time plus or minus an interval. */
    private @Nullable Expr shifted(String operator) {
        var time = arguments.stream()
                .filter(argument -> argument.type() == ScalarType.TIMESTAMPTZ)
                .findFirst()
                .orElseThrow();
        var by = arguments.get(arguments.getFirst() == time ? 1 : 0);
        if (by.type() != ScalarType.INTERVAL) {
            return null;
        }
        Expr days;
        Expr rest;
        if (by instanceof Expr.Literal(Interval interval, var type, var at)) {
            days = new Expr.Literal(new Interval(interval.months(), interval.days(), 0), type, at);
            rest = new Expr.Literal(new Interval(0, 0, interval.micros()), type, at);
            if (interval.months() == 0 && interval.days() == 0) {
                return null;
            }
        } else {
            days = direct("date_trunc", List.of(BindLiteral.string("day", span), by));
            rest = direct("-", List.of(by, days));
        }
        var local = Casting.to(time, ScalarType.TIMESTAMP, binding);
        return direct(operator, List.of(instant(direct(operator, List.of(local, days))), rest));
    }

    /** The zone's name and offset, which a local time does not have, are put in between. */
    private Expr formatted() {
        int at = arguments.getFirst().type() == ScalarType.TIMESTAMPTZ ? 1 : 0;
        if (!(arguments.get(at) instanceof Expr.Literal(String format, var _, var _))) {
            throw SqlException.notSupported(
                    "formats that are not constant of TIMESTAMP WITH TIME ZONE in a session in " + zone(),
                    arguments.get(at).span());
        }
        var time = Casting.to(arguments.get(1 - at), ScalarType.TIMESTAMP, binding);
        var pieces = new ArrayList<Expr>();
        for (var piece :
                format.replace("%%", "%%\0").replace("%Z", zone().getId()).split("%z", -1)) {
            if (!pieces.isEmpty()) {
                pieces.add(offsetText(arguments.get(1 - at)));
            }
            var plain = BindLiteral.string(piece.replace("%%\0", "%%"), span);
            pieces.add(direct("strftime", List.of(time, plain)));
        }
        return pieces.size() == 1 ? pieces.getFirst() : direct("concat", pieces);
    }

    private Expr offsetText(Expr time) {
        var text = Casting.to(time, ScalarType.VARCHAR, binding);
        return direct("regexp_extract", List.of(text, BindLiteral.string("[+-][0-9:]+$", span)));
    }

    /** The list of times: by months and days in local time, by less from instant to instant. */
    private Expr series(String name) {
        boolean known = arguments.size() == 3 && arguments.get(2) instanceof Expr.Literal(Interval _, var _, var _);
        if (!known) {
            throw SqlException.notSupported(
                    name + " of TIMESTAMP WITH TIME ZONE without a constant interval as third argument", span);
        }
        var step = (Interval) java.util.Objects.requireNonNull(((Expr.Literal) arguments.get(2)).value());
        var list = new ListType(ScalarType.TIMESTAMPTZ);
        if (step.micros() == 0 || TimeZones.isUtc(zone())) {
            return Casting.to(direct(name, locals()), list, binding);
        }
        if (step.months() == 0 && step.days() == 0) {
            return inUtc(name, list);
        }
        throw SqlException.notSupported(
                name + " of TIMESTAMP WITH TIME ZONE by days and less than a day in a session in " + zone(), span);
    }

    /** The start of the bucket in the local time of a zone. */
    private Expr bucketIn(Expr zone) {
        var local = direct("timezone", List.of(zone, arguments.get(1)));
        var start = direct("time_bucket", List.of(arguments.getFirst(), local));
        return direct("timezone", List.of(zone, start));
    }

    /** The call with the instants as timestamps in UTC. */
    private Expr inUtc(String name, DataType result) {
        var values = new ArrayList<Expr>();
        for (var argument : arguments) {
            boolean time = argument.type().isTimestamp() || argument.type() == ScalarType.DATE;
            boolean moves = time || argument.type() == ScalarType.TIMESTAMPTZ;
            values.add(
                    moves ? new Expr.Cast(instant(argument), ScalarType.TIMESTAMP, false, argument.span()) : argument);
        }
        return new Expr.Cast(direct(name, values), result, false, span);
    }
}
