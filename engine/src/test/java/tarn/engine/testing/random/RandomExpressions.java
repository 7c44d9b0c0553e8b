package tarn.engine.testing.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tarn.engine.testing.random.Source.Column;

/** Random expressions as SQL text, of a wanted kind over given columns: {@link Phrases} filled in. */
final class RandomExpressions {
    private static final Pattern HOLE = Pattern.compile("\\{([^{}]*)\\}");
    private static final List<Kind> SCALARS =
            List.of(Kind.BOOLEAN, Kind.TEXT, Kind.TEXT, Kind.DATE, Kind.TIMESTAMP, Kind.TIME, Kind.INTERVAL, Kind.TEXT);
    private static final List<Kind> NESTED =
            List.of(Kind.NUMBERS, Kind.NUMBERS, Kind.TEXTS, Kind.STRUCT, Kind.MAP, Kind.STRUCTS, Kind.LISTS, Kind.BLOB);

    /** Makes a sub-query with one value of a kind, over columns around it. */
    interface Scalars {
        String scalar(Kind kind, List<Column> outer);

        String condition(List<Column> outer);
    }

    private final Dice dice;
    private @Nullable Scalars scalars;
    private int allowance;

    RandomExpressions(Dice dice) {
        this.dice = dice;
    }

    /** From here on so many sub-queries may stand in expressions. */
    void allow(Scalars maker, int count) {
        scalars = maker;
        allowance = count;
    }

    Kind kind() {
        int draw = dice.below(100);
        return draw < 45 ? Kind.NUMBER : dice.one(draw < 90 ? SCALARS : NESTED);
    }

    /** A kind that rows can be grouped by. */
    Kind key() {
        var kind = kind();
        return kind.isKey() ? kind : Kind.NUMBER;
    }

    /** An expression of a kind. */
    String of(Kind kind, List<Column> columns, int depth) {
        if (depth <= 0 || dice.chance(15)) {
            return leaf(kind, columns);
        }
        if (allowance > 0 && dice.chance(4)) {
            allowance--;
            var maker = Objects.requireNonNull(scalars);
            return kind == Kind.BOOLEAN && dice.chance(70) ? maker.condition(columns) : maker.scalar(kind, columns);
        }
        if (dice.chance(15)) {
            boolean extreme = kind != Kind.INTERVAL && kind != Kind.MAP && dice.chance(20);
            return fill(dice.one(extreme ? Phrases.EXTREMES : Phrases.GENERAL), kind, columns, depth - 1);
        }
        return fill(phrase(Phrases.CALLS, kind), kind, columns, depth - 1);
    }

    private String phrase(java.util.Map<Kind, List<String>> phrases, Kind kind) {
        return dice.one(Objects.requireNonNull(phrases.get(kind)));
    }

    private String leaf(Kind kind, List<Column> columns) {
        var fitting = columns.stream().filter(column -> column.kind() == kind).toList();
        return !fitting.isEmpty() && dice.chance(80) ? dice.one(fitting).sql() : literal(kind);
    }

    String literal(Kind kind) {
        return fill(phrase(Phrases.LITERALS, kind), kind, List.of(), 0);
    }

    /** An aggregate call, with FILTER at times, whose result does not depend on the order of rows. */
    String aggregate(Kind kind, List<Column> columns, int depth) {
        return filtered(fill(phrase(Phrases.AGGREGATES, kind), kind, columns, depth), columns, depth);
    }

    /** An aggregate call over rows that the keys tell apart. */
    String aggregate(Kind kind, List<Column> columns, List<String> keys, int depth) {
        if (keys.isEmpty() || dice.chance(80)) {
            return aggregate(kind, columns, depth);
        }
        var phrase = dice.one(Phrases.ORDERED_AGGREGATES);
        if (keys.size() > 1 && phrase.contains("{U}")) {
            return aggregate(kind, columns, depth);
        }
        var ordered = phrase.replace("{O}", order(keys)).replace("{U}", keys.getFirst());
        return filtered(fill(ordered, kind, columns, depth), columns, depth);
    }

    /** An aggregate call that OVER may follow. */
    String callAggregate(Kind kind, List<Column> columns, int depth) {
        while (true) {
            var call = fill(phrase(Phrases.AGGREGATES, kind), kind, columns, depth);
            if (isCall(call)) {
                return filtered(call, columns, depth);
            }
        }
    }

    private static boolean isCall(String aggregate) {
        return !aggregate.startsWith("(")
                && !aggregate.endsWith("]")
                && !aggregate.startsWith("map(")
                && !aggregate.startsWith("list_");
    }

    private String filtered(String call, List<Column> columns, int depth) {
        return isCall(call) && dice.chance(20)
                ? call + " FILTER (WHERE " + of(Kind.BOOLEAN, columns, depth) + ")"
                : call;
    }

    /** All of these, each up or down. */
    String order(List<String> keys) {
        var terms = new ArrayList<String>();
        keys.forEach(key -> terms.add(key + dice.pick("", "", " DESC", " NULLS FIRST", " DESC NULLS LAST")));
        return String.join(", ", terms);
    }

    /** The phrase with expressions in place of what is in braces. */
    String fill(String phrase, Kind wanted, List<Column> columns, int depth) {
        var any = kind();
        var last = new String[] {""};
        return HOLE.matcher(phrase).replaceAll(hole -> {
            var content = hole.group(1);
            if (!content.equals("=")) {
                last[0] = put(content, wanted, any, columns, depth);
            }
            return java.util.regex.Matcher.quoteReplacement(last[0]);
        });
    }

    private String put(String content, Kind wanted, Kind any, List<Column> columns, int depth) {
        if (content.indexOf('|') >= 0) {
            return dice.one(List.of(content.split("\\|", -1)));
        }
        char letter = content.charAt(0);
        return switch (letter) {
            case 'n' -> Integer.toString(dice.below(8) - 2);
            case 'c' -> Integer.toString(dice.below(5));
            case 'Z' -> of(wanted, columns, depth);
            case 'A' -> of(any, columns, depth);
            default ->
                content.length() > 1
                        ? lambda(Kind.of(letter), content.substring(2), columns, depth)
                        : of(Kind.of(letter), columns, depth);
        };
    }

    /** The body of a lambda, which may not hold sub-queries. */
    private String lambda(Kind kind, String parameters, List<Column> columns, int depth) {
        var inside = new ArrayList<>(columns);
        for (char name : parameters.toCharArray()) {
            for (int i = 0; i < 3; i++) {
                inside.addFirst(new Column(String.valueOf(name), name == 'w' ? Kind.TEXT : Kind.NUMBER));
            }
        }
        int allowed = allowance;
        allowance = 0;
        var body = of(kind, inside, Math.max(1, depth));
        allowance = allowed;
        return body;
    }
}
