package tarn.engine.query.logical;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.catalog.TableSource;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;
import tarn.engine.expr.Relation;
import tarn.engine.expr.SortKey;
import tarn.engine.expr.WindowCall;
import tarn.engine.function.AggregateOverload;

/** A logical plan: immutable, data only. Every node says which columns it hands up, in order. */
public sealed interface Plan extends Relation {

    @Override
    List<Column> output();

    List<Plan> inputs();

    /** Reads columns of a table: {@code output} column i is the source's column {@code columns[i]}. */
    record Scan(TableSource source, List<Integer> columns, List<Column> output, List<Expr> filters) implements Plan {
        /** @param filters conjuncts over {@code output} that the scan applies, every one exactly */
        public Scan {}

        @Override
        public List<Plan> inputs() {
            return List.of();
        }
    }

    /** Literal rows; each row has an expression without columns for each output. One row and no column: no FROM. */
    record Values(List<List<Expr>> rows, List<Column> output) implements Plan {
        @Override
        public List<Plan> inputs() {
            return List.of();
        }
    }

    record Filter(Plan input, Expr predicate) implements Plan {
        @Override
        public List<Column> output() {
            return input.output();
        }

        @Override
        public List<Plan> inputs() {
            return List.of(input);
        }
    }

    /** Computes exactly these columns; a pass-through is an assignment of a Ref to its own column. */
    record Project(Plan input, List<Assignment> assignments) implements Plan {
        @Override
        public List<Column> output() {
            return assignments.stream().map(Assignment::output).toList();
        }

        @Override
        public List<Plan> inputs() {
            return List.of(input);
        }
    }

    record Assignment(Column output, Expr expr) {}

    /**
     * @param conditions conjuncts of ON; none for a cross join
     * @param mark of MARK joins, the boolean column that says whether a left row found a match; else null
     */
    record Join(
            Kind kind,
            Plan left,
            Plan right,
            List<Expr> conditions,
            @Nullable Column mark) implements Plan {
        public enum Kind {
            INNER,
            LEFT,
            RIGHT,
            FULL,
            /** Left rows with a match. */
            SEMI,
            /** Left rows without a match (a condition that is NULL is no match). */
            ANTI,
            /** All left rows plus {@code mark}: TRUE with a match; NULL if none but a condition was NULL; else FALSE. */
            MARK,
            /** LEFT, but an error (CARDINALITY) if a left row finds two matches: scalar sub-queries. */
            SINGLE
        }

        @Override
        public List<Column> output() {
            return switch (kind) {
                case SEMI, ANTI -> left.output();
                case MARK -> append(left.output(), List.of(java.util.Objects.requireNonNull(mark)));
                case INNER, LEFT, RIGHT, FULL, SINGLE -> append(left.output(), right.output());
            };
        }

        @Override
        public List<Plan> inputs() {
            return List.of(left, right);
        }
    }

    /**
     * A join whose right side may refer to columns of the left (LATERAL, or a sub-query being unnested); the optimizer
     * removes every one.
     */
    record DependentJoin(
            Join.Kind kind,
            Plan left,
            Plan right,
            List<Expr> conditions,
            @Nullable Column mark) implements Plan {
        @Override
        public List<Column> output() {
            return new Join(kind, left, right, conditions, mark).output();
        }

        @Override
        public List<Plan> inputs() {
            return List.of(left, right);
        }
    }

    /**
     * GROUP BY. Without groups: one row, even of no input.
     *
     * @param sets each grouping set names indexes of {@code groups}; exactly one set with all of them for a plain GROUP BY
     * @param grouping for several sets, the BIGINT column with the number of the set a row belongs to, else null
     */
    record Aggregate(
            Plan input,
            List<Assignment> groups,
            List<AggregateCall> calls,
            List<List<Integer>> sets,
            @Nullable Column grouping)
            implements Plan {
        @Override
        public List<Column> output() {
            var output = new ArrayList<Column>();
            groups.forEach(group -> output.add(group.output()));
            calls.forEach(call -> output.add(call.output()));
            if (grouping != null) {
                output.add(grouping);
            }
            return output;
        }

        @Override
        public List<Plan> inputs() {
            return List.of(input);
        }
    }

    /** Adds a column per call; rows stay as they are. */
    record Window(Plan input, List<WindowCall> calls) implements Plan {
        @Override
        public List<Column> output() {
            return append(input.output(), calls.stream().map(WindowCall::output).toList());
        }

        @Override
        public List<Plan> inputs() {
            return List.of(input);
        }
    }

