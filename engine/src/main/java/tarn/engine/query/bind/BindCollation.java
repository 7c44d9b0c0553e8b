package tarn.engine.query.bind;

import java.util.List;
import java.util.Locale;
import tarn.engine.data.type.ScalarType;
import tarn.engine.expr.Expr;
import tarn.sql.ast.Expression;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/** COLLATE: texts are compared and ordered by what the collation makes of them, such as their lower-case form. */
final class BindCollation {
    private static final List<String> KNOWN = List.of("nocase", "noaccent", "c", "binary", "posix");

    private BindCollation() {}

    /** The text that stands for the collated one in comparisons and orders. */
    static Expr key(Expression.Collate collate, Expr text, ExprBinder binder) {
        if (text.type() != ScalarType.VARCHAR && text.type() != ScalarType.NULL) {
            throw SqlException.typeMismatch(
                    "COLLATE is for VARCHAR, not for " + text.type().sql(), collate.span());
        }
        var key = text;
        for (var part : collate.collation().parts()) {
            key = switch (part.text().toLowerCase(Locale.ROOT)) {
                case "nocase" -> BindOperator.call("lower", List.of(key), collate.span(), binder.binding());
                case "noaccent" -> BindOperator.call("strip_accents", List.of(key), collate.span(), binder.binding());
                case "c", "binary", "posix" -> key;
                default ->
                    throw SqlException.of(ErrorCode.UNKNOWN_OBJECT, "unknown collation: " + part.text(), part.span())
                            .suggesting(part.text(), KNOWN)
                            .hint("there are nocase and noaccent, also together: nocase.noaccent");
            };
        }
        return key;
    }

    /** The expression as a key of an order: with COLLATE what that makes of it. */
    static Expr sorted(Expression expression, ExprBinder binder) {
        return expression instanceof Expression.Collate collate
                ? key(collate, binder.bind(collate.operand()), binder)
                : binder.bind(expression);
    }

    /** Both sides of a comparison of which at least one is collated; both are compared by the same collation. */
    static List<Expr> compared(Expression left, Expression right, ExprBinder binder) {
        var collate = left instanceof Expression.Collate one ? one : (Expression.Collate) right;
        if (left instanceof Expression.Collate one
                && right instanceof Expression.Collate other
                && !one.collation().text().equalsIgnoreCase(other.collation().text())) {
            throw SqlException.typeMismatch("both sides have a collation of their own", other.span());
        }
        return List.of(key(collate, operand(left, binder), binder), key(collate, operand(right, binder), binder));
    }

    private static Expr operand(Expression expression, ExprBinder binder) {
        return binder.bind(expression instanceof Expression.Collate collate ? collate.operand() : expression);
    }
}
