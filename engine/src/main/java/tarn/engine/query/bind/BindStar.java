package tarn.engine.query.bind;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import tarn.engine.expr.Expr;
import tarn.sql.ast.BinaryOperator;
import tarn.sql.ast.Expression;
import tarn.sql.ast.QualifiedName;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/** {@code *}, {@code t.*} and COLUMNS: what they stand for. */
final class BindStar {
    private BindStar() {}

    static List<Scope.Named> expand(Expression.Star star, ExprBinder binder) {
        var columns = columns(star, binder.scope());
        var result = new ArrayList<Scope.Named>();
        var replaced = new ArrayList<Expression.StarReplacement>();
        for (var column : columns) {
            var replacement = replacement(star, column);
            if (replacement == null) {
                result.add(column);
            } else {
                replaced.add(replacement);
                result.add(new Scope.Named(column.table(), column.name(), binder.bind(replacement.expression())));
            }
        }
        for (var replacement : star.replace()) {
            if (!replaced.contains(replacement)) {
                throw SqlException.unknownColumn(
                        replacement.column().text(), replacement.column().span(), names(columns));
            }
        }
        return result;
    }

    private static Expression.@Nullable StarReplacement replacement(Expression.Star star, Scope.Named column) {
        for (var replacement : star.replace()) {
            if (replacement.column().matches(column.name())) {
                return replacement;
            }
        }
        return null;
    }

    /** The columns after EXCLUDE, LIKE and RENAME. */
    private static List<Scope.Named> columns(Expression.Star star, Scope scope) {
        var all = star.qualifier() == null ? all(star, scope) : ofTable(star, star.qualifier(), scope);
        for (var name : star.exclude()) {
            if (all.stream().noneMatch(column -> matches(name, column))) {
                throw SqlException.unknownColumn(name.text(), name.span(), names(all));
            }
        }
        for (var rename : star.rename()) {
            if (all.stream().noneMatch(column -> matches(rename.column(), column))) {
                throw SqlException.unknownColumn(
                        rename.column().text(), rename.column().span(), names(all));
            }
        }
        var like = star.like() == null ? null : filter(star.like());
        var kept = new ArrayList<Scope.Named>();
        for (var column : all) {
            boolean excluded = star.exclude().stream().anyMatch(name -> matches(name, column));
            if (!excluded && (like == null || like.test(column.name()))) {
                kept.add(renamed(star, column));
            }
        }
        if (kept.isEmpty()) {
            throw SqlException.of(ErrorCode.UNKNOWN_COLUMN, "no column is left", star.span());
        }
        return kept;
    }

    private static List<Scope.Named> all(Expression.Star star, Scope scope) {
        if (scope.tables().isEmpty()) {
            throw SqlException.of(ErrorCode.SYNTAX, "* needs a FROM", star.span());
        }
        return scope.all(star.span());
    }

    private static Scope.Named renamed(Expression.Star star, Scope.Named column) {
        for (var rename : star.rename()) {
            if (matches(rename.column(), column)) {
                return new Scope.Named(column.table(), rename.name().text(), column.value());
            }
        }
        return column;
    }

    private static List<Scope.Named> ofTable(Expression.Star star, QualifiedName qualifier, Scope scope) {
        var found = scope.named(qualifier);
        if (found.isEmpty()) {
            throw SqlException.unknownTable(
                    qualifier.text(),
                    qualifier.span(),
                    scope.tables().stream().map(Scope.Table::name).toList());
        }
        var table = found.getFirst();
        return table.items().stream()
                .map(item -> new Scope.Named(table.name(), item.name(), new Expr.Ref(item.column(), star.span())))
                .toList();
    }

    private static boolean matches(QualifiedName name, Scope.Named column) {
        var qualifier = name.qualifier();
        return name.last().matches(column.name())
                && (qualifier == null || qualifier.last().matches(column.table()));
    }

    private static List<String> names(List<Scope.Named> columns) {
        return columns.stream().map(Scope.Named::name).toList();
    }

    /** The columns of {@code COLUMNS(selector)}. */
    static List<Scope.Named> select(Expression.Columns columns, Scope scope) {
        if (columns.unpacked()) {
            throw SqlException.notSupported("*COLUMNS", columns.span());
        }
        return switch (columns.selector()) {
            case Expression.Star star -> {
                if (!star.replace().isEmpty()) {
                    throw SqlException.notSupported("REPLACE in COLUMNS", star.span());
                }
                yield columns(star, scope);
            }
            case Expression.StringLiteral text -> {
                var pattern = pattern(text.value(), text);
                yield scope.all(columns.span()).stream()
                        .filter(column -> pattern.matcher(column.name()).find())
                        .toList();
            }
            case Expression.ListLiteral list -> named(list.elements(), columns, scope);
            case Expression.Row row -> named(row.elements(), columns, scope);
            default ->
                throw SqlException.notSupported(
                        "this selector of COLUMNS", columns.selector().span());
        };
    }

    private static List<Scope.Named> named(List<Expression> names, Expression.Columns columns, Scope scope) {
        var all = scope.all(columns.span());
        var found = new ArrayList<Scope.Named>();
        for (var name : names) {
            String text = switch (name) {
                case Expression.StringLiteral literal -> literal.value();
                case Expression.ColumnName column -> column.name().last().text();
                default -> throw SqlException.notSupported("this selector of COLUMNS", name.span());
            };
            found.add(all.stream()
                    .filter(column -> column.name().equalsIgnoreCase(text))
                    .findFirst()
                    .orElseThrow(() -> SqlException.unknownColumn(text, name.span(), names(all))));
        }
        return found;
    }

    private static Pattern pattern(String text, Expression at) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw SqlException.of(ErrorCode.INVALID_VALUE, "bad regular expression: " + e.getDescription(), at.span());
        }
    }

    /** {@code * LIKE 'a%'} and its kin. */
    private static Predicate<String> filter(Expression like) {
        return switch (like) {
            case Expression.Like(var kind, var _, Expression.StringLiteral text, var escape, var negated, var _)
            when escape == null -> {
                var pattern = pattern(
                        switch (kind) {
                            case LIKE -> likeRegex(text.value());
                            case ILIKE -> "(?i)" + likeRegex(text.value());
                            case SIMILAR_TO -> text.value();
                            case GLOB -> throw SqlException.notSupported("* GLOB", like.span());
                        },
                        text);
                Predicate<String> test = name -> pattern.matcher(name).matches();
                yield negated ? test.negate() : test;
            }
            case Expression.Binary(var operator, var _, Expression.StringLiteral text, var _)
            when operator == BinaryOperator.REGEX_MATCH || operator == BinaryOperator.REGEX_NOT_MATCH -> {
                var pattern = pattern(text.value(), text);
                yield name -> pattern.matcher(name).find() == (operator == BinaryOperator.REGEX_MATCH);
            }
            default -> throw SqlException.notSupported("this filter of *", like.span());
        };
    }

    static String likeRegex(String like) {
        var regex = new StringBuilder("(?s)");
        like.codePoints().forEach(c -> {
            switch (c) {
                case '%' -> regex.append(".*");
                case '_' -> regex.append('.');
                default -> regex.append(Pattern.quote(Character.toString(c)));
            }
        });
        return regex.toString();
    }
}
