package tarn.shell.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import tarn.shell.UsageException;
import tarn.shell.render.Format;
import tarn.sql.error.Nearest;

/** All dot-commands: {@code .help} and completion read the list too. */
public final class DotCommands {
    /**
     * An entry of the list.
     *
     * @param names the first is the usual one; each with its dot
     * @param arguments as {@code .help} shows them
     * @param kind what the arguments are, for completion
     */
    public record Entry(
            List<String> names,
            String arguments,
            Kind kind,
            String description,
            Function<Arguments, DotCommand> parse) {
        public String name() {
            return names.getFirst();
        }
    }

    /** What an argument names. */
    public enum Kind {
        NOTHING,
        TABLE,
        FILE,
        FORMAT,
        SWITCH,
        INSIGHT
    }

    private static final List<Entry> ALL = List.of(
            entry(".help", "[COMMAND]", Kind.NOTHING, "this list, or one of its lines", a -> new Help(a.optional(""))),
            entry(".tables", "[PART]", Kind.TABLE, "tables and views", a -> new Tables(a.optional(""))),
            entry(".schema", "[TABLE]", Kind.TABLE, "the statements that make them", a -> new Schema(a.optional(""))),
            entry(
                    ".functions",
                    "[PART]",
                    Kind.NOTHING,
                    "functions and what they do",
                    a -> new Functions(a.optional(""))),
            new Entry(
                    List.of(".mode", ".format"),
                    "[FORM]",
                    Kind.FORMAT,
                    "how results are shown: " + String.join(", ", Format.words()),
                    a -> new Mode(a.optional(""))),
            entry(
                    ".maxrows",
                    "[N]",
                    Kind.NOTHING,
                    "rows of a box at most; 0 for all",
                    a -> new MaxRows(a.optional(""))),
            entry(".last", "", Kind.NOTHING, "all rows and columns of the last result", _ -> new Last()),
            entry(".timer", "on|off", Kind.SWITCH, "whether times are shown", a -> new Timer(a.onOff())),
            entry(".once", "FILE", Kind.FILE, "the next result goes to a file", a -> new Output(a.one("FILE"), true)),
            entry(
                    ".output",
                    "[FILE]",
                    Kind.FILE,
                    "all results go to a file; without FILE to the terminal again",
                    a -> new Output(a.optional(""), false)),
            entry(".read", "FILE", Kind.FILE, "runs a script", a -> new Read(a.one("FILE"))),
            entry(
                    ".insights",
                    "",
                    Kind.NOTHING,
                    "questions about a shop, to be asked with .run",
                    _ -> new ListInsights()),
            entry(".run", "NAME|FILE", Kind.INSIGHT, "asks one of them, or runs a script", a -> new Run(a.one("NAME"))),
            entry(".bail", "on|off", Kind.SWITCH, "whether the first error ends a script", a -> new Bail(a.onOff())),
            entry(".echo", "on|off", Kind.SWITCH, "whether statements are shown as they run", a -> new Echo(a.onOff())),
            new Entry(List.of(".quit", ".exit"), "", Kind.NOTHING, "leaves; so does Ctrl-D", _ -> new Quit()));

    private DotCommands() {}

    private static Entry entry(
            String name, String arguments, Kind kind, String description, Function<Arguments, DotCommand> parse) {
        return new Entry(List.of(name), arguments, kind, description, parse);
    }

    public static List<Entry> all() {
        return ALL;
    }

    /**
     * @throws UsageException if there is no such command, or it does not take these arguments
     */
    public static DotCommand parse(String line) {
        var words = words(line);
        var name = words.getFirst().toLowerCase(Locale.ROOT);
        for (var entry : ALL) {
            if (entry.names.contains(name)) {
                var arguments = new Arguments(entry, words.subList(1, words.size()));
                return entry.parse.apply(arguments.checked());
            }
        }
        var near = Nearest.of(name, names());
        throw new UsageException("unknown command: " + name
                + (near.isEmpty() ? "; .help lists them" : "; did you mean " + near.getFirst() + "?"));
    }

    /** The names of all commands. */
    public static List<String> names() {
        return ALL.stream().flatMap(entry -> entry.names.stream()).toList();
    }

    /** Words between blanks; quotes hold blanks together. A semicolon at the end of the line is no part of them. */
    private static List<String> words(String line) {
        var text = line.strip();
        text = text.endsWith(";") ? text.substring(0, text.length() - 1) : text;
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        char quote = 0;
        boolean started = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0 ? c == quote : c == '\'' || c == '"') {
                quote = quote == 0 ? c : 0;
                started = true;
            } else if (quote == 0 && Character.isWhitespace(c)) {
                if (started) {
                    words.add(word.toString());
                }
                word.setLength(0);
                started = false;
            } else {
                word.append(c);
                started = true;
            }
        }
        if (started) {
            words.add(word.toString());
        }
        return words;
    }

    /** The words behind a command. */
    public record Arguments(Entry entry, List<String> words) {
        private Arguments checked() {
            if (words.size() > (entry.arguments.isEmpty() ? 0 : 1)) {
                throw usage();
            }
            return this;
        }

        String one(String what) {
            if (words.isEmpty()) {
                throw new UsageException(entry.name() + " wants a " + what);
            }
            return words.getFirst();
        }

        String optional(String otherwise) {
            return words.isEmpty() ? otherwise : words.getFirst();
        }

        boolean onOff() {
            return switch (optional("").toLowerCase(Locale.ROOT)) {
                case "on", "true", "yes", "1" -> true;
                case "off", "false", "no", "0" -> false;
                default -> throw usage();
            };
        }

        private UsageException usage() {
            return new UsageException("usage: " + (entry.name() + " " + entry.arguments).strip());
        }
    }
}
