package tarn.engine;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.TimeZones;
import tarn.engine.data.vector.Batch;
import tarn.engine.query.bind.BindSettings;
import tarn.engine.query.optimize.Optimizer;
import tarn.engine.query.run.schedule.RunSettings;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/** The settings of a session; {@code threads} and {@code memory_limit} belong to the whole database. Not thread-safe. */
public final class Settings {

    /**
     * One setting: its name, what it does, and how its text form is read and written.
     */
    public record Setting(
            String name,
            String description,
            Function<Settings, String> get,
            BiConsumer<Settings, String> set,
            String initial) {}

    private static final List<Setting> ALL = List.of(
            new Setting(
                    "threads",
                    "threads that work on the queries of this database",
                    s -> Integer.toString(s.database.threads()),
                    (s, text) -> s.database.setThreads((int) number("threads", text, 1, 1024)),
                    Integer.toString(Runtime.getRuntime().availableProcessors())),
            new Setting(
                    "memory_limit",
                    "memory that the database may hold, such as '2GB'",
                    s -> MemorySize.format(s.database.memoryLimit()),
                    (s, text) -> s.database.setMemoryLimit(MemorySize.parse(text)),
                    MemorySize.format(Tarn.defaultMemoryLimit())),
            new Setting(
                    "temp_directory",
                    "where operators may put what does not fit in memory",
                    s -> s.tempDirectory,
                    (s, text) -> s.tempDirectory = text,
                    System.getProperty("java.io.tmpdir")),
            new Setting(
                    "statement_timeout",
                    "longest time of a statement, such as '5s' or 500 (milliseconds); 0 is no limit",
                    s -> s.timeout.isZero() ? "0" : s.timeout.toMillis() + "ms",
                    (s, text) -> s.timeout = duration(text),
                    "0"),
            new Setting(
                    "integer_division",
                    "whether / of integers gives an integer, as in PostgreSQL, and not a DOUBLE",
                    s -> Boolean.toString(s.integerDivision),
                    (s, text) -> s.integerDivision = bool("integer_division", text),
                    "false"),
            new Setting(
                    "error_on_division_by_zero",
                    "whether // and % by zero are errors and not NULL",
                    s -> Boolean.toString(s.errorOnDivisionByZero),
                    (s, text) -> s.errorOnDivisionByZero = bool("error_on_division_by_zero", text),
                    "true"),
            new Setting(
                    "ieee_floating_point_ops",
                    "whether floating-point numbers divided by zero give infinity or NaN",
                    s -> Boolean.toString(s.floatingDivision),
                    (s, text) -> s.floatingDivision = bool("ieee_floating_point_ops", text),
                    "true"),
            new Setting(
                    "scalar_subquery_error_on_multiple_rows",
                    "whether a sub-query in place of a value must not have several rows; else the first one counts",
                    s -> Boolean.toString(s.oneRow),
                    (s, text) -> s.oneRow = bool("scalar_subquery_error_on_multiple_rows", text),
                    "true"),
            new Setting(
                    "default_collation",
                    "collation of texts that have none of their own: nocase, noaccent, or nothing",
                    s -> s.defaultCollation == null ? "" : s.defaultCollation,
                    (s, text) -> s.defaultCollation = collation(text),
                    ""),
            new Setting(
                    "default_order",
                    "order of ORDER BY without ASC or DESC",
                    s -> s.defaultDescending ? "DESC" : "ASC",
                    (s, text) -> s.defaultDescending = choice(
                                    "default_order", text, "asc", "desc", "ascending", "descending")
                            .startsWith("desc"),
                    "ASC"),
            new Setting(
                    "default_null_order",
                    "where ORDER BY puts NULLs: nulls_last, nulls_first, nulls_first_on_asc_last_on_desc or"
                            + " nulls_last_on_asc_first_on_desc",
                    s -> s.defaultNullOrder,
                    (s, text) -> s.defaultNullOrder = nullOrder(text),
                    "nulls_last"),
            new Setting(
                    "order_by_non_integer_literal",
                    "whether ORDER BY takes constants, which have no effect",
                    s -> Boolean.toString(s.orderByConstants),
                    (s, text) -> s.orderByConstants = bool("order_by_non_integer_literal", text),
                    "false"),
            new Setting(
                    "batch_size",
                    "rows that operators work on at a time (for tests)",
                    s -> Integer.toString(s.batchSize),
                    (s, text) -> s.batchSize = (int) number("batch_size", text, 1, RunSettings.MOST_BATCH_ROWS),
                    Integer.toString(Batch.DEFAULT_ROWS)),
            new Setting(
                    "disabled_optimizers",
                    "optimizer passes to leave out, separated by commas (for tests)",
                    s -> String.join(",", s.disabledOptimizers),
                    (s, text) -> s.disabledOptimizers = optimizers(text),
                    ""),
            new Setting(
                    "enable_external_access",
                    "whether SQL may read and write files; once false it stays false",
                    s -> Boolean.toString(s.database.externalAccess()),
                    Settings::setExternalAccess,
                    "true"),
            new Setting(
                    "timezone",
                    "time zone of the session, such as Europe/Berlin",
                    s -> s.zone.getId(),
                    (s, text) -> s.zone = zone(text),
                    "UTC"),
            new Setting(
                    "schema",
                    "the schema that unqualified names are looked up in first",
                    s -> s.schema,
                    (s, text) -> s.schema = text,
                    "main"));

