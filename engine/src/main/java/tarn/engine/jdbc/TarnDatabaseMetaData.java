package tarn.engine.jdbc;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.RowIdLifetime;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tarn.engine.CatalogOverview;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.DecimalType;
import tarn.engine.data.type.ScalarType;
import tarn.engine.function.Functions;
import tarn.sql.error.SqlException;
import tarn.sql.text.Keywords;
import tarn.sql.text.Quoting;

/** What tools ask about a database: tables, columns, types, functions. Answers are queries over VALUES. */
final class TarnDatabaseMetaData extends PlainMetaData {
    static final String CATALOG = "memory";

    private final TarnConnection connection;

    TarnDatabaseMetaData(TarnConnection connection) {
        this.connection = connection;
    }

    /** Rows of a made-up table; columns are given as {@code "NAME TYPE"}. */
    private ResultSet rows(List<String> columns, List<List<@Nullable Object>> rows, String order) throws SQLException {
        var names = new ArrayList<String>();
        var casts = new ArrayList<String>();
        for (var column : columns) {
            int space = column.indexOf(' ');
            var name = column.substring(0, space);
            names.add(name);
            casts.add("CAST(" + name + " AS " + column.substring(space + 1) + ") AS " + name);
        }
        var values = new ArrayList<String>();
        for (var row : rows) {
            var cells = new ArrayList<String>();
            for (var cell : row) {
                cells.add(cell instanceof String text ? Quoting.quote(text) : String.valueOf(cell));
            }
            values.add("(" + String.join(", ", cells) + ")");
        }
        boolean none = values.isEmpty();
        if (none) {
            values.add("(" + String.join(", ", names.stream().map(_ -> "NULL").toList()) + ")");
        }
        var sql = "SELECT " + String.join(", ", casts) + " FROM (VALUES " + String.join(", ", values) + ") AS t("
                + String.join(", ", names) + ")" + (none ? " WHERE false" : "")
                + (order.isEmpty() ? "" : " ORDER BY " + order);
        try {
            var result = connection.session().execute(sql);
            return connection.opened(new TarnResultSet(connection, null, result, 0));
        } catch (SqlException error) {
            throw Sql.of(error);
        }
    }

    @Override
    ResultSet none() throws SQLException {
        return rows(List.of("NOTHING VARCHAR"), List.of(), "");
    }

