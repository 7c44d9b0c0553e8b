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
import tarn.sql.ast.Identifier;
import tarn.sql.ast.QualifiedName;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/** {@code *}, {@code t.*} and COLUMNS: what they stand for. */
final class BindStar {
    private static final int MOST_SHOWN = 12;

    private BindStar() {}

    /** The columns that the star stands for, at least one. */
    static List<Scope.Named> expand(Expression.Star star, ExprBinder binder) {
        var columns = expandBeside(star, binder);
        if (columns.isEmpty()) {
            throw noneLeft(star.span());
        }
        return columns;
    }

    static SqlException noneLeft(Span span) {
        return SqlException.of(ErrorCode.UNKNOWN_COLUMN, "no column is left", span);
    }

    /** As {@link #expand}, but beside other columns all may be left out. */
    static List<Scope.Named> expandBeside(Expression.Star star, ExprBinder binder) {
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
        checkLists(star);
        for (var name : star.exclude()) {
            if (all.stream().noneMatch(column -> matches(name, column))
                    && !(isQualified(name, star) && scope.has(name))) {
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
            boolean excluded =
                    star.exclude().stream().anyMatch(name -> !isQualified(name, star) && matches(name, column));
            if (!excluded && (like == null || like.test(column.name()))) {
                kept.add(renamed(star, column));
            }
        }
        return kept;
    }

    /** No column is left out twice, or left out and renamed. */
    private static void checkLists(Expression.Star star) {
        var excluded = new java.util.HashSet<String>();
        for (var name : star.exclude()) {
            if (!excluded.add(name.text().toLowerCase(java.util.Locale.ROOT))) {
                throw SqlException.of(
                        ErrorCode.DUPLICATE_NAME, "column is left out twice: " + name.text(), name.span());
            }
        }
        for (var rename : star.rename()) {
            if (excluded.contains(rename.column().text().toLowerCase(java.util.Locale.ROOT))) {
                throw SqlException.of(
                        ErrorCode.DUPLICATE_NAME,
                        "column is left out and cannot be renamed: "
                                + rename.column().text(),
                        rename.column().span());
            }
        }
    }

    /** Of a bare star, {@code t.a} is left out before columns of USING are made one. */
    private static boolean isQualified(QualifiedName name, Expression.Star star) {
        return star.qualifier() == null && name.parts().size() > 1;
    }

    private static List<Scope.Named> all(Expression.Star star, Scope scope) {
        if (scope.tables().isEmpty()) {
            throw SqlException.of(ErrorCode.SYNTAX, "* needs a FROM", star.span());
        }
        scope.checkTables(star.span());
        return scope.all(
                star.span(),
                star.exclude().stream().filter(name -> isQualified(name, star)).toList());
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
        for (var outer = scope.outer(); found.isEmpty() && outer != null; outer = outer.outer()) {
            found = outer.named(qualifier);
        }
        if (found.isEmpty()) {
            var fields = BindNested.fields(qualifier, star.span(), scope);
            if (fields != null) {
                return fields;
            }
            var names = scope.tables().stream().map(Scope.Table::name).toList();
            var error = SqlException.unknownTable(qualifier.text(), qualifier.span(), names);
            throw error.hints().isEmpty() && !names.isEmpty() ? error.hint("FROM has " + shortened(names)) : error;
        }
        var table = Scope.one(found, qualifier.span());
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
    static List<Scope.Named> select(Expression.Columns columns, ExprBinder binder) {
        var selector = columns.selector();
        var parameters = binder.around().parameters();
        if (parameters != null
                && selector instanceof Expression.ColumnName name
                && name.name().parts().size() == 1
                && parameters.find(name.name().last()) != null) {
            selector = java.util.Objects.requireNonNull(
                            parameters.find(name.name().last()))
                    .expression();
        }
        var found = switch (selector) {
            case Expression.Star star -> expand(star, binder);
            case Expression.StringLiteral text -> {
                var pattern = pattern(text.value(), text);
                yield matching(columns, binder, name -> pattern.matcher(name).find());
            }
            case Expression.ListLiteral list -> named(list.elements(), columns, binder.scope());
            case Expression.Row row -> named(row.elements(), columns, binder.scope());
            case Expression.Lambda lambda
            when lambda.parameters().size() == 1 ->
                matching(columns, binder, name -> holds(lambda.parameters().getFirst(), lambda.body(), name, binder));
            case Expression.ListComprehension list
            when isOverColumns(list) ->
                matching(
                        columns,
                        binder,
                        name -> list.condition() == null
                                || holds(list.variables().getFirst(), list.condition(), name, binder));
            default ->
                throw SqlException.of(
                                ErrorCode.INVALID_VALUE,
                                "COLUMNS takes *, a regular expression, a list of names or a lambda",
                                selector.span())
                        .hint("such as COLUMNS('_id$') or COLUMNS(['a', 'b'])");
        };
        if (found.isEmpty()) {
            throw SqlException.of(ErrorCode.UNKNOWN_COLUMN, "no column matches", columns.span())
                    .hint("there are " + shortened(names(binder.scope().all(columns.span()))));
        }
        return found;
    }

    private static String shortened(List<String> names) {
        return String.join(", ", names.subList(0, Math.min(names.size(), MOST_SHOWN)))
                + (names.size() > MOST_SHOWN ? ", ..." : "");
    }

    private static List<Scope.Named> matching(Expression.Columns columns, ExprBinder binder, Predicate<String> test) {
        binder.scope().checkTables(columns.span());
        return binder.scope().all(columns.span()).stream()
                .filter(column -> test.test(column.name()))
                .toList();
    }

    /** {@code [x FOR x IN (*) IF ...]}. */
    private static boolean isOverColumns(Expression.ListComprehension list) {
        return list.variables().size() == 1
                && list.source() instanceof Expression.Star star
                && star.isBare()
                && list.result() instanceof Expression.ColumnName result
                && result.name().parts().size() == 1
                && result.name().last().matches(list.variables().getFirst().text());
    }

    /** Whether the condition is true for a column's name. */
    private static boolean holds(Identifier parameter, Expression condition, String name, ExprBinder binder) {
        var around = binder.around();
        var outside = ExprBinder.of(around, Scope.EMPTY, Place.plain("COLUMNS"));
        var value = new MacroArguments.Value(new Expression.StringLiteral(name, condition.span()), outside, null, null);
        var inside = around.with(new MacroArguments(java.util.Map.of(parameter.folded(), value)));
        var bound = outside.with(inside).condition(condition, "COLUMNS");
        return Boolean.TRUE.equals(
                BindTableFunction.evaluate(bound, binder.binding()).value());
    }

    private static List<Scope.Named> named(List<Expression> names, Expression.Columns columns, Scope scope) {
        var all = scope.all(columns.span());
        var found = new ArrayList<Scope.Named>();
        for (var name : names) {
            String text = switch (name) {
                case Expression.StringLiteral literal -> literal.value();
                case Expression.ColumnName column -> column.name().last().text();
                default ->
                    throw SqlException.of(
                            ErrorCode.INVALID_VALUE, "a list in COLUMNS holds names of columns", name.span());
            };
            found.add(all.stream()
                    .filter(column -> column.name().equalsIgnoreCase(text))
                    .findFirst()
                    .orElseThrow(() -> SqlException.unknownColumn(text, name.span(), names(all))));
        }
        return found;
    }

    /** What {@code \0} to {@code \9} in an alias stand for: the name of the column, or what groups of the pattern match in it. */
    static String alias(String alias, Expression.Columns columns, String name) {
        return alias(alias, columns.selector() instanceof Expression.StringLiteral text ? text : null, name);
    }

    /** As the alias of {@code * SIMILAR TO 'pattern'}; without a pattern all columns get the alias as it is. */
    static String alias(String alias, Expression.Star star, String name) {
        return star.like() instanceof Expression.Like like
                        && like.kind() == Expression.LikeKind.SIMILAR_TO
                        && like.pattern() instanceof Expression.StringLiteral text
                ? alias(alias, text, name)
                : alias;
    }

    private static String alias(String alias, Expression.@Nullable StringLiteral pattern, String name) {
        var groups = new ArrayList<String>(List.of(name));
        var matcher = pattern == null ? null : pattern(pattern.value(), pattern).matcher(name);
        if (matcher != null && matcher.find()) {
            groups.set(0, matcher.group());
            for (int i = 1; i <= matcher.groupCount(); i++) {
                groups.add(java.util.Objects.requireNonNullElse(matcher.group(i), ""));
            }
        }
        return Pattern.compile("\\\\([0-9])").matcher(alias).replaceAll(place -> {
            int group = Integer.parseInt(place.group(1));
            return java.util.regex.Matcher.quoteReplacement(group < groups.size() ? groups.get(group) : "");
        });
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
                            case GLOB -> globRegex(text.value());
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

    private static String globRegex(String glob) {
        var regex = new StringBuilder("(?s)");
        boolean set = false;
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            switch (c) {
                case '[' -> {
                    set = true;
                    boolean negated = i + 1 < glob.length() && glob.charAt(i + 1) == '!';
                    regex.append(negated ? "[^" : "[");
                    i += negated ? 1 : 0;
                }
                case ']' -> {
                    set = false;
                    regex.append(']');
                }
                case '*' -> regex.append(set ? "*" : ".*");
                case '?' -> regex.append(set ? "?" : ".");
                default -> regex.append(set && c == '-' ? "-" : Pattern.quote(Character.toString(c)));
            }
        }
        return regex.toString();
    }
}
