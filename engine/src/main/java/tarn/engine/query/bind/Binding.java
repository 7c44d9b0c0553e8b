package tarn.engine.query.bind;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.ScalarType;
import tarn.engine.expr.Column;
import tarn.engine.expr.ColumnIds;
import tarn.engine.expr.Expr;
import tarn.sql.ast.Expression;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/** What all parts of one statement's binding share. */
final class Binding {
    private static final int DEEPEST_VIEW = 64;

    private final CatalogView catalog;
    private final ColumnIds ids;
    private final BindSettings settings;
    private final @Nullable String sql;
    private final Map<String, Integer> parameterIndexes = new HashMap<>();
    private final List<@Nullable String> parameterNames = new ArrayList<>();
    private final List<@Nullable DataType> parameterTypes = new ArrayList<>();
    private int shared;
    private int viewDepth;

    Binding(CatalogView catalog, ColumnIds ids, BindSettings settings, @Nullable String sql) {
        this.catalog = catalog;
        this.ids = ids;
        this.settings = settings;
        this.sql = sql;
    }

    /** The text that spans point into, if known and not that of a view at the moment. */
    @Nullable
    String sql() {
        return viewDepth == 0 ? sql : null;
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

    int nextShared() {
        return shared++;
    }

    void enterView(String name, Span span) {
        if (++viewDepth > DEEPEST_VIEW) {
            throw SqlException.of(ErrorCode.DEPENDENCY, "views refer to each other in a circle: " + name, span);
        }
    }

    void leaveView() {
        viewDepth--;
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

    List<BoundParameter> parameters() {
        var all = new ArrayList<BoundParameter>();
        for (int i = 0; i < parameterNames.size(); i++) {
            var type = parameterTypes.get(i);
            all.add(new BoundParameter(i + 1, parameterNames.get(i), type == null ? ScalarType.VARCHAR : type));
        }
        return all;
    }
}