    private final Tarn database;
    private final TreeMap<String, String> ignored = new TreeMap<>();
    private ZoneId zone = ZoneId.of("UTC");
    private String tempDirectory = System.getProperty("java.io.tmpdir");
    private Duration timeout = Duration.ZERO;
    private boolean integerDivision;
    private boolean errorOnDivisionByZero = true;
    private boolean floatingDivision = true;
    private boolean oneRow = true;
    private @Nullable String defaultCollation;
    private boolean defaultDescending;
    private String defaultNullOrder = "nulls_last";
    private boolean orderByConstants;
    private int batchSize = Batch.DEFAULT_ROWS;
    private Set<String> disabledOptimizers = Set.of();
    private String schema = "main";

    Settings(Tarn database) {
        this.database = database;
    }

    /** Every setting, in the order of the documentation. */
    public static Collection<Setting> all() {
        return ALL;
    }

    /** What a setting is set to that Tarn takes for the sake of scripts and does not have; empty if it is not set. */
    String ignored(String name) {
        return ignored.getOrDefault(name, "");
    }

    /**
     * @throws SqlException INVALID_SETTING for an unknown name, with the nearest one as a hint
     */
    public String get(String name) {
        var known = ignored.get(name.toLowerCase(Locale.ROOT));
        return known != null ? known : find(name).get.apply(this);
    }

    /**
     * @throws SqlException INVALID_SETTING for an unknown name or a value that the setting does not take
     */
    public void set(String name, String value) {
        var key = canonical(name);
        if (key.equals("datafusion.sql_parser.default_null_ordering")) {
            set("default_null_order", ForeignSettings.nullOrder(value));
        } else if (ForeignSettings.has(key)) {
            ForeignSettings.check(key, value);
            ignored.put(key, value);
        } else {
            find(key).set.accept(this, value.strip());
        }
    }

    public void reset(String name) {
        var key = canonical(name);
        if (!ForeignSettings.has(key)) {
            var setting = find(key);
            setting.set.accept(this, setting.initial);
        }
        ignored.remove(key);
    }

    private static String canonical(String name) {
        var key = name.toLowerCase(Locale.ROOT);
        return switch (key) {
            case "max_memory" -> "memory_limit";
            case "time_zone", "time zone" -> "timezone";
            case "null_order" -> "default_null_order";
            case "search_path" -> "schema";
            default -> key;
        };
    }

    /** Whether there is a setting of that name. */
    static boolean isKnown(String name) {
        var key = canonical(name);
        return ForeignSettings.has(key) || ALL.stream().anyMatch(setting -> setting.name.equals(key));
    }

    private static Setting find(String name) {
        var key = canonical(name);
        for (var setting : ALL) {
            if (setting.name.equals(key)) {
                return setting;
            }
        }
        throw SqlException.of(ErrorCode.INVALID_SETTING, "unknown setting: " + name)
                .suggesting(key, ALL.stream().map(Setting::name).toList());
    }

    private static long number(String name, String text, long low, long high) {
        try {
            long value = Long.parseLong(text.strip());
            if (value >= low && value <= high) {
                return value;
            }
        } catch (NumberFormatException _) {
            // told below, like a number out of range
        }
        throw SqlException.of(
                ErrorCode.INVALID_SETTING, name + " takes a number from " + low + " to " + high + ", not: " + text);
    }

