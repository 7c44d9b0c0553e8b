package tarn.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tarn.engine.expr.Expr;
import tarn.engine.query.bind.BoundParameter;
import tarn.sql.ast.Statement;

/**
 * A statement that has been checked and can be run often with different values.
 *
 * @param parameters in order; those of {@code $name} have a name
 * @param columns of the result; empty for a statement without rows
 */
public record Prepared(
        Session session, Statement statement, String sql, List<BoundParameter> parameters, List<ResultColumn> columns) {

    /** Runs it with a value for each parameter, in order; classes as {@link Result#value} gives them. */
    public Result run(List<? extends @Nullable Object> values) {
        Map<String, Expr.Literal> literals = new HashMap<>();
        for (int i = 0; i < values.size(); i++) {
            var literal = JavaValues.toLiteral(values.get(i));
            literals.put(Integer.toString(i + 1), literal);
            if (i < parameters.size() && parameters.get(i).name() != null) {
                literals.put(parameters.get(i).name(), literal);
            }
        }
        return session.run(statement, sql, literals);
    }
}
