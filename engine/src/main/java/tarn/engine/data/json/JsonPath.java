package tarn.engine.data.json;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/**
 * A way into a value: {@code $.name."other name"[0][#-1]}, with {@code *} for all members or elements and {@code ..} for
 * whatever depth; a JSON pointer ({@code /name/0}, RFC 6901); or else the name of a member as it is.
 */
public record JsonPath(List<Step> steps) {
    /** A part of a path. */
    public sealed interface Step {}

    record Name(String name) implements Step {}

    /** From 0; from the end, -1 being the last, if negative. */
    record Index(int index) implements Step {}

    /** A part of a pointer, which is an element's number if it comes to an array. */
    record Part(String name) implements Step {}

    record AllMembers() implements Step {}

    record AllElements() implements Step {}

    /** All members of objects and all elements of arrays. */
    record AllParts() implements Step {}

    /** The value and all values within it, those of lesser depth first. */
    record Descend() implements Step {}

    /** Behind the last element: nothing is there, but something may be put there. */
    record End() implements Step {}

    /** The path to an element. */
    public static JsonPath index(long index) {
        return new JsonPath(List.of(new Index((int) Math.clamp(index, Integer.MIN_VALUE, Integer.MAX_VALUE))));
    }

    /** @throws SqlException without a span, if a path is malformed */
    public static JsonPath of(String text) {
        if (text.startsWith("$")) {
            return new Reader(text).read();
        }
        if (text.startsWith("/")) {
            var steps = new ArrayList<Step>();
            for (var part : text.substring(1).split("/", -1)) {
                steps.add(new Part(part.replace("~1", "/").replace("~0", "~")));
            }
            return new JsonPath(steps);
        }
        return new JsonPath(List.of(new Name(text)));
    }

    /** Whether it may lead to several values. */
    public boolean isWild() {
        return steps.stream().anyMatch(step -> switch (step) {
            case AllMembers _, AllElements _, AllParts _, Descend _ -> true;
            case Name _, Index _, Part _, End _ -> false;
        });
    }

    /** What it leads to; null if that is not there. */
    public @Nullable Json find(Json value) {
        Json found = value;
        for (var step : steps) {
            found = found == null ? null : one(found, step);
        }
        return found;
    }

    /** All that it leads to. */
    public List<Json> findAll(Json value) {
        List<Json> found = List.of(value);
        for (var step : steps) {
            var next = new ArrayList<Json>();
            for (var one : found) {
                switch (step) {
                    case AllMembers _ -> next.addAll(one instanceof Json.Obj ? parts(one) : List.of());
                    case AllElements _ -> next.addAll(one instanceof Json.Array ? parts(one) : List.of());
                    case AllParts _ -> next.addAll(parts(one));
                    case Descend _ -> {
                        int at = next.size();
                        next.add(one);
                        for (; at < next.size(); at++) {
                            next.addAll(parts(next.get(at)));
                        }
                    }
                    case Name _, Index _, Part _, End _ -> {
                        var there = one(one, step);
                        if (there != null) {
                            next.add(there);
                        }
                    }
                }
            }
            found = next;
        }
        return found;
    }

    /** The values right within one. */
    private static List<Json> parts(Json value) {
        return switch (value) {
            case Json.Obj object ->
                object.members().stream().map(Json.Member::value).toList();
            case Json.Array array -> array.elements();
            case Json.Text _, Json.Num _, Json.Bool _, Json.Null _ -> List.of();
        };
    }

    private static @Nullable Json one(Json value, Step step) {
        return switch (step) {
            case Name(var name) -> value instanceof Json.Obj object ? object.get(name) : null;
            case Index(int index) -> value instanceof Json.Array array ? element(array, index) : null;
            case Part(var name) ->
                switch (value) {
                    case Json.Obj object -> object.get(name);
                    case Json.Array array -> name.matches("[0-9]{1,9}") ? element(array, Integer.parseInt(name)) : null;
                    case Json.Text _, Json.Num _, Json.Bool _, Json.Null _ -> null;
                };
            case AllMembers _, AllElements _, AllParts _, Descend _, End _ -> null;
        };
    }

    private static @Nullable Json element(Json.Array array, int index) {
        int size = array.elements().size();
        int at = index < 0 ? size + index : index;
        return at >= 0 && at < size ? array.elements().get(at) : null;
    }

    /** Reads the form that begins with a dollar. */
    private static final class Reader {
        private final String text;
        private final List<Step> steps = new ArrayList<>();
        private int at = 1;

        Reader(String text) {
            this.text = text;
        }

        JsonPath read() {
            while (at < text.length()) {
                char c = text.charAt(at++);
                if (c == '.') {
                    descend();
                } else if (c == '[') {
                    element();
                } else {
                    throw malformed();
                }
            }
            return new JsonPath(List.copyOf(steps));
        }

        private SqlException malformed() {
            return SqlException.of(ErrorCode.INVALID_VALUE, "malformed JSON path: " + text)
                    .hint("write it as in $.name, $.\"a name\", $[0], $[#-1], $.list[*].name or $..name");
        }

        /** What stands behind a point. */
        private void descend() {
            boolean deep = at < text.length() && text.charAt(at) == '.';
            if (deep) {
                at++;
                steps.add(new Descend());
            }
            if (deep && at < text.length() && text.charAt(at) == '[') {
                at++;
                element();
            } else {
                member();
            }
            if (deep && steps.getLast() instanceof AllMembers) {
                steps.set(steps.size() - 1, new AllParts());
            }
        }

        private void member() {
            if (at < text.length() && text.charAt(at) == '"') {
                int end = text.indexOf('"', at + 1);
                if (end < 0) {
                    throw malformed();
                }
                steps.add(new Name(text.substring(at + 1, end)));
                at = end + 1;
                return;
            }
            int from = at;
            while (at < text.length() && text.charAt(at) != '.' && text.charAt(at) != '[') {
                at++;
            }
            if (at == from) {
                throw malformed();
            }
            var name = text.substring(from, at);
            switch (name) {
                case "*" -> steps.add(new AllMembers());
                case "**" -> {
                    steps.add(new Descend());
                    steps.add(new AllParts());
                }
                default -> steps.add(new Name(name));
            }
        }

        private void element() {
            int end = text.indexOf(']', at);
            if (end < 0) {
                throw malformed();
            }
            var inside = text.substring(at, end);
            at = end + 1;
            if (inside.equals("*")) {
                steps.add(new AllElements());
            } else if (inside.equals("#")) {
                steps.add(new End());
            } else if (inside.matches("[0-9]{1,9}")) {
                steps.add(new Index(Integer.parseInt(inside)));
            } else if (inside.matches("(#-|-)[1-9][0-9]{0,8}")) {
                steps.add(new Index(-Integer.parseInt(inside.substring(inside.lastIndexOf('-') + 1))));
            } else if (inside.length() > 1 && inside.startsWith("\"") && inside.endsWith("\"")) {
                steps.add(new Name(inside.substring(1, inside.length() - 1)));
            } else {
                throw malformed();
            }
        }
    }
}
