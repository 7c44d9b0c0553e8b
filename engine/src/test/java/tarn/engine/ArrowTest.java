package tarn.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;

/** Results handed out as Arrow record batches. */
class ArrowTest {
    @Test
    void everyTypeComesThrough() throws IOException {
        var sql =
                "SELECT * FROM (VALUES (1, 'one', 1.50, true, DATE '2024-01-02', 2.5::DOUBLE, 7::HUGEINT, 1::TINYINT),"
                        + " (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL), (3, 'three', -2.25, false, DATE"
                        + " '1969-12-31', -1, -8, -2)) t(i, s, d, b, at, f, h, y)";
        var rows = new ArrayList<List<String>>();
        try (var database = Tarn.open();
                var session = database.session();
                var allocator = new RootAllocator();
                var reader = session.execute(sql).arrow(allocator)) {
            while (reader.loadNextBatch()) {
                var root = reader.getVectorSchemaRoot();
                for (int row = 0; row < root.getRowCount(); row++) {
                    var values = new ArrayList<String>();
                    for (var vector : root.getFieldVectors()) {
                        values.add(String.valueOf(vector.getObject(row)));
                    }
                    rows.add(values);
                }
            }
        }
        assertThat(rows)
                .containsExactly(
                        List.of("1", "one", "1.50", "true", "19724", "2.5", "7", "1"),
                        Arrays.asList("null", "null", "null", "null", "null", "null", "null", "null"),
                        List.of("3", "three", "-2.25", "false", "-1", "-1.0", "-8", "-2"));
    }

    @Test
    void unsignedIntegersAndTimestampsHaveArrowsWidths() throws Exception {
        var sql = """
            SELECT a, b, c, d, s, m, n, [d], [s, NULL], {'n': n, 'a': a}, d::UHUGEINT * d, [d::UHUGEINT * d],
                z, [z] FROM (VALUES
                (255::UTINYINT, 65535::USMALLINT, 4294967295::UINTEGER, 18446744073709551615::UBIGINT,
                    '1970-01-01 00:00:02'::TIMESTAMP_S, '1969-12-31 23:59:59.997'::TIMESTAMP_MS,
                    '1970-01-01 00:00:00.000000004'::TIMESTAMP_NS, TIMETZ '00:00:01+02'),
                (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)) t(a, b, c, d, s, m, n, z)\
            """;
        var types = new ArrayList<String>();
        var rows = new ArrayList<String>();
        try (var database = Tarn.open();
                var session = database.session();
                var allocator = new RootAllocator();
                var reader = session.execute(sql).arrow(allocator)) {
            while (reader.loadNextBatch()) {
                var root = reader.getVectorSchemaRoot();
                root.getFieldVectors().stream()
                        .limit(7)
                        .forEach(v -> types.add(v.getMinorType().name()));
                for (int row = 0; row < root.getRowCount(); row++) {
                    int at = row;
                    rows.add(root.getFieldVectors().stream()
                            .map(vector -> String.valueOf(vector.getObject(at)))
                            .collect(java.util.stream.Collectors.joining(" ")));
                }
            }
        }
        assertThat(types)
                .containsExactly("UINT1", "UINT2", "UINT4", "UINT8", "TIMESTAMPSEC", "TIMESTAMPMILLI", "TIMESTAMPNANO");
        // Java shows the bits as signed numbers, those of 16 as a character
        assertThat(rows)
                .containsExactly(
                        "-1 \uffff -1 -1 1970-01-01T00:00:02 1969-12-31T23:59:59.997 1970-01-01T00:00:00.000000004"
                                + " [-1] [[1970,1,1,0,0,2],null] {\"n\":[1970,1,1,0,0,0,4],\"a\":-1}"
                                + " 340282366920938463426481119284349108225"
                                + " [340282366920938463426481119284349108225] 1000000 [1000000]",
                        "null null null null null null null [null] [null,null] {} null [null] null [null]");
    }

    @Test
    void listsStructsAndMapsKeepTheirValues() throws Exception {
        var sql = """
            SELECT * FROM (VALUES
                (1, [1, NULL], {'a': 1.5, 'b': ['x']}, MAP {'k': DATE '2024-01-02'}, [[true], []]),
                (2, NULL, NULL, NULL, NULL),
                (3, [], {'a': NULL, 'b': NULL}, MAP {}, [NULL]))
            t(i, l, s, m, n) ORDER BY i\
            """;
        var rows = new ArrayList<String>();
        try (var database = Tarn.open();
                var session = database.session();
                var allocator = new RootAllocator();
                var reader = session.execute(sql).arrow(allocator)) {
            while (reader.loadNextBatch()) {
                var root = reader.getVectorSchemaRoot();
                for (int row = 0; row < root.getRowCount(); row++) {
                    int at = row;
                    rows.add(root.getFieldVectors().stream()
                            .map(vector -> String.valueOf(vector.getObject(at)))
                            .collect(java.util.stream.Collectors.joining(" ")));
                }
            }
        }
        assertThat(rows)
                .containsExactly(
                        "1 [1,null] {\"a\":1.5,\"b\":[\"x\"]} [{\"key\":\"k\",\"value\":19724}] [[true],[]]",
                        "2 null null null null",
                        "3 [] {} [] [null]");
    }

    @Test
    void bytesBitsAndUuidsAreBinaryAndText() throws Exception {
        var sql = """
            SELECT b, u, [b], [u], '01'::BIT FROM (VALUES
                ('\\x00\\xFF'::BLOB, '80000000-0000-4000-8000-00000000000a'::UUID), (NULL, NULL)) t(b, u)\
            """;
        var rows = new ArrayList<String>();
        try (var database = Tarn.open();
                var session = database.session();
                var allocator = new RootAllocator();
                var reader = session.execute(sql).arrow(allocator)) {
            while (reader.loadNextBatch()) {
                var root = reader.getVectorSchemaRoot();
                for (int row = 0; row < root.getRowCount(); row++) {
                    int at = row;
                    rows.add(root.getFieldVectors().stream()
                            .map(vector -> text(vector.getObject(at)))
                            .collect(java.util.stream.Collectors.joining(" ")));
                }
            }
        }
        var uuid = "8000000000004000800000000000000a";
        assertThat(rows).containsExactly("00ff " + uuid + " [00ff] [" + uuid + "] 01", "null null [null] [null] 01");
    }

    private static String text(Object value) {
        return switch (value) {
            case byte[] bytes -> HexFormat.of().formatHex(bytes);
            case List<?> list -> list.stream().map(ArrowTest::text).toList().toString();
            case null, default -> String.valueOf(value);
        };
    }
}
