package tarn.engine.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tarn.engine.Session;
import tarn.engine.Tarn;
import tarn.engine.query.optimize.Optimizer;
import tarn.engine.testing.random.RandomQueries;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/**
 * Compares random queries with DuckDB, and with themselves: without optimizer, with batches of 1 and 3 rows, on one thread and
 * four, and with rows split by a condition into those where it is true, false and unknown. A command to run by hand:
 * {@code RandomRun [-minutes N] [-seed N] [-query N] [-errors] [-tables]}; with {@code -query} it runs one query of the seed
 * only, with {@code -errors} it also says which queries fail, with {@code -tables} it only writes the tables of a seed.
 *
 * <p>Where DuckDB without its optimizer says what Tarn says, DuckDB differs from itself: that is counted and shown apart.
 */
public final class RandomRun {
    private static final List<String> PASSES = Optimizer.passes().stream()
            .filter(pass -> !pass.startsWith("unnest"))
            .toList();

    private static final long SLOW = 5_000_000_000L;

    /** What Tarn refuses when it reads a query: DuckDB when a row comes, or in some places only. */
    private static final Pattern STRICTER =
            Pattern.compile("needs a BOOLEAN, not a |aggregates are not allowed in WHERE|cannot compare BLOB with ");

    /** Whether a value is computed at all depends on which conditions are tested first, which is open where there are sub-queries. */
    private static final Pattern OF_A_VALUE = Pattern.compile("does not fit in|overflow in|cannot convert");

    /** Sums that should be zero are about this, or not, by the order of the additions. */
    private static final double NEARLY_ZERO = 1e-12;

    private final Connection oracle;
    private final Session session;
    private final boolean errors;
    private final Consumer<String> out;
    private final TreeMap<String, Integer> failures = new TreeMap<>();
    private int done;

    /** Whether the oracle has crashed. */
    private boolean broken;

    private int failed;
    private final List<String> differences = new ArrayList<>();
    private final List<String> oracleFaults = new ArrayList<>();

    private RandomRun(Connection oracle, Session session, boolean errors, Consumer<String> out) {
        this.oracle = oracle;
        this.session = session;
        this.errors = errors;
        this.out = out;
    }

    /** What a query gives: rows with types, or an error. */
    private record Outcome(
            @Nullable Table rows,
            List<String> types,
            @Nullable String error) {}