    /**
     * A row for each element of lists, side by side: of a row of the input as many come out as its longest list has
     * elements; the elements that a shorter one lacks are NULL.
     *
     * @param lists the columns of elements and the lists that they come from
     * @param ordinality the BIGINT column with the number of the element, from 1, or null
     */
    record Unnest(
            Plan input, List<Assignment> lists, @Nullable Column ordinality) implements Plan {
        @Override
        public List<Column> output() {
            var made = new ArrayList<>(lists.stream().map(Assignment::output).toList());
            if (ordinality != null) {
                made.add(ordinality);
            }
            return append(input.output(), made);
        }

        @Override
        public List<Plan> inputs() {
            return List.of(input);
        }
    }

    /** Stable: rows with equal keys keep their order. */
    record Sort(Plan input, List<SortKey> keys) implements Plan {
        @Override
        public List<Column> output() {
            return input.output();
        }

        @Override
        public List<Plan> inputs() {
            return List.of(input);
        }
    }

    /** The first {@code limit} rows (null: all) after {@code offset}, in the input's order. BIGINT, no columns. */
    record Limit(Plan input, @Nullable Expr limit, @Nullable Expr offset) implements Plan {
        @Override
        public List<Column> output() {
            return input.output();
        }

        @Override
        public List<Plan> inputs() {
            return List.of(input);
        }
    }

    /** Sort and Limit in one: keeps only the rows that count. Made by the optimizer. */
    record TopN(Plan input, List<SortKey> keys, long limit, long offset) implements Plan {
        @Override
        public List<Column> output() {
            return input.output();
        }

        @Override
        public List<Plan> inputs() {
            return List.of(input);
        }
    }

    /** The first row of each group of equal {@code keys}, in the input's order (DISTINCT ON); all keys: DISTINCT. */
    record Distinct(Plan input, List<Expr> keys) implements Plan {
        @Override
        public List<Column> output() {
            return input.output();
        }

        @Override
        public List<Plan> inputs() {
            return List.of(input);
        }
    }

    /** Column i of {@code output} is column i of either side; both have its type. NULLs are equal here. */
    record SetOperation(Kind kind, boolean all, Plan left, Plan right, List<Column> output) implements Plan {
        public enum Kind {
            UNION,
            INTERSECT,
            EXCEPT
        }

        @Override
        public List<Plan> inputs() {
            return List.of(left, right);
        }
    }

    /**
     * Computes {@code definition} once for all {@link SharedScan}s of {@code id} in {@code body}: a materialised CTE or a
     * common sub-plan.
     */
    record Shared(int id, Plan definition, Plan body) implements Plan {
        @Override
        public List<Column> output() {
            return body.output();
        }

        @Override
        public List<Plan> inputs() {
            return List.of(definition, body);
        }
    }

    /** Reads the rows of {@link Shared} {@code id}: {@code output} i is the definition's column {@code source[i]}. */
    record SharedScan(int id, List<Column> source, List<Column> output) implements Plan {
        @Override
        public List<Plan> inputs() {
            return List.of();
        }
    }

    /**
     * A recursive query: the rows of {@code anchor}, then those that {@code step} makes of them, then those that it makes of
     * these, until it makes none. The step reads the rows of the turn before by {@link SharedScan}s of {@code id}, whose
     * sources are columns of {@code output}. Column i of {@code output} is column i of either side.
     *
     * @param all keeps duplicates; else a row counts only where it comes up first
     * @param keyed of USING KEY, else null
     */
    record Recursive(
            int id,
            boolean all,
            Plan anchor,
            Plan step,
            List<Column> output,
            @Nullable Keyed keyed) implements Plan {
        /**
         * Of the rows with the same key only the last one counts, and the rows come out at the end. With {@code all} the
         * step reads all rows that were made in the turn before, else those that are other ones than before the turn.
         *
         * @param id SharedScans of this id read all rows so far
         * @param columns the positions of the keys
         * @param made the columns of either side: with aggregates those of {@code output}, of other types where these are
         *     results, and behind them the arguments; else {@code output}
         * @param aggregates columns of {@code output} that are computed from all rows of a key
         */
        public record Keyed(int id, List<Integer> columns, List<Column> made, List<Aggregated> aggregates) {}

        /**
         * @param output the position in {@code output}
         * @param arguments positions in {@code made}
         */
        public record Aggregated(int output, AggregateOverload function, List<Integer> arguments) {}

        /** What SharedScans of {@code id} read. */
        public List<Column> read() {
            return keyed != null && all ? keyed.made() : output;
        }

        @Override
        public List<Plan> inputs() {
            return List.of(anchor, step);
        }
    }

    private static List<Column> append(List<Column> first, List<Column> second) {
        var all = new ArrayList<Column>(first.size() + second.size());
        all.addAll(first);
        all.addAll(second);
        return all;
    }
}