    private static boolean matches(String name, @Nullable String pattern) {
        if (pattern == null || pattern.equals("%")) {
            return true;
        }
        var regex = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '\\' && i + 1 < pattern.length()) {
                regex.append(Pattern.quote(pattern.substring(++i, i + 1)));
            } else if (c == '%') {
                regex.append(".*");
            } else if (c == '_') {
                regex.append('.');
            } else {
                regex.append(Pattern.quote(Character.toString(c)));
            }
        }
        return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.DOTALL)
                .matcher(name)
                .matches();
    }

    private static String kind(CatalogOverview.Relation relation) {
        return relation.view() ? "VIEW" : relation.temporary() ? "LOCAL TEMPORARY" : "TABLE";
    }

    @Override
    public ResultSet getTables(
            @Nullable String catalog, @Nullable String schema, @Nullable String table, String @Nullable [] types)
            throws SQLException {
        var rows = new ArrayList<List<@Nullable Object>>();
        for (var relation : connection.session().catalog().relations()) {
            var kind = kind(relation);
            boolean wanted = types == null
                    || List.of(types).contains(kind)
                    || kind.equals("TABLE") && List.of(types).contains("BASE TABLE");
            if (wanted && matches(relation.schema(), schema) && matches(relation.name(), table)) {
                rows.add(java.util.Arrays.asList(
                        CATALOG, relation.schema(), relation.name(), kind, null, null, null, null, null, null));
            }
        }
        return rows(
                List.of(
                        "TABLE_CAT VARCHAR",
                        "TABLE_SCHEM VARCHAR",
                        "TABLE_NAME VARCHAR",
                        "TABLE_TYPE VARCHAR",
                        "REMARKS VARCHAR",
                        "TYPE_CAT VARCHAR",
                        "TYPE_SCHEM VARCHAR",
                        "TYPE_NAME VARCHAR",
                        "SELF_REFERENCING_COL_NAME VARCHAR",
                        "REF_GENERATION VARCHAR"),
                rows,
                "TABLE_TYPE, TABLE_SCHEM, TABLE_NAME");
    }

    @Override
    public ResultSet getColumns(
            @Nullable String catalog, @Nullable String schema, @Nullable String table, @Nullable String column)
            throws SQLException {
        var rows = new ArrayList<List<@Nullable Object>>();
        for (var relation : connection.session().catalog().relations()) {
            if (!matches(relation.schema(), schema) || !matches(relation.name(), table)) {
                continue;
            }
            for (int i = 0; i < relation.columns().size(); i++) {
                var definition = relation.columns().get(i);
                if (!matches(definition.name(), column)) {
                    continue;
                }
                var type = definition.type();
                rows.add(java.util.Arrays.asList(
                        CATALOG,
                        relation.schema(),
                        relation.name(),
                        definition.name(),
                        JdbcTypes.code(type),
                        type.sql(),
                        JdbcTypes.precision(type),
                        null,
                        JdbcTypes.scale(type),
                        10,
                        definition.notNull() ? columnNoNulls : columnNullable,
                        null,
                        definition.defaultSql(),
                        null,
                        null,
                        null,
                        i + 1,
                        definition.notNull() ? "NO" : "YES",
                        null,
                        null,
                        null,
                        null,
                        "NO",
                        "NO"));
            }
        }
        return rows(
                List.of(
                        "TABLE_CAT VARCHAR",
                        "TABLE_SCHEM VARCHAR",
                        "TABLE_NAME VARCHAR",
                        "COLUMN_NAME VARCHAR",
                        "DATA_TYPE INTEGER",
                        "TYPE_NAME VARCHAR",
                        "COLUMN_SIZE INTEGER",
                        "BUFFER_LENGTH INTEGER",
                        "DECIMAL_DIGITS INTEGER",
                        "NUM_PREC_RADIX INTEGER",
                        "NULLABLE INTEGER",
                        "REMARKS VARCHAR",
                        "COLUMN_DEF VARCHAR",
                        "SQL_DATA_TYPE INTEGER",
                        "SQL_DATETIME_SUB INTEGER",
                        "CHAR_OCTET_LENGTH INTEGER",
                        "ORDINAL_POSITION INTEGER",
                        "IS_NULLABLE VARCHAR",
                        "SCOPE_CATALOG VARCHAR",
                        "SCOPE_SCHEMA VARCHAR",
                        "SCOPE_TABLE VARCHAR",
                        "SOURCE_DATA_TYPE SMALLINT",
                        "IS_AUTOINCREMENT VARCHAR",
                        "IS_GENERATEDCOLUMN VARCHAR"),
                rows,
                "TABLE_SCHEM, TABLE_NAME, ORDINAL_POSITION");
    }

    @Override
    public ResultSet getSchemas() throws SQLException {
        return getSchemas(null, null);
    }

    @Override
    public ResultSet getSchemas(@Nullable String catalog, @Nullable String schema) throws SQLException {
        var rows = new ArrayList<List<@Nullable Object>>();
        for (var name : connection.session().catalog().schemas()) {
            if (matches(name, schema)) {
                rows.add(List.of(name, CATALOG));
            }
        }
        return rows(List.of("TABLE_SCHEM VARCHAR", "TABLE_CATALOG VARCHAR"), rows, "TABLE_SCHEM");
    }

    @Override
    public ResultSet getCatalogs() throws SQLException {
        return rows(List.of("TABLE_CAT VARCHAR"), List.of(List.of(CATALOG)), "");
    }

    @Override
    public ResultSet getTableTypes() throws SQLException {
        return rows(
                List.of("TABLE_TYPE VARCHAR"),
                List.of(List.of("TABLE"), List.of("VIEW"), List.of("LOCAL TEMPORARY")),
                "TABLE_TYPE");
    }

    @Override
    public ResultSet getTypeInfo() throws SQLException {
        var types = new ArrayList<DataType>(List.of(ScalarType.values()));
        types.remove(ScalarType.NULL);
        types.add(new DecimalType(DecimalType.MAX_PRECISION, 0));
        var rows = new ArrayList<List<@Nullable Object>>();
        for (var type : types) {
            rows.add(java.util.Arrays.asList(
                    type instanceof DecimalType ? "DECIMAL" : type.sql(),
                    JdbcTypes.code(type),
                    JdbcTypes.precision(type),
                    type == ScalarType.VARCHAR ? "'" : null,
                    type == ScalarType.VARCHAR ? "'" : null,
                    type instanceof DecimalType ? "precision,scale" : null,
                    typeNullable,
                    type == ScalarType.VARCHAR,
                    typeSearchable,
                    false,
                    false,
                    false,
                    null,
                    0,
                    type instanceof DecimalType ? DecimalType.MAX_PRECISION : 0,
                    null,
                    null,
                    10));
        }
        return rows(
                List.of(
                        "TYPE_NAME VARCHAR",
                        "DATA_TYPE INTEGER",
                        "PRECISION INTEGER",
                        "LITERAL_PREFIX VARCHAR",
                        "LITERAL_SUFFIX VARCHAR",
                        "CREATE_PARAMS VARCHAR",
                        "NULLABLE SMALLINT",
                        "CASE_SENSITIVE BOOLEAN",
                        "SEARCHABLE SMALLINT",
                        "UNSIGNED_ATTRIBUTE BOOLEAN",
                        "FIXED_PREC_SCALE BOOLEAN",
                        "AUTO_INCREMENT BOOLEAN",
                        "LOCAL_TYPE_NAME VARCHAR",
                        "MINIMUM_SCALE SMALLINT",
                        "MAXIMUM_SCALE SMALLINT",
                        "SQL_DATA_TYPE INTEGER",
                        "SQL_DATETIME_SUB INTEGER",
                        "NUM_PREC_RADIX INTEGER"),
                rows,
                "DATA_TYPE");
    }

    @Override
    public ResultSet getFunctions(@Nullable String catalog, @Nullable String schema, @Nullable String function)
            throws SQLException {
        var rows = new ArrayList<List<@Nullable Object>>();
        for (var entry : Functions.all()) {
            if (matches(entry.name(), function)) {
                rows.add(java.util.Arrays.asList(
                        null, null, entry.name(), entry.doc(), functionResultUnknown, entry.name()));
            }
        }
        return rows(
                List.of(
                        "FUNCTION_CAT VARCHAR",
                        "FUNCTION_SCHEM VARCHAR",
                        "FUNCTION_NAME VARCHAR",
                        "REMARKS VARCHAR",
                        "FUNCTION_TYPE SMALLINT",
                        "SPECIFIC_NAME VARCHAR"),
                rows,
                "FUNCTION_NAME");
    }

    @Override
    public ResultSet getPrimaryKeys(@Nullable String catalog, @Nullable String schema, String table)
            throws SQLException {
        return rows(
                List.of(
                        "TABLE_CAT VARCHAR",
                        "TABLE_SCHEM VARCHAR",
                        "TABLE_NAME VARCHAR",
                        "COLUMN_NAME VARCHAR",
                        "KEY_SEQ SMALLINT",
                        "PK_NAME VARCHAR"),
                List.of(),
                "");
    }

    @Override
    public String getSQLKeywords() {
        return String.join(",", Keywords.all());
    }

    @Override
    public Connection getConnection() {
        return connection;
    }

    @Override
    public String getURL() {
        return connection.url();
    }

    @Override
    public String getDatabaseProductName() {
        return "Tarn";
    }

    @Override
    public String getDatabaseProductVersion() {
        return "0.1.0";
    }

    @Override
    public String getDriverName() {
        return "Tarn JDBC";
    }

    @Override
    public String getDriverVersion() {
        return "0.1.0";
    }

    @Override
    public int getDatabaseMinorVersion() {
        return 1;
    }

    @Override
    public int getDriverMinorVersion() {
        return 1;
    }

    @Override
    public int getJDBCMajorVersion() {
        return 4;
    }

    @Override
    public int getJDBCMinorVersion() {
        return 3;
    }

    @Override
    public String getIdentifierQuoteString() {
        return "\"";
    }

    @Override
    public String getSearchStringEscape() {
        return "\\";
    }

    @Override
    public String getSchemaTerm() {
        return "schema";
    }

    @Override
    public String getCatalogTerm() {
        return "database";
    }

    @Override
    public String getCatalogSeparator() {
        return ".";
    }

    @Override
    public int getDefaultTransactionIsolation() {
        return Connection.TRANSACTION_REPEATABLE_READ;
    }

    @Override
    public int getResultSetHoldability() {
        return ResultSet.HOLD_CURSORS_OVER_COMMIT;
    }

    @Override
    public int getSQLStateType() {
        return DatabaseMetaData.sqlStateSQL;
    }

    @Override
    public RowIdLifetime getRowIdLifetime() {
        return RowIdLifetime.ROWID_UNSUPPORTED;
    }

    @Override
    public boolean supportsTransactions() {
        return true;
    }

    @Override
    public boolean supportsTransactionIsolationLevel(int level) {
        return level > Connection.TRANSACTION_NONE && level <= Connection.TRANSACTION_REPEATABLE_READ;
    }

    @Override
    public boolean supportsResultSetType(int type) {
        return type == ResultSet.TYPE_FORWARD_ONLY;
    }

    @Override
    public boolean supportsResultSetConcurrency(int type, int concurrency) {
        return type == ResultSet.TYPE_FORWARD_ONLY && concurrency == ResultSet.CONCUR_READ_ONLY;
    }

    @Override
    public boolean supportsResultSetHoldability(int holdability) {
        return holdability == ResultSet.HOLD_CURSORS_OVER_COMMIT;
    }

    @Override
    public boolean supportsBatchUpdates() {
        return true;
    }

    @Override
    public boolean supportsGroupBy() {
        return true;
    }

    @Override
    public boolean supportsOuterJoins() {
        return true;
    }

    @Override
    public boolean supportsFullOuterJoins() {
        return true;
    }

    @Override
    public boolean supportsUnion() {
        return true;
    }

    @Override
    public boolean supportsUnionAll() {
        return true;
    }

    @Override
    public boolean supportsSubqueriesInExists() {
        return true;
    }

    @Override
    public boolean supportsSubqueriesInIns() {
        return true;
    }

    @Override
    public boolean supportsCorrelatedSubqueries() {
        return true;
    }

    @Override
    public boolean supportsMixedCaseIdentifiers() {
        return false;
    }

    @Override
    public boolean storesMixedCaseIdentifiers() {
        return true;
    }

    @Override
    public boolean storesMixedCaseQuotedIdentifiers() {
        return true;
    }

    @Override
    public boolean supportsSchemasInTableDefinitions() {
        return true;
    }

    @Override
    public boolean supportsSchemasInDataManipulation() {
        return true;
    }

    @Override
    public boolean supportsMinimumSQLGrammar() {
        return true;
    }

    @Override
    public boolean supportsMultipleTransactions() {
        return true;
    }

    @Override
    public boolean nullsAreSortedAtEnd() {
        return true;
    }

    @Override
    public boolean allTablesAreSelectable() {
        return true;
    }

    @Override
    public <T> T unwrap(Class<T> wanted) throws SQLException {
        if (wanted.isInstance(this)) {
            return wanted.cast(this);
        }
        throw Sql.wrong("not a " + wanted.getName());
    }

    @Override
    public boolean isWrapperFor(Class<?> wanted) {
        return wanted.isInstance(this);
    }
}
