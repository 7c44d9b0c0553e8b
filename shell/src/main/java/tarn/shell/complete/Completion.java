package tarn.shell.complete;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tarn.datasets.ecommerce.Insights;
import tarn.engine.CatalogOverview.Relation;
import tarn.engine.catalog.ColumnDefinition;
import tarn.engine.function.Functions;
import tarn.shell.command.DotCommands;
import tarn.shell.render.Format;
import tarn.sql.text.Keywords;
import tarn.sql.text.Quoting;
import tarn.sql.text.Scanner;
import tarn.sql.text.SqlToken;

/** Completes SQL and dot-commands by their tokens; it needs no text that can be parsed. Not thread-safe. */
public final class Completion {
    /** Behind these a table is named. */
    private static final Set<String> BEFORE_TABLE =
            Set.of("FROM", "JOIN", "INTO", "UPDATE", "TABLE", "VIEW", "DESCRIBE", "SUMMARIZE", "COPY");

    private static final int MOST_FILES = 200;

    private final Supplier<List<Relation>> relations;

    /**
     * @param relations the tables and views there are
     */
    public Completion(Supplier<List<Relation>> relations) {
        this.relations = relations;
    }

    /**
     * What the text before the caret may go on with.
     *
     * @param from where the word begins that a suggestion replaces
     */
    public record Answer(int from, List<Suggestion> suggestions) {}

    /** Completes at a place of the text. */
    public Answer at(String text, int caret) {
        if (text.startsWith(".")) {
            return command(text.substring(0, caret));
        }
        var tokens = Scanner.scan(text.substring(0, caret));
        var last = tokens.isEmpty() ? null : tokens.getLast();
        if (last != null && !last.closed()) {
            return inside(text, caret, last);
        }
        int from = last != null && last.end() == caret && isWord(last) ? last.start() : caret;
        var before = from < caret ? tokens.subList(0, tokens.size() - 1) : tokens;
        var word = text.substring(from, caret);
        return new Answer(from, fitting(word, names(text, caret, before)));
    }

    private static boolean isWord(SqlToken token) {
        return token.kind() == SqlToken.Kind.IDENTIFIER || token.kind() == SqlToken.Kind.KEYWORD;
    }

    private List<Suggestion> names(String text, int caret, List<SqlToken> before) {
        var scope = Scope.around(text, caret);
        var previous = before.isEmpty() ? "" : before.getLast().terminal();
        if (previous.equals("DOT")) {
            return members(text, before, scope);
        }
        var all = new ArrayList<Suggestion>();
        if (BEFORE_TABLE.contains(previous) || previous.equals("COMMA") && scope.caretInFrom()) {
            tables(all);
            scope.names().forEach(name -> all.add(new Suggestion(name, Suggestion.Kind.TABLE, "", true)));
            return all;
        }
        for (var relation : relations.get()) {
            if (scope.relations().contains(relation.name().toLowerCase(Locale.ROOT))) {
                relation.columns().forEach(column -> all.add(column(column, relation.name())));
            }
        }
        scope.names().forEach(name -> all.add(new Suggestion(name, Suggestion.Kind.TABLE, "", false)));
        if (!before.isEmpty() && !previous.equals("SEMICOLON")) {
            functions(all);
        }
        Keywords.all().stream()
                .sorted()
                .forEach(word -> all.add(new Suggestion(word, Suggestion.Kind.KEYWORD, "", true)));
        return all;
    }

    /** What stands behind a dot: columns of the table or alias before it, or tables of a schema. */
    private List<Suggestion> members(String text, List<SqlToken> before, Scope scope) {
        var all = new ArrayList<Suggestion>();
        if (before.size() < 2) {
            return all;
        }
        var owner = name(text, before.get(before.size() - 2));
        var table = scope.tableOf(owner);
        for (var relation : relations.get()) {
            if (relation.name().equalsIgnoreCase(table)) {
                relation.columns().forEach(column -> all.add(column(column, relation.name())));
            } else if (relation.schema().equalsIgnoreCase(owner)) {
                all.add(table(relation));
            }
        }
        return all;
    }

    private static String name(String text, SqlToken token) {
        var part = text.substring(token.start(), token.end());
        return token.kind() == SqlToken.Kind.QUOTED_IDENTIFIER ? Quoting.identifier(part) : part;
    }

    private static Suggestion column(ColumnDefinition column, String table) {
        return new Suggestion(
                written(column.name()),
                Suggestion.Kind.COLUMN,
                table + ", " + column.type().sql().toLowerCase(Locale.ROOT),
                false);
    }

    /** As it must be written where a column or a table is named: most keywords need no quotes there. */
    private static String written(String name) {
        return switch (Keywords.use(name)) {
            case UNRESERVED, ALIAS_UNFIT -> name;
            case null, default -> Quoting.name(name);
        };
    }

    private void tables(List<Suggestion> all) {
        relations.get().forEach(relation -> all.add(table(relation)));
    }

