package tarn.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tarn.engine.catalog.CatalogEntry;
import tarn.engine.catalog.CatalogEntry.Space;
import tarn.engine.catalog.CatalogSnapshot;
import tarn.engine.catalog.ColumnDefinition;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.DecimalType;
import tarn.engine.data.type.EnumType;
import tarn.engine.data.type.ListType;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.type.TypeNames;
import tarn.engine.query.bind.Listing;
import tarn.sql.error.SqlException;

/**
 * What there is in a database, as rows: {@code duckdb_tables()} and its relatives, under DuckDB's names. The views of
 * information_schema and pg_catalog are made of these, see {@link CatalogViews}.
 */
final class Listings {
    static final String DATABASE = "memory";

    private final Settings settings;
    private final BiFunction<String, String, List<ColumnDefinition>> columnsOfView;
    private final Map<String, Supplier<Listing>> all = new TreeMap<>();
    private CatalogSnapshot shared = CatalogSnapshot.empty();
    private CatalogSnapshot temporary = CatalogSnapshot.empty();
    private boolean busy;

    /** @param columnsOfView by schema and name */
    Listings(Settings settings, BiFunction<String, String, List<ColumnDefinition>> columnsOfView) {
        this.settings = settings;
        this.columnsOfView = columnsOfView;
        all.put("duckdb_tables", this::tables);
        all.put("duckdb_columns", this::columns);
        all.put("duckdb_views", this::views);
        all.put("duckdb_schemas", this::schemas);
        all.put("duckdb_databases", this::databases);
        all.put("duckdb_settings", this::settings);
        all.put("duckdb_functions", this::functions);
        all.put("duckdb_types", this::types);
        all.put("duckdb_constraints", this::constraints);
        all.put("duckdb_sequences", this::sequences);
        all.put("duckdb_indexes", this::indexes);
        all.put("duckdb_keywords", Listings::keywords);
        all.put("pragma_version", Listings::version);
        all.put("pragma_platform", Listings::platform);
        all.putAll(EmptyListings.ALL);
    }

    List<String> names() {
        return List.copyOf(all.keySet());
    }

    /** @return null where there is none of that name */
    @Nullable
    Listing find(String name, CatalogSnapshot sharedNow, CatalogSnapshot temporaryNow) {
        var listing = all.get(name);
        if (listing == null) {
            return null;
        }
        var sharedBefore = shared;
        var temporaryBefore = temporary;
        shared = sharedNow;
        temporary = temporaryNow;
        try {
            return listing.get();
        } finally {
            shared = sharedBefore;
            temporary = temporaryBefore;
        }
    }

    /** @param columns such as {@code "name VARCHAR, column_count BIGINT"} */
    private static Listing listing(String columns, List<List<@Nullable Object>> rows) {
        var definitions = Arrays.stream(columns.strip().split(",\\s*"))
                .map(text -> text.split(" "))
                .map(parts -> new ColumnDefinition(parts[0], type(parts[1])))
                .toList();
        return new Listing(definitions, rows);
    }

    private static DataType type(String name) {
        return name.endsWith("[]")
                ? new ListType(type(name.substring(0, name.length() - 2)))
                : java.util.Objects.requireNonNull(TypeNames.find(name.toLowerCase(Locale.ROOT)));
    }

    private static List<@Nullable Object> row(@Nullable Object... values) {
        return Arrays.asList(values);
    }

    /** A number for a thing, the same wherever it is listed. */
    private static long oid(String... path) {
        return 20_000 + (Arrays.hashCode(path) & 0x7fff_ffffL);
    }

    /** A schema with the name of its database. */
    private record Place(String database, String schema, CatalogSnapshot catalog) {
        boolean isTemporary() {
            return database.equals(SessionCatalog.TEMPORARY);
        }

        long oid(String... name) {
            var path = new ArrayList<>(List.of(database, schema));
            for (var part : name) {
                path.add(part.toLowerCase(Locale.ROOT));
            }
            return Listings.oid(path.toArray(String[]::new));
        }