    private static boolean bool(String name, String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "on", "1", "yes" -> true;
            case "false", "off", "0", "no" -> false;
            default -> throw SqlException.of(ErrorCode.INVALID_SETTING, name + " takes true or false, not: " + text);
        };
    }

    private static String choice(String name, String text, String... choices) {
        var key = text.toLowerCase(Locale.ROOT);
        for (var one : choices) {
            if (one.equals(key)) {
                return key;
            }
        }
        throw SqlException.of(
                ErrorCode.INVALID_SETTING, name + " takes " + String.join(", ", choices) + ", not: " + text);
    }

    private static ZoneId zone(String name) {
        return TimeZones.find(name)
                .orElseThrow(() -> SqlException.of(ErrorCode.INVALID_VALUE, "unknown time zone: " + name)
                        .suggesting(name, ZoneId.getAvailableZoneIds()));
    }

    private static String nullOrder(String text) {
        return switch (text.toLowerCase(Locale.ROOT).replace(' ', '_')) {
            case "nulls_last", "last" -> "nulls_last";
            case "nulls_first", "first" -> "nulls_first";
            case "sqlite", "mysql", "nulls_first_on_asc_last_on_desc" -> "nulls_first_on_asc_last_on_desc";
            case "postgres", "nulls_last_on_asc_first_on_desc" -> "nulls_last_on_asc_first_on_desc";
            default ->
                throw SqlException.of(
                        ErrorCode.INVALID_SETTING, "default_null_order takes nulls_last or nulls_first, not: " + text);
        };
    }

    private static Duration duration(String text) {
        var matcher = java.util.regex.Pattern.compile("(\\d{1,15})\\s*(ms|s|min|h)?")
                .matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw SqlException.of(
                    ErrorCode.INVALID_SETTING,
                    "statement_timeout takes milliseconds or a time such as '5s', not: " + text);
        }
        long amount = Long.parseLong(matcher.group(1));
        @Nullable String unit = matcher.group(2);
        return switch (unit) {
            case "s" -> Duration.ofSeconds(amount);
            case "min" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            case null, default -> Duration.ofMillis(amount);
        };
    }

    private static Set<String> optimizers(String text) {
        var names = names(text);
        names.removeIf(name -> !Optimizer.passes().contains(name) && ForeignSettings.isOptimizer(name));
        Optimizer.check(names);
        return names;
    }

    private static Set<String> names(String text) {
        return java.util.Arrays.stream(text.split(","))
                .map(name -> name.strip().toLowerCase(Locale.ROOT).replace('_', '-'))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void setExternalAccess(Settings settings, String text) {
        boolean allowed = bool("enable_external_access", text);
        if (allowed && !settings.database.externalAccess()) {
            throw SqlException.of(
                    ErrorCode.NOT_ALLOWED, "external access was switched off and cannot be switched on again");
        }
        settings.database.setExternalAccess(allowed);
    }

    public Duration timeout() {
        return timeout;
    }

    public void setTimeout(Duration timeout) {
        this.timeout = timeout;
    }

    /** Where local times are. */
    ZoneId zone() {
        return zone;
    }

    boolean integerDivision() {
        return integerDivision;
    }

    boolean errorOnDivisionByZero() {
        return errorOnDivisionByZero;
    }

    boolean floatingDivision() {
        return floatingDivision;
    }

    boolean oneRow() {
        return oneRow;
    }

    @Nullable
    String defaultCollation() {
        return defaultCollation;
    }

    private static @Nullable String collation(String text) {
        return text.isEmpty() ? null : BindSettings.collation(text);
    }

    /** Leaves out every pass of the optimizer that can be left out. */
    void disableOptimizer() {
        disabledOptimizers = Optimizer.passes().stream()
                .filter(name -> !Optimizer.required().contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    boolean defaultDescending() {
        return defaultDescending;
    }

    /** Whether NULLs come first in the order given. */
    boolean nullsFirst(boolean descending) {
        return switch (defaultNullOrder) {
            case "nulls_first" -> true;
            case "nulls_first_on_asc_last_on_desc" -> !descending;
            case "nulls_last_on_asc_first_on_desc" -> descending;
            default -> false;
        };
    }

    boolean orderByConstants() {
        return orderByConstants;
    }

    int batchSize() {
        return batchSize;
    }

    Set<String> disabledOptimizers() {
        return disabledOptimizers;
    }

    String schema() {
        return schema;
    }

    String tempDirectory() {
        return tempDirectory;
    }
}
