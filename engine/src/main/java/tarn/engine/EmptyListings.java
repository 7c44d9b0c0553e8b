package tarn.engine;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tarn.engine.catalog.ColumnDefinition;
import tarn.engine.data.type.ListType;
import tarn.engine.data.type.ScalarType;
import tarn.engine.query.bind.Listing;
import tarn.engine.query.optimize.Optimizer;

/** Lists of things that DuckDB has and Tarn has none of, so that tools may ask for them; and of names that never change. */
final class EmptyListings {
    static final Map<String, Supplier<Listing>> ALL = Map.ofEntries(
            Map.entry(
                    "duckdb_dependencies",
                    () -> empty("classid bigint, objid bigint, objsubid integer, refclassid bigint, refobjid bigint,"
                            + " refobjsubid integer, deptype varchar")),
            Map.entry(
                    "duckdb_extensions",
                    () -> empty("extension_name varchar, loaded boolean, installed boolean, install_path varchar,"
                            + " description varchar, aliases varchar[], extension_version varchar,"
                            + " install_mode varchar, installed_from varchar")),
            Map.entry(
                    "duckdb_secrets",
                    () -> empty("name varchar, type varchar, provider varchar, persistent boolean, storage varchar,"
                            + " scope varchar[], secret_string varchar")),
            Map.entry("duckdb_temporary_files", () -> empty("path varchar, size bigint")),
            Map.entry("pragma_collations", () -> names("collname", List.of("noaccent", "nocase"))),
            Map.entry("pragma_user_agent", () -> names("user_agent", List.of("tarn"))),
            Map.entry("duckdb_optimizers", () -> names("name", Optimizer.passes())),
            Map.entry(
                    "pg_timezone_names",
                    () -> names(
                            "name",
                            ZoneId.getAvailableZoneIds().stream().sorted().toList())));

    private EmptyListings() {}

    private static Listing empty(String columns) {
        var definitions = new ArrayList<ColumnDefinition>();
        for (var column : columns.split(", ")) {
            var parts = column.split(" ");
            definitions.add(new ColumnDefinition(
                    parts[0],
                    switch (parts[1]) {
                        case "bigint" -> ScalarType.BIGINT;
                        case "integer" -> ScalarType.INTEGER;
                        case "boolean" -> ScalarType.BOOLEAN;
                        case "varchar[]" -> new ListType(ScalarType.VARCHAR);
                        default -> ScalarType.VARCHAR;
                    }));
        }
        return new Listing(definitions, List.of());
    }

    private static Listing names(String column, List<String> names) {
        var rows = new ArrayList<List<@Nullable Object>>();
        names.forEach(name -> rows.add(List.of(name)));
        return new Listing(List.of(new ColumnDefinition(column, ScalarType.VARCHAR)), rows);
    }
}