        @Nullable
        String comment(String kind, String thing, @Nullable String column) {
            var found = catalog.find(schema, Space.COMMENTS, CatalogEntry.Comment.about(kind, thing, column));
            return found instanceof CatalogEntry.Comment comment ? comment.text() : null;
        }
    }

    private List<Place> places() {
        var places = new ArrayList<Place>();
        for (var schema : shared.schemaNames()) {
            places.add(new Place(DATABASE, schema, shared));
        }
        places.add(new Place(SessionCatalog.TEMPORARY, CatalogSnapshot.MAIN, temporary));
        return places;
    }

    private Listing tables() {
        var rows = new ArrayList<List<@Nullable Object>>();
        for (var place : places()) {
            for (var entry : place.catalog.entries(place.schema)) {
                if (entry instanceof CatalogEntry.Table table) {
                    var constraints = table.constraints();
                    long indexes = place.catalog
                            .entries(place.schema, Space.INDEXES)
                            .count(index -> ((CatalogEntry.Index) index).table().equalsIgnoreCase(table.name())
                                    && !((CatalogEntry.Index) index).unique());
                    rows.add(row(
                            place.database,
                            oid(place.database),
                            place.schema,
                            place.oid(),
                            table.name(),
                            place.oid(table.name()),
                            place.comment("table", table.name(), null),
                            false,
                            place.isTemporary(),
                            constraints.keys().stream().anyMatch(key -> key.primary()),
                            table.source().rows(),
                            (long) table.source().columns().size(),
                            indexes + constraints.keys().size(),
                            (long) constraints.checks().size(),
                            DefinitionText.table(table)));
                }
            }
        }
        return listing(
                "database_name VARCHAR, database_oid BIGINT, schema_name VARCHAR, schema_oid BIGINT, table_name"
                        + " VARCHAR, table_oid BIGINT, comment VARCHAR, internal BOOLEAN, temporary BOOLEAN,"
                        + " has_primary_key BOOLEAN, estimated_size BIGINT, column_count BIGINT, index_count BIGINT,"
                        + " check_constraint_count BIGINT, sql VARCHAR",
                rows);
    }

    /** Columns of a table or view; none of a view that cannot be bound, or that is being listed. */
    private List<ColumnDefinition> columns(Place place, CatalogEntry entry) {
        if (entry instanceof CatalogEntry.Table table) {
            return table.source().columns();
        }
        if (busy) {
            return List.of();
        }
        busy = true;
        try {
            var schema = place.isTemporary() ? SessionCatalog.TEMPORARY : place.schema;
            return columnsOfView.apply(schema, entry.name());
        } catch (SqlException _) {
            return List.of();
        } finally {
            busy = false;
        }
    }

    private Listing columns() {
        var rows = new ArrayList<List<@Nullable Object>>();
        for (var place : places()) {
            for (var entry : place.catalog.entries(place.schema)) {
                var columns = columns(place, entry);
                for (int i = 0; i < columns.size(); i++) {
                    rows.add(columnRow(place, entry.name(), columns.get(i), i));
                }
            }
        }
        return listing(
                "database_name VARCHAR, database_oid BIGINT, schema_name VARCHAR, schema_oid BIGINT, table_name"
                    + " VARCHAR, table_oid BIGINT, column_name VARCHAR, column_index INTEGER, comment VARCHAR,"
                    + " internal BOOLEAN, column_default VARCHAR, is_nullable BOOLEAN, data_type VARCHAR, data_type_id"
                    + " BIGINT, character_maximum_length INTEGER, numeric_precision INTEGER, numeric_precision_radix"
                    + " INTEGER, numeric_scale INTEGER, is_generated BOOLEAN, generation_expression VARCHAR",
                rows);
    }

