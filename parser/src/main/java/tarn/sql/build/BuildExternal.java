package tarn.sql.build;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tarn.sql.ast.CreateMode;
import tarn.sql.ast.Expression;
import tarn.sql.ast.Identifier;
import tarn.sql.ast.QualifiedName;
import tarn.sql.ast.Query;
import tarn.sql.ast.Statement;
import tarn.sql.ast.TableRef;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;
import tarn.sql.grammar.TarnParser;

/** CREATE EXTERNAL TABLE of DataFusion and Hive: a table that is filled from a CSV file when it is created. */
final class BuildExternal {
    private final Builder builder;
    private final Source source;
    private final List<Expression.Argument> arguments = new ArrayList<>();
    private @Nullable Expression location;

    BuildExternal(Builder builder) {
        this.builder = builder;
        this.source = builder.source;
    }

    Statement table(TarnParser.CreateExternalTableContext node, CreateMode mode, Span span) {
        node.externalClause().forEach(this::clause);
        var file = location;
        if (file == null) {
            throw SqlException.syntax("an external table needs a LOCATION", span);
        }
        if (!node.tableElement().isEmpty()) {
            option("all_varchar", true, span);
        }
        arguments.addFirst(new Expression.Argument(null, file, file.span()));
        var name = QualifiedName.of(new Identifier("read_csv", false, file.span()));
        var read = new TableRef.Function(name, List.copyOf(arguments), false, false, null, file.span());
        var rows = new Query(null, builder.queries.selectFrom(read, span), List.of(), null, span);
        return node.tableElement().isEmpty()
                ? new Statement.CreateTableAs(
                        builder.names.table(node.tableName()), mode, false, List.of(), rows, true, span)
                : builder.definitions.table(node.tableName(), mode, false, node.tableElement(), rows, span);
    }

    private Expression string(TarnParser.StringValueContext value) {
        return new Expression.StringLiteral(builder.names.string(value), source.span(value));
    }

    private void option(String name, boolean value, Span span) {
        arguments.add(new Expression.Argument(
                new Identifier(name, false, span), new Expression.BooleanLiteral(value, span), span));
    }

    private void option(String name, TarnParser.StringValueContext value) {
        var span = source.span(value);
        arguments.add(new Expression.Argument(new Identifier(name, false, span), string(value), span));
    }

    private void clause(TarnParser.ExternalClauseContext clause) {
        if (clause.ORDER() != null) {
            return;
        }
        var word = source.text(clause.identifier()).toUpperCase(Locale.ROOT);
        if (clause.STORED() != null) {
            if (!word.equals("CSV")) {
                throw SqlException.notSupported("external tables stored as " + word, source.span(clause));
            }
        } else if (clause.ROW() != null) {
            option("header", true, source.span(clause));
        } else if (clause.stringValue() != null) {
            switch (word) {
                case "LOCATION" -> location = string(clause.stringValue());
                case "DELIMITER" -> option("delim", clause.stringValue());
                default -> throw SqlException.notSupported(word + " of external tables", source.span(clause));
            }
        } else if (word.equals("OPTIONS")) {
            clause.externalOption().forEach(this::option);
        } else {
            throw SqlException.notSupported(word + " of external tables", source.span(clause));
        }
    }

    private void option(TarnParser.ExternalOptionContext option) {
        boolean quoted = option.qualifiedName() == null;
        var name = quoted ? builder.names.string(option.stringValue(0)) : source.text(option.qualifiedName());
        var value = option.stringValue(quoted ? 1 : 0);
        switch (name.toLowerCase(Locale.ROOT)) {
            case "format.has_header", "has_header" ->
                option("header", builder.names.string(value).equalsIgnoreCase("true"), source.span(value));
            case "format.delimiter", "delimiter" -> option("delim", value);
            case "format.quote" -> option("quote", value);
            case "format.escape" -> option("escape", value);
            case "format.null_value" -> option("nullstr", value);
            default -> throw SqlException.notSupported("the option " + name, source.span(option));
        }
    }
}
