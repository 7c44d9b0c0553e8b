package tarn.sql.build;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.ATN;
import org.antlr.v4.runtime.atn.ATNState;
import org.antlr.v4.runtime.atn.PrecedencePredicateTransition;
import org.antlr.v4.runtime.atn.RuleStopState;
import org.antlr.v4.runtime.atn.RuleTransition;
import org.antlr.v4.runtime.atn.Transition;
import org.jspecify.annotations.Nullable;
import tarn.sql.grammar.TarnParser;

/**
 * Walks the grammar over the tokens along every way at once, to find how far any of them leads and what could have followed there. Slower than
 * the parser, but exact, and only needed once a text is known to be wrong.
 */
final class Expectations {
    private static final int MOST_STEPS = 4_000_000;

    private static final Map<Integer, String> LABELS = new HashMap<>();

    static {
        LABELS.put(TarnParser.RULE_statement, "a statement");
        LABELS.put(TarnParser.RULE_query, "a query");
        LABELS.put(TarnParser.RULE_queryBody, "a query");
        LABELS.put(TarnParser.RULE_expression, "an expression");
        LABELS.put(TarnParser.RULE_value, "an expression");
        LABELS.put(TarnParser.RULE_selectItem, "an expression");
        LABELS.put(TarnParser.RULE_groupItem, "an expression");
        LABELS.put(TarnParser.RULE_orderItem, "an expression");
        LABELS.put(TarnParser.RULE_callArgument, "an expression");
        LABELS.put(TarnParser.RULE_settingValue, "a value");
        LABELS.put(TarnParser.RULE_optionValue, "a value");
        LABELS.put(TarnParser.RULE_tableItem, "a table name or '('");
        LABELS.put(TarnParser.RULE_tableName, "a table name");
        LABELS.put(TarnParser.RULE_columnName, "a column name");
        LABELS.put(TarnParser.RULE_columnDefinition, "a column");
        LABELS.put(TarnParser.RULE_fieldName, "a column");
        LABELS.put(TarnParser.RULE_functionPath, "a function name");
        LABELS.put(TarnParser.RULE_qualifiedName, "a name");
        LABELS.put(TarnParser.RULE_identifier, "a name");
        LABELS.put(TarnParser.RULE_label, "a name");
        LABELS.put(TarnParser.RULE_tableAlias, "an alias");
        LABELS.put(TarnParser.RULE_bareAlias, "an alias");
        LABELS.put(TarnParser.RULE_type, "a type");
        LABELS.put(TarnParser.RULE_stringValue, "a string");
        LABELS.put(TarnParser.RULE_comparison, "an operator");
        LABELS.put(TarnParser.RULE_likeOperator, "an operator");
    }

    /** Where a rule was entered, and under which label if nothing has been read since that label began. */
    private record Entry(
            int rule, int index, int precedence, @Nullable String label) {}

    private record Place(ATNState state, int index) {}

    /** What could have stood at one place: tokens, and labels for whole rules. */
    record Expected(BitSet tokens, Set<String> labels, BitSet everyToken) {}

    private final ATN atn = TarnParser._ATN;
    private final int[] types;
    private final Map<Entry, BitSet> ends = new HashMap<>();
    private final Map<Integer, Expected> expected = new HashMap<>();
    private int furthest;
    private int steps;

    private Expectations(int[] types) {
        this.types = types;
    }

    /** Walks {@code rule} over the token types, the end of input among them; null if that takes too long. */
    static @Nullable Expectations walk(int rule, int[] types) {
        var walk = new Expectations(types);
        walk.enter(new Entry(rule, 0, 0, null));
        return walk.steps > MOST_STEPS ? null : walk;
    }

    static int[] types(TokenList tokens) {
        return tokens.tokens().stream().mapToInt(Token::getType).toArray();
    }

    /** The index of the first token that nothing could read. */
    int furthest() {
        return furthest;
    }

    Expected at(int index) {
        return expected.computeIfAbsent(index, _ -> new Expected(new BitSet(), new LinkedHashSet<>(), new BitSet()));
    }

    /** All places where the rule may end. */
    private BitSet enter(Entry entry) {
        var known = ends.get(entry);
        if (known != null) {
            return known;
        }
        var result = new BitSet();
        ends.put(entry, result);
        var open = new ArrayDeque<Place>();
        var seen = new HashSet<Place>();
        push(open, seen, atn.ruleToStartState[entry.rule()], entry.index());
        while (!open.isEmpty() && steps <= MOST_STEPS) {
            steps++;
            var place = open.pop();
            if (place.state() instanceof RuleStopState) {
                result.set(place.index());
                continue;
            }
            String label = place.index() == entry.index() ? entry.label() : null;
            for (Transition transition : place.state().getTransitions()) {
                follow(transition, place.index(), entry.precedence(), label, open, seen);
            }
        }
        return result;
    }

    private void follow(
            Transition transition,
            int index,
            int precedence,
            @Nullable String label,
            ArrayDeque<Place> open,
            Set<Place> seen) {
        switch (transition) {
            case RuleTransition call -> {
                String inner = label != null ? label : LABELS.get(call.ruleIndex);
                var reached = enter(new Entry(call.ruleIndex, index, call.precedence, inner));
                for (int end = reached.nextSetBit(0); end >= 0; end = reached.nextSetBit(end + 1)) {
                    push(open, seen, call.followState, end);
                }
            }
            case PrecedencePredicateTransition test -> {
                if (test.precedence >= precedence) {
                    push(open, seen, transition.target, index);
                }
            }
            default -> {
                if (transition.isEpsilon()) {
                    push(open, seen, transition.target, index);
                } else if (index < types.length && matches(transition, types[index])) {
                    furthest = Math.max(furthest, index + 1);
                    push(open, seen, transition.target, index + 1);
                } else {
                    missed(transition, index, label);
                }
            }
        }
    }

    private static boolean matches(Transition transition, int type) {
        int most = TarnParser.VOCABULARY.getMaxTokenType();
        return transition.matches(type, Token.EOF, most)
                || (type == TarnParser.LPAREN && transition.matches(TarnParser.LPAREN_QUERY, Token.EOF, most))
                || (type == TarnParser.LPAREN_QUERY && transition.matches(TarnParser.LPAREN, Token.EOF, most));
    }

    private void missed(Transition transition, int index, @Nullable String label) {
        if (index < furthest - 1) {
            return;
        }
        var here = at(index);
        for (int type : transition.label().toArray()) {
            int bit = type == Token.EOF ? 0 : type == TarnParser.LPAREN_QUERY ? TarnParser.LPAREN : type;
            here.everyToken().set(bit);
            if (label == null) {
                here.tokens().set(bit);
            }
        }
        if (label != null) {
            here.labels().add(label);
        }
    }

    private static void push(ArrayDeque<Place> open, Set<Place> seen, ATNState state, int index) {
        var place = new Place(state, index);
        if (seen.add(place)) {
            open.push(place);
        }
    }
}