    private static List<@Nullable Object> columnRow(Place place, String table, ColumnDefinition column, int index) {
        var type = column.type();
        return row(
                place.database,
                oid(place.database),
                place.schema,
                place.oid(),
                table,
                place.oid(table),
                column.name(),
                index + 1L,
                place.comment("column", table, column.name()),
                false,
                column.generated() ? column.generatedSql() : column.defaultSql(),
                !column.notNull(),
                type.sql(),
                oid(type.sql()),
                null,
                precision(type),
                precision(type) == null ? null : (type instanceof DecimalType ? 10L : 2L),
                type instanceof DecimalType decimal
                        ? Long.valueOf(decimal.scale())
                        : precision(type) == null || type == ScalarType.DOUBLE || type == ScalarType.REAL ? null : 0L,
                column.generated(),
                column.generatedSql());
    }

    /** Digits, binary ones but for DECIMAL; null for what is no number. */
    private static @Nullable Long precision(DataType type) {
        if (type instanceof DecimalType decimal) {
            return (long) decimal.precision();
        }
        return switch (type.sql()) {
            case "REAL", "FLOAT" -> 24L;
            case "DOUBLE" -> 53L;
            default -> type.isNumeric() ? type.lane().bytes() * 8L : null;
        };
    }

    private Listing views() {
        var rows = new ArrayList<List<@Nullable Object>>();
        for (var place : places()) {
            for (var entry : place.catalog.entries(place.schema)) {
                if (entry instanceof CatalogEntry.View view) {
                    rows.add(row(
                            place.database,
                            oid(place.database),
                            place.schema,
                            place.oid(),
                            view.name(),
                            place.oid(view.name()),
                            place.comment("view", view.name(), null),
                            false,
                            place.isTemporary(),
                            (long) columns(place, view).size(),
                            DefinitionText.view(view)));
                }
            }
        }
        return listing(
                "database_name VARCHAR, database_oid BIGINT, schema_name VARCHAR, schema_oid BIGINT, view_name VARCHAR,"
                        + " view_oid BIGINT, comment VARCHAR, internal BOOLEAN, temporary BOOLEAN, column_count BIGINT,"
                        + " sql VARCHAR",
                rows);
    }

    private Listing schemas() {
        var rows = new ArrayList<List<@Nullable Object>>();
        for (var place : places()) {
            boolean internal = place.schema.equals(CatalogSnapshot.MAIN);
            rows.add(row(place.oid(), place.database, oid(place.database), place.schema, null, internal, null));
        }
        for (var schema : List.of("information_schema", "main", "pg_catalog")) {
            rows.add(row(oid("system", schema), "system", oid("system"), schema, null, true, null));
        }
        return listing(
                "oid BIGINT, database_name VARCHAR, database_oid BIGINT, schema_name VARCHAR, comment VARCHAR,"
                        + " internal BOOLEAN, sql VARCHAR",
                rows);
    }

    private Listing databases() {
        var rows = new ArrayList<List<@Nullable Object>>();
        for (var name : List.of(DATABASE, "system", SessionCatalog.TEMPORARY)) {
            rows.add(row(name, oid(name), null, null, !name.equals(DATABASE), "tarn", false));
        }
        return listing(
                "database_name VARCHAR, database_oid BIGINT, path VARCHAR, comment VARCHAR, internal BOOLEAN,"
                        + " type VARCHAR, readonly BOOLEAN",
                rows);
    }

    private Listing settings() {
        var rows = new ArrayList<List<@Nullable Object>>();
        for (var setting : Settings.all()) {
            rows.add(row(
                    setting.name(),
                    settings.get(setting.name()),
                    setting.description(),
                    "VARCHAR",
                    "LOCAL",
                    List.of()));
        }
        return listing(
                "name VARCHAR, value VARCHAR, description VARCHAR, input_type VARCHAR, scope VARCHAR, aliases"
                        + " VARCHAR[]",
                rows);
    }

    private Listing functions() {
        var rows = new ArrayList<>(FunctionRows.builtIn(oid("system")));
        for (var place : places()) {
            for (var entry : place.catalog.macros(place.schema)) {
                if (entry instanceof CatalogEntry.Macro macro) {
                    rows.addAll(FunctionRows.macro(macro, place.database, oid(place.database), place.schema));
                }
            }
        }
        return listing(FunctionRows.COLUMNS, rows);
    }

