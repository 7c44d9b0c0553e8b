package tarn.engine.query.bind;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.DataType;
import tarn.engine.expr.Expr;
import tarn.sql.ast.Expression;
import tarn.sql.ast.Identifier;

/** What the parameters of a macro stand for while its body is bound; they hide columns of the same name. */
record MacroArguments(Map<String, Value> values) {

    /**
     * @param caller binds the argument where the call stands: its names mean what they mean there, whatever the body has of
     *     that name. Null for a table macro, where arguments may be columns of the tables in the body
     * @param outer the parameters that the argument itself may name: those of a macro around the call, or null
     * @param type what the parameter is declared as, or null
     */
    record Value(
            Expression expression,
            @Nullable ExprBinder caller,
            @Nullable MacroArguments outer,
            @Nullable DataType type) {

        Expr bind(ExprBinder here) {
            var binder = caller == null ? here.with(here.around().with(outer)) : callerAt(caller, here);
            var bound = binder.bind(expression);
            return type == null ? bound : Casting.to(bound, type, here.binding());
        }

        /** In the query of the call itself, the argument may hold an aggregate just where the body has the parameter. */
        private static ExprBinder callerAt(ExprBinder caller, ExprBinder here) {
            return caller.scope() == here.scope() ? caller.at(here.place()) : caller;
        }
    }

    @Nullable
    Value find(Identifier name) {
        return values.get(name.folded());
    }
}
