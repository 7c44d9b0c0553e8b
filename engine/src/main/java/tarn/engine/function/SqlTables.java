package tarn.engine.function;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Functions that stand in FROM and are written in SQL: table macros that are there from the beginning. */
public final class SqlTables {
    private static final Map<String, String> BODIES = Map.of(
            "repeat",
            "(value, count) AS TABLE SELECT value FROM range(count)",
            "test_all_types",
            allTypes(),
            "histogram_values",
            histogramValues(),
            "histogram",
            histogram());

    private SqlTables() {}

    /** Parameters and query as in CREATE MACRO, or null if the name, in small letters, is not that of one. */
    public static @Nullable String body(String name) {
        return BODIES.get(name);
    }

    public static List<String> names() {
        return BODIES.keySet().stream().sorted().toList();
    }

    /** The bins of a column and how many values each has; what no bin takes stands under the key for other values. */
    private static String histogramValues() {
        return """
            (source, col_name, technique := 'auto', bin_count := 10) AS TABLE
            WITH figures AS (
                SELECT
                    NOT coalesce(any_value(EQUAL_WIDTH), true) AS exact,
                    approx_top_k(col_name, bin_count) FILTER (WHERE NOT EQUAL_WIDTH) AS frequent,
                    list_sort(list(col_name) FILTER (WHERE technique = 'equi-height' AND col_name IS NOT NULL))
                        AS sorted,
                    min(col_name) AS least,
                    max(col_name) AS greatest
                FROM query_table(source)
            ), bins AS (
                SELECT exact, CASE
                    WHEN exact THEN frequent
                    WHEN technique = 'equi-height' THEN
                        [sorted[ceil(len(sorted) * (place / bin_count::DOUBLE))::BIGINT]
                            FOR place IN range(1, bin_count + 1)]
                    WHEN technique IN ('auto', 'equi-width', 'equi-width-nice')
                        THEN equi_width_bins(least, greatest, bin_count, technique <> 'equi-width')
                    ELSE error('unknown technique of a histogram: ' || technique)
                END AS bounds
                FROM figures
            ), counted AS (
                SELECT CASE WHEN any_value(exact) THEN histogram_exact(col_name, bounds)
                    ELSE histogram(col_name, bounds) END AS counts
                FROM query_table(source), bins
            )
            SELECT unnest(map_keys(counts)) AS bin, unnest(map_values(counts)) AS count FROM counted
            """.replace("EQUAL_WIDTH", equalWidth("col_name"));
    }

    /** The same to be read: each bin as a condition or value, with a bar. */
    private static String histogram() {
        return """
            (source, col_name, technique := 'auto', bin_count := 10) AS TABLE
            SELECT CASE
                    WHEN is_histogram_other_bin(bin) THEN '(other values)'
                    WHEN NOT EQUAL_WIDTH THEN bin::VARCHAR
                    ELSE coalesce(lag(bin) OVER ()::VARCHAR || ' < ', '') || 'x <= ' || bin::VARCHAR
                END AS bin, count, bar(count, 0, max(count) OVER ()) AS bar
            FROM histogram_values(source, col_name, technique := technique, bin_count := bin_count)
            """.replace("EQUAL_WIDTH", equalWidth("bin"));
    }

    /** Whether a histogram has bins that take a range of values: only types with distances have, if nothing is said. */
    private static String equalWidth(String value) {
        return "(technique <> 'sample' AND (technique <> 'auto' OR regexp_full_match(typeof(" + value
                + "), 'U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|FLOAT|DOUBLE|DECIMAL.*|DATE|TIMESTAMP(_S|_MS|_NS)?')))";
    }

    /** A column of each type with its least and greatest value, or an empty and a full one, and NULL. */
    private static String allTypes() {
        var columns = (numbers() + times() + texts() + lists() + arrays())
                .lines()
                .map(line -> line.split(" *\\| *"))
                .map(SqlTables::column)
                .collect(Collectors.joining(", "));
        return "(use_large_enum := false, use_large_bignum := false) AS TABLE SELECT " + columns;
    }

    private static String column(String[] parts) {
        var type = parts[1].replace("MEDIUM", enumeration(300));
        return "unnest([" + literal(parts[2], type) + ", " + literal(parts[3], type) + ", NULL]) AS \"" + parts[0]
                + "\"";
    }

    private static String literal(String text, String type) {
        return "'" + text.replace("'", "''") + "'::" + type;
    }

    private static String enumeration(int values) {
        return IntStream.range(0, values)
                .mapToObj(i -> "'enum_" + i + "'")
                .collect(Collectors.joining(", ", "ENUM(", ")"));
    }

    private static String numbers() {
        return """
            bool | BOOLEAN | false | true
            tinyint | TINYINT | -128 | 127
            smallint | SMALLINT | -32768 | 32767
            int | INTEGER | -2147483648 | 2147483647
            bigint | BIGINT | -9223372036854775808 | 9223372036854775807
            hugeint | HUGEINT | -170141183460469231731687303715884105728 | 170141183460469231731687303715884105727
            uhugeint | UHUGEINT | 0 | 340282366920938463463374607431768211455
            utinyint | UTINYINT | 0 | 255
            usmallint | USMALLINT | 0 | 65535
            uint | UINTEGER | 0 | 4294967295
            ubigint | UBIGINT | 0 | 18446744073709551615
            """;
    }