    private Listing types() {
        var rows = new ArrayList<List<@Nullable Object>>();
        for (var name : new java.util.TreeSet<>(TypeNames.all())) {
            var type = TypeNames.find(name);
            if (type != null) {
                rows.add(typeRow(new Place("system", CatalogSnapshot.MAIN, shared), name, type, true));
            }
        }
        for (var place : places()) {
            for (var entry : place.catalog.entries(place.schema, Space.TYPES)) {
                if (entry instanceof CatalogEntry.TypeAlias alias) {
                    rows.add(typeRow(place, alias.name(), alias.type(), false));
                }
            }
        }
        return listing(
                "database_name VARCHAR, database_oid BIGINT, schema_name VARCHAR, schema_oid BIGINT, type_oid BIGINT,"
                        + " type_name VARCHAR, type_size BIGINT, logical_type VARCHAR, type_category VARCHAR,"
                        + " comment VARCHAR, internal BOOLEAN, labels VARCHAR[]",
                rows);
    }

    private static List<@Nullable Object> typeRow(Place place, String name, DataType type, boolean internal) {
        var category = type.isNumeric()
                ? "NUMERIC"
                : type == ScalarType.VARCHAR ? "STRING" : type == ScalarType.BOOLEAN ? "BOOLEAN" : null;
        return row(
                place.database,
                oid(place.database),
                place.schema,
                place.oid(),
                oid(type.sql()),
                name,
                Math.max(1L, type.lane().bytes()),
                type instanceof EnumType ? "ENUM" : type.sql(),
                category,
                place.comment("type", name, null),
                internal,
                type instanceof EnumType names ? names.values() : null);
    }

    private Listing constraints() {
        var rows = new ArrayList<List<@Nullable Object>>();
        for (var place : places()) {
            for (var entry : place.catalog.entries(place.schema)) {
                if (entry instanceof CatalogEntry.Table table) {
                    constraints(place, table, rows);
                }
            }
        }
        return listing(
                "database_name VARCHAR, database_oid BIGINT, schema_name VARCHAR, schema_oid BIGINT, table_name"
                    + " VARCHAR, table_oid BIGINT, constraint_index BIGINT, constraint_type VARCHAR, constraint_text"
                    + " VARCHAR, expression VARCHAR, constraint_column_indexes VARCHAR[], constraint_column_names"
                    + " VARCHAR[], constraint_name VARCHAR, referenced_table VARCHAR, referenced_column_names"
                    + " VARCHAR[]",
                rows);
    }