    public static void main(String[] arguments) throws SQLException {
        double minutes = 1;
        long seed = System.nanoTime();
        boolean errors = false;
        boolean tables = false;
        int only = -1;
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "-tables" -> tables = true;
                case "-minutes" -> minutes = Double.parseDouble(arguments[++i]);
                case "-seed" -> seed = Long.parseLong(arguments[++i]);
                case "-query" -> only = Integer.parseInt(arguments[++i]);
                default -> errors = true;
            }
        }
        if (tables) {
            new RandomQueries(seed).tables().forEach(statement -> System.out.println(statement + ";"));
            return;
        }
        if (only >= 0) {
            run(seed, new Span(only, only + 1, Long.MAX_VALUE), errors, System.out::println);
        } else {
            byTheClock(minutes, seed, errors);
        }
    }

    private static void byTheClock(double minutes, long first, boolean errors) throws SQLException {
        long end = System.nanoTime() + (long) (minutes * 60e9);
        int total = 0;
        int differences = 0;
        int oracleFaults = 0;
        for (long seed = first; System.nanoTime() < end; seed++) {
            RandomRun run;
            try {
                run = run(seed, new Span(0, 300, end), errors, System.out::println);
            } catch (SQLException e) {
                System.out.println("seed " + seed + ": the oracle refuses its tables: " + e.getMessage());
                continue;
            }
            total += run.done;
            differences += run.differences.size();
            oracleFaults += run.oracleFaults.size();
            run.failures.forEach((message, count) -> System.out.println(count + " x " + message));
            System.out.println("seed " + seed + ": " + run.done + " queries, " + run.failed + " failed in both, "
                    + run.differences.size() + " differences, " + run.oracleFaults.size()
                    + " of the oracle from itself");
        }
        System.out.println(
                total + " queries, " + differences + " differences, " + oracleFaults + " of the oracle from itself");
    }

    /** Which queries of a seed are run, and until when. */
    private record Span(int from, int to, long end) {}

    /** Differences found in so many queries, each with its SQL. */
    public static List<String> differences(long seed, int queries) throws SQLException {
        return run(seed, new Span(0, queries, Long.MAX_VALUE), false, _ -> {}).differences;
    }

    private static RandomRun run(long seed, Span span, boolean errors, Consumer<String> out) throws SQLException {
        try (var oracle = DriverManager.getConnection("jdbc:duckdb:");
                var database = Tarn.open();
                var session = database.session()) {
            database.setThreads(4);
            var run = new RandomRun(oracle, session, errors, out);
            run.all(seed, span);
            return run;
        }
    }

    private void all(long seed, Span span) throws SQLException {
        var queries = new RandomQueries(seed);
        there("SET threads = 1");
        try {
            make(queries);
        } catch (SQLException refused) {
            failures.merge("tables, only there: " + heading(refused.getMessage()), 1, Integer::sum);
            return;
        }
        for (int i = 0; i < span.to() && !broken && System.nanoTime() < span.end(); i++) {
            boolean split = i % 10 == 9;
            if (i % 25 == 20 && !change(queries.change(), seed)) {
                make(queries);
            }
            var parts = split ? queries.split() : null;
            var query = split ? "" : queries.query();
            if (i >= span.from()) {
                if (parts != null) {
                    split(parts, seed);
                } else {
                    compare(query, seed);
                }
            }
            done++;
        }
    }

    private void make(RandomQueries queries) throws SQLException {
        for (var statement : queries.tables()) {
            there(statement);
            session.execute(statement).close();
        }
    }

    /** Changes a table on both sides; false if it is not the same then. */
    private boolean change(RandomQueries.Change change, long seed) {
        String error = null;
        try {
            session.execute(change.sql()).close();
        } catch (SqlException e) {
            error = e.getMessage();
        }
        String theirs = null;
        try {
            there(change.sql());
        } catch (SQLException e) {
            theirs = String.valueOf(e.getMessage());
        }
        if (error != null && theirs == null && excused(error, change.sql())) {
            failures.merge("only here: " + heading(error), 1, Integer::sum);
            return false;
        }
        if (error != null && (theirs == null || error.startsWith("internal"))) {
            report(seed, "only here: " + error, change.sql());
            return false;
        }
        if (error == null && theirs != null) {
            failures.merge("only there: " + heading(theirs), 1, Integer::sum);
            return false;
        }
        var difference = difference(mine(change.rows()), theirs(change.rows()));
        if (difference != null) {
            report(seed, difference, change.sql());
        }
        return difference == null;
    }

    private void there(String statement) throws SQLException {
        try (var there = oracle.createStatement()) {
            there.execute(statement);
        }
    }

    private void compare(String sql, long seed) {
        long start = System.nanoTime();
        var mine = mine(sql);
        long between = System.nanoTime();
        var theirs = theirs(sql);
        long end = System.nanoTime();
        if (end - start > SLOW) {
            out.accept("-- slow: " + (between - start) / 1_000_000 + " ms here, " + (end - between) / 1_000_000
                    + " ms there\n" + sql + ";");
        }
        if (mine.error() != null && mine.error().startsWith("internal")) {
            report(seed, mine.error(), sql);
        } else if (mine.rows() == null && theirs.rows() == null) {
            failed++;
            int times = failures.merge("both: " + heading(mine.error()), 1, Integer::sum);
            if (errors && times == 1) {
                out.accept("-- fails in both: " + mine.error() + "\n" + sql + ";");
            }
        } else if (mine.rows() == null) {
            failures.merge("only here: " + heading(mine.error()), 1, Integer::sum);
            if (errors && !excused(String.valueOf(mine.error()), sql)) {
                againstOracle(seed, "only here: " + mine.error(), sql, mine);
            }
        } else if (theirs.rows() == null) {
            failures.merge("only there: " + heading(theirs.error()), 1, Integer::sum);
        } else {
            var difference = difference(mine, theirs);
            if (difference != null) {
                againstOracle(seed, difference, sql, mine);
            }
            variants(sql, mine.rows(), seed);
        }
    }

    private static boolean excused(String error, String sql) {
        return STRICTER.matcher(error).find()
                || sql.contains("(SELECT") && OF_A_VALUE.matcher(error).find();
    }

    /** A difference from the oracle, unless the oracle without its optimizer says the same as Tarn. */
    private void againstOracle(long seed, String difference, String sql, Outcome mine) {
        var plainly = unoptimized(sql);
        boolean same = mine.rows() == null ? plainly.rows() == null : difference(mine, plainly) == null;
        if (same) {
            var text = "-- seed " + seed + " query " + done + ": the oracle differs from itself: " + difference + "\n"
                    + sql + ";";
            oracleFaults.add(text);
            out.accept(text);
        } else {
            report(seed, difference, sql);
        }
    }

    private Outcome unoptimized(String sql) {
        try {
            there("PRAGMA disable_optimizer");
            var plainly = theirs(sql);
            if (!broken) {
                there("PRAGMA enable_optimizer");
            }
            return plainly;
        } catch (SQLException error) {
            throw new IllegalStateException(error);
        }
    }

    private static @Nullable String difference(Outcome mine, Outcome theirs) {
        if (mine.rows() == null || theirs.rows() == null) {
            return "rows here only or there only";
        }
        if (!mine.types().equals(theirs.types())) {
            return "types " + mine.types() + " where " + theirs.types() + " are expected";
        }
        var difference =
                zeroed(mine.rows()).sorted().difference(zeroed(theirs.rows()).sorted());
        return difference == null ? null : "with the oracle: " + difference;
    }

    private static String heading(@Nullable String error) {
        return error == null
                ? ""
                : error.lines().findFirst().orElse("").replaceAll("[0-9]+", "9").replaceAll("'.*'", "''");
    }

    private void variants(String sql, Table expected, long seed) {
        var settings = session.settings();
        settings.set("disabled_optimizers", String.join(",", PASSES));
        again(sql, expected, "no optimizer", seed);
        var pass = PASSES.get(done % PASSES.size());
        settings.set("disabled_optimizers", pass);
        again(sql, expected, "all optimizers but " + pass, seed);
        settings.set("disabled_optimizers", "");
        settings.set("batch_size", done % 2 == 0 ? "1" : "3");
        again(sql, expected, "small batches", seed);
        settings.set("batch_size", "2048");
        settings.set("threads", "1");
        again(sql, expected, "one thread", seed);
        settings.set("threads", "4");
    }

    private void again(String sql, Table expected, String how, long seed) {
        var again = mine(sql);
        if (again.rows() != null) {
            difference(sql, again.rows(), expected, how, seed);
        } else if (!how.contains("optimizer")
                || again.error() != null && again.error().startsWith("internal")) {
            report(seed, "with " + how + ": " + again.error(), sql);
        }
    }

    private void difference(String sql, Table mine, Table theirs, String what, long seed) {
        var difference = mine.sorted().difference(theirs.sorted());
        if (difference != null) {
            report(seed, "with " + what + ": " + difference, sql);
        }
    }

    /** Rows for which a condition is true, false and unknown are all rows; and counting them agrees with testing them. */
    private void split(RandomQueries.Split split, long seed) {
        var select = "SELECT " + split.items() + " FROM " + split.from();
        var condition = "(" + split.condition() + ")";
        var parts = select + " WHERE " + condition + " UNION ALL " + select + " WHERE NOT " + condition + " UNION ALL "
                + select + " WHERE " + condition + " IS NULL";
        same(parts, select, "the split", seed);
        var counted = "SELECT count(*) FROM " + split.from() + " WHERE " + condition;
        var tested = "SELECT coalesce(count_if(z), 0) FROM (SELECT " + condition + " AS z FROM " + split.from() + ")";
        same(counted, tested, "the tests", seed);
    }

    private void same(String sql, String other, String what, long seed) {
        var mine = mine(sql);
        var expected = mine(other);
        for (var outcome : List.of(mine, expected)) {
            if (outcome.error() != null && outcome.error().startsWith("internal")) {
                report(seed, outcome.error(), sql);
            }
        }
        if (mine.rows() != null && expected.rows() != null) {
            difference(sql, mine.rows(), expected.rows(), what, seed);
        }
    }

    private void report(long seed, @Nullable String what, String sql) {
        var text = "-- seed " + seed + " query " + done + ": " + what + "\n" + sql + ";";
        differences.add(text);
        out.accept(text);
    }

    private Outcome mine(String sql) {
        try (var result = session.execute(sql)) {
            var types = new ArrayList<String>();
            result.columns().forEach(column -> types.add(column.type().sql().replaceAll("^ENUM\\(.*\\)$", "ENUM")));
            return new Outcome(Table.of(result), types, null);
        } catch (SqlException error) {
            boolean fault = error.code() == ErrorCode.INTERNAL;
            return new Outcome(null, List.of(), (fault ? "internal " : "") + error.getMessage());
        }
    }

    private Outcome theirs(String sql) {
        try (var statement = oracle.createStatement();
                var result = statement.executeQuery(sql)) {
            var types = new ArrayList<String>();
            for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                types.add(result.getMetaData().getColumnTypeName(i).replace("\"NULL\"", "INTEGER"));
            }
            return new Outcome(unsigned(Table.of(result)), types, null);
        } catch (SQLException error) {
            broken |= String.valueOf(error.getMessage()).contains("FATAL");
            return new Outcome(null, List.of(), String.valueOf(error.getMessage()));
        }
    }

    /** The oracle prints the sign of a NaN, which no SQL can ask for and which differs from one processor to the next. */
    private static Table unsigned(Table table) {
        return each(table, RandomRun::unsigned);
    }

    private static Table zeroed(Table table) {
        return each(table, RandomRun::zeroed);
    }

    private static @Nullable Object zeroed(@Nullable Object value) {
        return value instanceof Double number && Math.abs(number) < NEARLY_ZERO ? (Object) 0.0 : value;
    }

    private static Table each(Table table, UnaryOperator<@Nullable Object> change) {
        var rows = new ArrayList<List<@Nullable Object>>();
        for (var row : table.rows()) {
            var values = new ArrayList<@Nullable Object>(row);
            values.replaceAll(change);
            rows.add(values);
        }
        return new Table(rows);
    }

    private static @Nullable Object unsigned(@Nullable Object value) {
        return switch (value) {
            case String text -> text.replace("-nan", "nan");
            case List<?> list -> {
                var values = new ArrayList<@Nullable Object>(list);
                values.replaceAll(RandomRun::unsigned);
                yield values;
            }
            case null, default -> value;
        };
    }
}