    private static Suggestion table(Relation relation) {
        var description = relation.view() ? "view" : String.format(Locale.ROOT, "table, %,d rows", relation.rows());
        return new Suggestion(written(relation.name()), Suggestion.Kind.TABLE, description, true);
    }

    private static void functions(List<Suggestion> all) {
        for (var entry : Functions.all()) {
            all.add(new Suggestion(entry.name() + "(", Suggestion.Kind.FUNCTION, entry.doc(), false));
        }
    }

    /** Those that begin with what is typed, in any letter case; keywords in the case of the first letter typed. */
    private static List<Suggestion> fitting(String typed, List<Suggestion> all) {
        boolean lower = !typed.isEmpty() && Character.isLowerCase(typed.charAt(0));
        var word = typed.toLowerCase(Locale.ROOT);
        return all.stream()
                .filter(one -> one.text().toLowerCase(Locale.ROOT).startsWith(word)
                        || one.text().toLowerCase(Locale.ROOT).startsWith("\"" + word))
                .map(one -> lower && one.kind() == Suggestion.Kind.KEYWORD
                        ? new Suggestion(
                                one.text().toLowerCase(Locale.ROOT), one.kind(), one.description(), one.closed())
                        : one)
                .distinct()
                .sorted(Comparator.comparing(Suggestion::kind))
                .toList();
    }

    /** Inside quotes: a file in single ones, a name in double ones; nothing in a comment. */
    private Answer inside(String text, int caret, SqlToken token) {
        int from = token.start() + 1;
        return switch (token.kind()) {
            case STRING ->
                text.charAt(token.start()) == '\''
                        ? files(text.substring(from, caret), from, true)
                        : new Answer(caret, List.of());
            case QUOTED_IDENTIFIER -> quotedName(text, caret, token.start());
            default -> new Answer(caret, List.of());
        };
    }

    private Answer quotedName(String text, int caret, int start) {
        var all = new ArrayList<Suggestion>();
        var scope = Scope.around(text, caret);
        for (var relation : relations.get()) {
            all.add(new Suggestion(Quoting.quoteName(relation.name()), Suggestion.Kind.TABLE, "", true));
            if (scope.relations().contains(relation.name().toLowerCase(Locale.ROOT))) {
                relation.columns()
                        .forEach(column -> all.add(new Suggestion(
                                Quoting.quoteName(column.name()), Suggestion.Kind.COLUMN, relation.name(), false)));
            }
        }
        return new Answer(start, fitting(text.substring(start, caret), all));
    }

    private static Answer files(String typed, int from, boolean inString) {
        int slash = typed.lastIndexOf('/') + 1;
        var found = new ArrayList<Suggestion>();
        @Nullable Path folder = folder(typed.substring(0, slash));
        if (folder != null) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
                for (var entry : entries) {
                    var name = entry.getFileName().toString();
                    boolean hidden = name.startsWith(".") && !typed.startsWith(".", slash);
                    if (name.startsWith(typed.substring(slash)) && !hidden && found.size() < MOST_FILES) {
                        boolean inner = Files.isDirectory(entry);
                        var end = inner ? "/" : inString ? "'" : "";
                        found.add(new Suggestion(
                                typed.substring(0, slash) + name + end,
                                Suggestion.Kind.FILE,
                                inner ? "folder" : "",
                                !inner));
                    }
                }
            } catch (IOException | DirectoryIteratorException _) {
                return new Answer(from, List.of());
            }
        }
        found.sort(Comparator.comparing(Suggestion::text));
        return new Answer(from, found);
    }

    private static @Nullable Path folder(String text) {
        try {
            return Path.of(text.isEmpty() ? "." : text);
        } catch (InvalidPathException _) {
            return null;
        }
    }

    private Answer command(String typed) {
        int blank = typed.lastIndexOf(' ');
        if (blank < 0) {
            var all = new ArrayList<Suggestion>();
            for (var entry : DotCommands.all()) {
                entry.names()
                        .forEach(name ->
                                all.add(new Suggestion(name, Suggestion.Kind.COMMAND, entry.description(), true)));
            }
            return new Answer(0, fitting(typed, all));
        }
        var name = typed.substring(0, typed.indexOf(' '));
        var word = typed.substring(blank + 1);
        for (var entry : DotCommands.all()) {
            if (entry.names().contains(name)) {
                return arguments(entry.kind(), word, blank + 1);
            }
        }
        return new Answer(typed.length(), List.of());
    }

    private Answer arguments(DotCommands.Kind kind, String word, int from) {
        var names = switch (kind) {
            case NOTHING -> List.<String>of();
            case TABLE -> relations.get().stream().map(Relation::name).toList();
            case FORMAT -> Format.words();
            case SWITCH -> List.of("on", "off");
            case INSIGHT -> Insights.names();
            case FILE -> List.<String>of();
        };
        if (kind == DotCommands.Kind.FILE) {
            return files(word, from, false);
        }
        var all = names.stream()
                .map(one -> new Suggestion(one, Suggestion.Kind.OTHER, "", true))
                .toList();
        return new Answer(from, fitting(word, all));
    }
}
