package tarn.engine;

import tarn.engine.catalog.CatalogEntry;
import tarn.engine.catalog.CatalogSnapshot;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;
import tarn.sql.text.Quoting;
import tarn.sql.text.Scanner;
import tarn.sql.text.SqlToken;

/** What depends on sequences. */
final class Sequences {
    private Sequences() {}

    /** That no column has its DEFAULT from a sequence. */
    static void unused(CatalogSnapshot catalog, Workspace.Target sequence) {
        for (var schema : catalog.schemaNames()) {
            for (var entry : catalog.entries(schema)) {
                if (entry instanceof CatalogEntry.Table table) {
                    for (var column : table.source().columns()) {
                        var sql = column.defaultSql();
                        if (sql != null && mentions(sql, sequence.name())) {
                            throw SqlException.of(
                                            ErrorCode.DEPENDENCY,
                                            "the column " + column.name() + " of " + table.name()
                                                    + " has its DEFAULT from the sequence " + sequence.name(),
                                            sequence.span())
                                    .hint("DROP SEQUENCE ... CASCADE drops it nevertheless");
                        }
                    }
                }
            }
        }
    }

    private static boolean mentions(String sql, String sequence) {
        return sql.toLowerCase(java.util.Locale.ROOT).contains("nextval")
                && Scanner.scan(sql).stream()
                        .filter(token -> token.kind() == SqlToken.Kind.STRING)
                        .map(token -> Quoting.string(token.span().of(sql)))
                        .anyMatch(text -> text.equalsIgnoreCase(sequence)
                                || text.toLowerCase(java.util.Locale.ROOT)
                                        .endsWith("." + sequence.toLowerCase(java.util.Locale.ROOT)));
    }
}
