package tarn.sql.text;

import java.util.List;
import java.util.function.Consumer;
import tarn.sql.ast.Expression;
import tarn.sql.ast.Identifier;
import tarn.sql.ast.QualifiedName;
import tarn.sql.ast.Query;
import tarn.sql.ast.Statement;
import tarn.sql.ast.TypeName;

/**
 * Writes a syntax tree as SQL on one line. Parsing what it wrote gives the same tree, apart from the places of things. Names are written as they
 * were: in double quotes where they had them.
 */
public final class SqlPrinter {
    final StringBuilder out = new StringBuilder();
    final PrintExpressions expressions = new PrintExpressions(this);
    final PrintTables tables = new PrintTables(this);
    final PrintQueries queries = new PrintQueries(this);
    final PrintDefinitions definitions = new PrintDefinitions(this);
    final PrintStatements statements = new PrintStatements(this);

    private SqlPrinter() {}

    public static String print(Statement statement) {
        var printer = new SqlPrinter();
        printer.statements.statement(statement);
        return printer.out.toString();
    }

    public static String print(Query query) {
        var printer = new SqlPrinter();
        printer.queries.query(query);
        return printer.out.toString();
    }

    public static String print(Expression expression) {
        var printer = new SqlPrinter();
        printer.expressions.argument(expression);
        return printer.out.toString();
    }

    public static String print(TypeName type) {
        var printer = new SqlPrinter();
        printer.expressions.type(type);
        return printer.out.toString();
    }

    SqlPrinter add(String text) {
        out.append(text);
        return this;
    }

    SqlPrinter add(boolean condition, String text) {
        return condition ? add(text) : this;
    }

    SqlPrinter name(Identifier name) {
        boolean plain = !name.quoted() && Scanner.isWord(name.text());
        return add(plain ? name.text() : Quoting.quoteName(name.text()));
    }

    SqlPrinter name(QualifiedName name) {
        return join(name.parts(), ".", this::name);
    }

    SqlPrinter names(List<Identifier> names) {
        return join(names, ", ", this::name);
    }

    /** {@code (a, b)}, nothing for an empty list. */
    SqlPrinter columns(List<Identifier> names) {
        return names.isEmpty() ? this : add("(").names(names).add(")");
    }

    <T> SqlPrinter join(List<T> items, String separator, Consumer<T> each) {
        boolean first = true;
        for (T item : items) {
            add(!first, separator);
            each.accept(item);
            first = false;
        }
        return this;
    }

    <T> SqlPrinter list(List<T> items, Consumer<T> each) {
        return join(items, ", ", each);
    }
}