    private static String times() {
        return """
            date | DATE | 5877642-06-25 (BC) | 5881580-07-10
            time | TIME | 00:00:00 | 24:00:00
            timestamp | TIMESTAMP | 290309-12-22 (BC) 00:00:00 | 294247-01-10 04:00:54.775806
            timestamp_s | TIMESTAMP_S | 290309-12-22 (BC) 00:00:00 | 294247-01-10 04:00:54
            timestamp_ms | TIMESTAMP_MS | 290309-12-22 (BC) 00:00:00 | 294247-01-10 04:00:54.775
            timestamp_ns | TIMESTAMP_NS | 1677-09-22 00:00:00 | 2262-04-11 23:47:16.854775806
            time_tz | TIMETZ | 00:00:00+15:59:59 | 24:00:00-15:59:59
            timestamp_tz | TIMESTAMPTZ | 290309-12-22 (BC) 00:00:00+00 | 294247-01-10 04:00:54.775806+00
            float | FLOAT | -3.4028235e+38 | 3.4028235e+38
            double | DOUBLE | -1.7976931348623157e+308 | 1.7976931348623157e+308
            dec_4_1 | DECIMAL(4, 1) | -999.9 | 999.9
            dec_9_4 | DECIMAL(9, 4) | -99999.9999 | 99999.9999
            dec_18_6 | DECIMAL(18, 6) | -999999999999.999999 | 999999999999.999999
            dec38_10 | DECIMAL(38, 10) | -9999999999999999999999999999.9999999999 | 9999999999999999999999999999.9999999999
            """;
    }

    private static String texts() {
        return """
            uuid | UUID | 00000000-0000-0000-0000-000000000000 | ffffffff-ffff-ffff-ffff-ffffffffffff
            interval | INTERVAL | 00:00:00 | 83 years 3 months 999 days 00:16:39.999999
            varchar | VARCHAR | 🦆🦆🦆🦆🦆🦆 | goo\0se
            blob | BLOB | thisisalongblob\\x00withnullbytes | \\x00\\x00\\x00a
            bit | BIT | 0010001001011100010101011010111 | 10101
            small_enum | ENUM('DUCK_DUCK_ENUM', 'GOOSE') | DUCK_DUCK_ENUM | GOOSE
            medium_enum | MEDIUM | enum_0 | enum_299
            large_enum | ENUM('enum_0', 'enum_69999') | enum_0 | enum_69999
            """;
    }

    private static String lists() {
        return """
            int_array | INTEGER[] | [] | [42, 999, NULL, NULL, -42]
            double_array | DOUBLE[] | [] | [42.0, nan, inf, -inf, NULL, -42.0]
            date_array | DATE[] | [] | [1970-01-01, infinity, -infinity, NULL, 2022-05-12]
            timestamp_array | TIMESTAMP[] | [] | ['1970-01-01 00:00:00', infinity, -infinity, NULL, '2022-05-12 16:23:45']
            timestamptz_array | TIMESTAMPTZ[] | [] | ['1970-01-01 00:00:00+00', infinity, -infinity, NULL, '2022-05-12 23:23:45+00']
            varchar_array | VARCHAR[] | [] | [🦆🦆🦆🦆🦆🦆, goose, NULL, '']
            nested_int_array | INTEGER[][] | [] | [[], [42, 999, NULL, NULL, -42], NULL, [], [42, 999, NULL, NULL, -42]]
            struct | STRUCT(a INTEGER, b VARCHAR) | {'a': NULL, 'b': NULL} | {'a': 42, 'b': 🦆🦆🦆🦆🦆🦆}
            struct_of_arrays | STRUCT(a INTEGER[], b VARCHAR[]) | {'a': NULL, 'b': NULL} | {'a': [42, 999, NULL, NULL, -42], 'b': [🦆🦆🦆🦆🦆🦆, goose, NULL, '']}
            array_of_structs | STRUCT(a INTEGER, b VARCHAR)[] | [] | [{'a': NULL, 'b': NULL}, {'a': 42, 'b': 🦆🦆🦆🦆🦆🦆}, NULL]
            map | MAP(VARCHAR, VARCHAR) | {} | {key1=🦆🦆🦆🦆🦆🦆, key2=goose}
            """;
    }

    private static String arrays() {
        return """
            fixed_int_array | INTEGER[3] | [NULL, 2, 3] | [4, 5, 6]
            fixed_varchar_array | VARCHAR[3] | [a, NULL, c] | [d, e, f]
            fixed_nested_int_array | INTEGER[3][3] | [[NULL, 2, 3], NULL, [NULL, 2, 3]] | [[4, 5, 6], [NULL, 2, 3], [4, 5, 6]]
            fixed_nested_varchar_array | VARCHAR[3][3] | [[a, NULL, c], NULL, [a, NULL, c]] | [[d, e, f], [a, NULL, c], [d, e, f]]
            fixed_struct_array | STRUCT(a INTEGER, b VARCHAR)[3] | [{'a': NULL, 'b': NULL}, {'a': 42, 'b': 🦆🦆🦆🦆🦆🦆}, {'a': NULL, 'b': NULL}] | [{'a': 42, 'b': 🦆🦆🦆🦆🦆🦆}, {'a': NULL, 'b': NULL}, {'a': 42, 'b': 🦆🦆🦆🦆🦆🦆}]
            struct_of_fixed_array | STRUCT(a INTEGER[3], b VARCHAR[3]) | {'a': [NULL, 2, 3], 'b': [a, NULL, c]} | {'a': [4, 5, 6], 'b': [d, e, f]}
            fixed_array_of_int_list | INTEGER[][3] | [[], [42, 999, NULL, NULL, -42], []] | [[42, 999, NULL, NULL, -42], [], [42, 999, NULL, NULL, -42]]
            list_of_fixed_int_array | INTEGER[3][] | [[NULL, 2, 3], [4, 5, 6], [NULL, 2, 3]] | [[4, 5, 6], [NULL, 2, 3], [4, 5, 6]]
            """;
    }
}
