package tarn.engine.query.bind;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.type.TimeTz;
import tarn.engine.data.type.TimeZones;
import tarn.engine.expr.Column;
import tarn.engine.expr.ColumnIds;
import tarn.engine.expr.Expr;
import tarn.engine.query.logical.Plan;
import tarn.sql.ast.Expression;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/** What all parts of one statement's binding share. */
final class Binding {
    private static final int DEEPEST = 64;

    private final CatalogView catalog;
    private final ColumnIds ids;
    private final BindSettings settings;
    private final @Nullable String sql;
    private final Map<String, Integer> parameterIndexes = new HashMap<>();
    private final List<@Nullable String> parameterNames = new ArrayList<>();
    private final List<@Nullable DataType> parameterTypes = new ArrayList<>();
    private int shared;
    private final Map<Span, String> uses = new HashMap<>();
    private final Map<Column, String> columnCollations = new HashMap<>();
    private final Map<Expr, String> collations = new IdentityHashMap<>();
    private LeadingSteps steps = LeadingSteps.NONE;
    private int depth;
    private final Instant start = Instant.now();

    Binding(CatalogView catalog, ColumnIds ids, BindSettings settings, @Nullable String sql) {
        this.catalog = catalog;
        this.ids = ids;
        this.settings = settings;
        this.sql = sql;
    }

    /** @param steps of the statement that is bound now */
    void begin(LeadingSteps steps) {
        this.steps = steps;
    }

    LeadingSteps steps() {
        return steps;
    }

    /** The text that spans point into, if known. */
    @Nullable
    String sql() {
        return sql;
    }

    /** The start of the statement in UTC as a DATE, TIME or timestamp: the same one wherever the statement asks for it. */
    Expr.Literal startAs(DataType type, Span span) {
        long instant = ChronoUnit.MICROS.between(Instant.EPOCH, start);
        long micros = type == ScalarType.TIMESTAMPTZ ? instant : TimeZones.toLocal(settings.zone(), instant);
        long day = ChronoUnit.DAYS.getDuration().toNanos() / 1000;
        long value = type == ScalarType.DATE
                ? Math.floorDiv(micros, day)
                : type == ScalarType.TIME
                        ? Math.floorMod(micros, day)
                        : type == ScalarType.TIMETZ
                                ? TimeTz.of(Math.floorMod(micros, day), (micros - instant) / 1_000_000)
                                : micros;
        return new Expr.Literal(value, type, span);
    }

    CatalogView catalog() {
        return catalog;
    }

    BindSettings settings() {
        return settings;
    }

    Column column(String name, DataType type) {
        return ids.column(name, type);
    }

    /** A new column with the collation of that one. */
    Column columnLike(Column column) {
        var copy = column(column.name(), column.type());
        collate(copy, columnCollations.get(column));
        return copy;
    }

    /** @param collation as {@link BindCollation#name} gives it, or null */
    void collate(Column column, @Nullable String collation) {
        if (collation != null) {
            columnCollations.put(column, collation);
        }
    }

    /** Remembers the collation of this very expression. */
    Expr collated(Expr expr, @Nullable String collation) {
        if (collation != null) {
            collations.put(expr, collation);
        }
        return expr;
    }

    /** The collation that a text has of its own, from a column or from COLLATE; or null. */
    @Nullable
    String ownCollation(Expr expr) {
        if (columnCollations.isEmpty() && collations.isEmpty() || expr.type() != ScalarType.VARCHAR) {
            return null;
        }
        var own = collations.get(expr);
        if (own != null) {
            return own;
        }
        var parts = switch (expr) {
            case Expr.Ref ref -> {
                own = columnCollations.get(ref.column());
                yield List.<Expr>of();
            }
            case Expr.Call call -> call.arguments();
            case Expr.Coalesce coalesce -> coalesce.operands();
            case Expr.Cast cast -> List.of(cast.operand());
            case Expr.Case choice ->
                java.util.stream.Stream.concat(
                                choice.whens().stream().map(Expr.Case.When::result),
                                java.util.stream.Stream.of(choice.otherwise()))
                        .toList();
            default -> List.<Expr>of();
        };
        for (var part : parts) {
            own = own == null ? ownCollation(part) : own;
        }
        return own;
    }

    /** The collation that a text is compared by: its own, or the session's; null if it is compared as it is. */
    @Nullable
    String collation(Expr expr) {
        var own = ownCollation(expr);
        return own != null || expr.type() != ScalarType.VARCHAR ? own : settings.collation();
    }

    void subquery(Column column, Span span) {
        ids.subquery(column, span);
    }

    /** The rows of a plan that is run now. */
    List<List<Expr.Literal>> rows(Plan plan) {
        return settings.host().rows(plan, ids);
    }

    int nextShared() {
        return shared++;
    }

    /**
     * Binds the body of a view or macro, whose syntax has no places: an error in it is one of the place where it is used.
     *
     * @param what such as {@code view v}
     */
    <T> T inside(String what, Span use, Supplier<T> body) {
        if (++depth > DEEPEST) {
            throw SqlException.of(ErrorCode.DEPENDENCY, "views or macros use each other in a circle: " + what, use);
        }
        if (!use.isNone()) {
            uses.put(use, what);
        }
        try {
            return body.get();
        } catch (SqlException e) {
            if (!e.span().isNone()) {
                throw e;
            }
            throw e.code() == ErrorCode.DEPENDENCY ? e.at(use) : e.at(use).hint("in " + what);
        } finally {
            depth--;
        }
    }

    /** What stands at these places: views and macros. */
    Map<Span, String> uses() {
        return uses;
    }

    /** The value given for the parameter, or a parameter whose type is still open ({@link ScalarType#NULL}). */
    Expr parameter(Expression.Parameter parameter) {
        String key = parameter.name() == null
                ? Integer.toString(parameter.position())
                : parameter.name().toLowerCase(Locale.ROOT);
        var given = settings.parameters().get(key);
        if (given != null) {
            return new Expr.Literal(given.value(), given.type(), parameter.span());
        }
        Integer index = parameterIndexes.get(key);
        if (index == null) {
            index = parameter.name() == null ? parameter.position() : parameterNames.size() + 1;
            parameterIndexes.put(key, index);
            while (parameterNames.size() < index) {
                parameterNames.add(null);
                parameterTypes.add(null);
            }
            parameterNames.set(index - 1, parameter.name());
        }
        return new Expr.Parameter(index, ScalarType.NULL, parameter.span());
    }

    /** A parameter has found its type; the first one stays. */
    Expr typed(Expr.Parameter parameter, DataType type) {
        int at = parameter.index() - 1;
        if (parameterTypes.get(at) == null && type != ScalarType.NULL) {
            parameterTypes.set(at, type);
        }
        return new Expr.Parameter(parameter.index(), type, parameter.span());
    }

    @Nullable
    String missing() {
        return parameterIndexes.entrySet().stream()
                .min(Map.Entry.comparingByValue())
                .map(entry -> "$" + entry.getKey())
                .orElse(null);
    }

    List<BoundParameter> parameters() {
        var all = new ArrayList<BoundParameter>();
        for (int i = 0; i < parameterNames.size(); i++) {
            var type = parameterTypes.get(i);
            all.add(new BoundParameter(i + 1, parameterNames.get(i), type == null ? ScalarType.VARCHAR : type));
        }
        return all;
    }
}