    private static void constraints(Place place, CatalogEntry.Table table, List<List<@Nullable Object>> rows) {
        var columns = table.source().columns();
        var constraints = table.constraints();
        for (var key : constraints.keys()) {
            var what = key.primary() ? "PRIMARY KEY" : "UNIQUE";
            var text = DefinitionText.key(key, columns);
            rows.add(constraint(
                    place, table, rows.size(), what, text, null, key.columns(), key.name(), null, List.of()));
        }
        for (var check : constraints.checks()) {
            var text = DefinitionText.check(check);
            rows.add(constraint(
                    place,
                    table,
                    rows.size(),
                    "CHECK",
                    text,
                    check.sql(),
                    check.columns(),
                    check.name(),
                    null,
                    List.of()));
        }
        for (var key : constraints.foreignKeys()) {
            var other = place.catalog.find(key.schema(), key.table()) instanceof CatalogEntry.Table found
                    ? found.source().columns()
                    : List.<ColumnDefinition>of();
            var referenced = other.isEmpty()
                    ? List.<String>of()
                    : key.referenced().stream()
                            .map(index -> other.get(index).name())
                            .toList();
            var text = DefinitionText.foreignKey(key, columns, other);
            rows.add(constraint(
                    place,
                    table,
                    rows.size(),
                    "FOREIGN KEY",
                    text,
                    null,
                    key.columns(),
                    key.name(),
                    key.table(),
                    referenced));
        }
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).notNull()) {
                var name = table.name() + "_" + columns.get(i).name() + "_not_null";
                rows.add(constraint(
                        place, table, rows.size(), "NOT NULL", "NOT NULL", null, List.of(i), name, null, List.of()));
            }
        }
    }

    private static List<@Nullable Object> constraint(
            Place place,
            CatalogEntry.Table table,
            int index,
            String type,
            String text,
            @Nullable String expression,
            List<Integer> columns,
            String name,
            @Nullable String other,
            List<String> referenced) {
        return row(
                place.database,
                oid(place.database),
                place.schema,
                place.oid(),
                table.name(),
                place.oid(table.name()),
                (long) index,
                type,
                text,
                expression,
                columns.stream().map(String::valueOf).toList(),
                columns.stream()
                        .map(one -> table.source().columns().get(one).name())
                        .toList(),
                name,
                other,
                referenced);
    }

    private Listing sequences() {
        var rows = new ArrayList<List<@Nullable Object>>();
        for (var place : places()) {
            for (var entry : place.catalog.entries(place.schema, Space.SEQUENCES)) {
                if (entry instanceof CatalogEntry.Numbers numbers) {
                    var sequence = numbers.sequence();
                    var range = sequence.range();
                    rows.add(row(
                            place.database,
                            oid(place.database),
                            place.schema,
                            place.oid(),
                            numbers.name(),
                            place.oid("sequence", numbers.name()),
                            place.comment("sequence", numbers.name(), null),
                            place.isTemporary(),
                            range.start(),
                            range.min(),
                            range.max(),
                            range.step(),
                            range.cycle(),
                            sequence.used() ? sequence.last() : null,
                            DefinitionText.sequence(numbers)));
                }
            }
        }
        return listing(
                "database_name VARCHAR, database_oid BIGINT, schema_name VARCHAR, schema_oid BIGINT,"
                        + " sequence_name VARCHAR, sequence_oid BIGINT, comment VARCHAR, temporary BOOLEAN,"
                        + " start_value BIGINT, min_value BIGINT, max_value BIGINT, increment_by BIGINT, cycle BOOLEAN,"
                        + " last_value BIGINT, sql VARCHAR",
                rows);
    }

    private Listing indexes() {
        var rows = new ArrayList<List<@Nullable Object>>();
        for (var place : places()) {
            for (var entry : place.catalog.entries(place.schema, Space.INDEXES)) {
                if (entry instanceof CatalogEntry.Index index) {
                    rows.add(row(
                            place.database,
                            oid(place.database),
                            place.schema,
                            place.oid(),
                            index.name(),
                            place.oid("index", index.name()),
                            index.table(),
                            place.oid(index.table()),
                            place.comment("index", index.name(), null),
                            index.unique(),
                            false,
                            "[" + String.join(", ", index.expressions()) + "]",
                            DefinitionText.index(index)));
                }
            }
        }
        return listing(
                "database_name VARCHAR, database_oid BIGINT, schema_name VARCHAR, schema_oid BIGINT, index_name"
                        + " VARCHAR, index_oid BIGINT, table_name VARCHAR, table_oid BIGINT, comment VARCHAR, is_unique"
                        + " BOOLEAN, is_primary BOOLEAN, expressions VARCHAR, sql VARCHAR",
                rows);
    }

    private static Listing keywords() {
        var rows = new ArrayList<List<@Nullable Object>>();
        for (var word : new java.util.TreeSet<>(tarn.sql.text.Keywords.all())) {
            rows.add(row(word.toLowerCase(Locale.ROOT), null));
        }
        return listing("keyword_name VARCHAR, keyword_category VARCHAR", rows);
    }

    private static Listing version() {
        return listing(
                "library_version VARCHAR, source_id VARCHAR, codename VARCHAR", List.of(row("Tarn 0.1", "", "")));
    }

    private static Listing platform() {
        var os = System.getProperty("os.name") + "_" + System.getProperty("os.arch");
        return listing(
                "platform VARCHAR", List.of(row(os.toLowerCase(Locale.ROOT).replace(' ', '_'))));
    }
}
