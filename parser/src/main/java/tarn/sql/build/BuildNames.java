package tarn.sql.build;

import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;
import tarn.sql.ast.Identifier;
import tarn.sql.ast.QualifiedName;
import tarn.sql.ast.TableAlias;
import tarn.sql.error.SqlException;
import tarn.sql.grammar.TarnParser;
import tarn.sql.text.Quoting;

/** Names of every sort, and strings. */
final class BuildNames {
    private final Source source;

    BuildNames(Source source) {
        this.source = source;
    }

    /** Any rule that is one word: identifier, label, bare alias, call name. */
    Identifier identifier(ParserRuleContext word) {
        return identifier(word.getStart());
    }

    Identifier identifier(Token token) {
        String text = source.text(token);
        boolean quoted = token.getType() == TarnParser.QUOTED_IDENTIFIER;
        if (quoted && text.length() == 2) {
            throw SqlException.syntax("a quoted name must not be empty", source.span(token));
        }
        return new Identifier(quoted ? Quoting.identifier(text) : text, quoted, source.span(token));
    }

    List<Identifier> identifiers(List<? extends ParserRuleContext> words) {
        return words.stream().map(this::identifier).toList();
    }

    List<Identifier> identifiers(TarnParser.@Nullable IdentifiersContext list) {
        return list == null ? List.of() : identifiers(list.identifier());
    }

    List<Identifier> columns(TarnParser.@Nullable ColumnListContext list) {
        return list == null ? List.of() : identifiers(list.columnName());
    }

    List<Identifier> columns(TarnParser.@Nullable AliasColumnsContext list) {
        return list == null
                ? List.of()
                : list.aliasColumn().stream()
                        .map(one -> one.stringValue() != null ? named(one.stringValue()) : identifier(one.columnName()))
                        .toList();
    }

    QualifiedName qualified(TarnParser.QualifiedNameContext name) {
        return path(name, name.identifier(), name.label());
    }

    QualifiedName table(TarnParser.TableNameContext name) {
        return qualified(name.qualifiedName());
    }

    QualifiedName function(TarnParser.FunctionPathContext name) {
        return path(name, name.callName(), name.label());
    }

    QualifiedName type(TarnParser.TypePathContext name) {
        return path(name, name.typeWord(), name.label());
    }

    private QualifiedName path(ParserRuleContext whole, ParserRuleContext first, List<TarnParser.LabelContext> rest) {
        var parts = new Identifier[1 + rest.size()];
        parts[0] = identifier(first);
        for (int i = 0; i < rest.size(); i++) {
            parts[i + 1] = identifier(rest.get(i));
        }
        return new QualifiedName(List.of(parts), source.span(whole));
    }

    List<QualifiedName> qualified(List<TarnParser.QualifiedNameContext> names) {
        return names.stream().map(this::qualified).toList();
    }

    String string(TarnParser.StringValueContext string) {
        return Quoting.string(source.text(string.getStart()));
    }

    /** A string used as a name. */
    Identifier named(TarnParser.StringValueContext string) {
        String text = string(string);
        if (text.isEmpty()) {
            throw SqlException.syntax("a name must not be empty", source.span(string));
        }
        return new Identifier(text, true, source.span(string));
    }

    @Nullable
    TableAlias alias(TarnParser.@Nullable TableAliasContext alias) {
        if (alias == null) {
            return null;
        }
        Identifier name = alias.stringValue() != null
                ? named(alias.stringValue())
                : identifier(alias.bareAlias() != null ? alias.bareAlias() : alias.identifier());
        return new TableAlias(name, columns(alias.aliasColumns()), source.span(alias));
    }
}
