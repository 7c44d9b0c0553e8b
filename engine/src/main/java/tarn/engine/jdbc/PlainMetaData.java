package tarn.engine.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.RowIdLifetime;
import java.sql.SQLException;

/** What metadata says by default of names, limits and contents: nothing, no limit known, nothing there. */
abstract class PlainMetaData extends PlainFeatures {
    @Override
    public ResultSet getAttributes(String p1, String p2, String p3, String p4) throws SQLException {
        return none();
    }

    @Override
    public ResultSet getBestRowIdentifier(String p1, String p2, String p3, int p4, boolean p5) throws SQLException {
        return none();
    }

    @Override
    public String getCatalogSeparator() {
        return "";
    }

    @Override
    public String getCatalogTerm() {
        return "";
    }

    @Override
    public ResultSet getCatalogs() throws SQLException {
        return none();
    }

    @Override
    public ResultSet getClientInfoProperties() throws SQLException {
        return none();
    }

    @Override
    public ResultSet getColumnPrivileges(String p1, String p2, String p3, String p4) throws SQLException {
        return none();
    }

    @Override
    public ResultSet getColumns(String p1, String p2, String p3, String p4) throws SQLException {
        return none();
    }

    @Override
    public Connection getConnection() throws SQLException {
        throw Sql.refused("getConnection");
    }

    @Override
    public ResultSet getCrossReference(String p1, String p2, String p3, String p4, String p5, String p6)
            throws SQLException {
        return none();
    }

    @Override
    public int getDatabaseMajorVersion() {
        return 0;
    }

    @Override
    public int getDatabaseMinorVersion() {
        return 0;
    }

    @Override
    public String getDatabaseProductName() {
        return "";
    }

    @Override
    public String getDatabaseProductVersion() {
        return "";
    }

    @Override
    public int getDefaultTransactionIsolation() {
        return 0;
    }

    @Override
    public int getDriverMajorVersion() {
        return 0;
    }

    @Override
    public int getDriverMinorVersion() {
        return 0;
    }

    @Override
    public String getDriverName() {
        return "";
    }

    @Override
    public String getDriverVersion() {
        return "";
    }

    @Override
    public ResultSet getExportedKeys(String p1, String p2, String p3) throws SQLException {
        return none();
    }

    @Override
    public String getExtraNameCharacters() {
        return "";
    }

    @Override
    public ResultSet getFunctionColumns(String p1, String p2, String p3, String p4) throws SQLException {
        return none();
    }

    @Override
    public ResultSet getFunctions(String p1, String p2, String p3) throws SQLException {
        return none();
    }

    @Override
    public String getIdentifierQuoteString() {
        return "";
    }

    @Override
    public ResultSet getImportedKeys(String p1, String p2, String p3) throws SQLException {
        return none();
    }

    @Override
    public ResultSet getIndexInfo(String p1, String p2, String p3, boolean p4, boolean p5) throws SQLException {
        return none();
    }

    @Override
    public int getJDBCMajorVersion() {
        return 0;
    }

    @Override
    public int getJDBCMinorVersion() {
        return 0;
    }

    @Override
    public int getMaxBinaryLiteralLength() {
        return 0;
    }

    @Override
    public int getMaxCatalogNameLength() {
        return 0;
    }

    @Override
    public int getMaxCharLiteralLength() {
        return 0;
    }

    @Override
    public int getMaxColumnNameLength() {
        return 0;
    }

    @Override
    public int getMaxColumnsInGroupBy() {
        return 0;
    }

    @Override
    public int getMaxColumnsInIndex() {
        return 0;
    }

    @Override
    public int getMaxColumnsInOrderBy() {
        return 0;
    }

    @Override
    public int getMaxColumnsInSelect() {
        return 0;
    }

    @Override
    public int getMaxColumnsInTable() {
        return 0;
    }

    @Override
    public int getMaxConnections() {
        return 0;
    }

    @Override
    public int getMaxCursorNameLength() {
        return 0;
    }

    @Override
    public int getMaxIndexLength() {
        return 0;
    }

    @Override
    public int getMaxProcedureNameLength() {
        return 0;
    }

    @Override
    public int getMaxRowSize() {
        return 0;
    }

    @Override
    public int getMaxSchemaNameLength() {
        return 0;
    }

    @Override
    public int getMaxStatementLength() {
        return 0;
    }

    @Override
    public int getMaxStatements() {
        return 0;
    }

    @Override
    public int getMaxTableNameLength() {
        return 0;
    }

    @Override
    public int getMaxTablesInSelect() {
        return 0;
    }

    @Override
    public int getMaxUserNameLength() {
        return 0;
    }

    @Override
    public String getNumericFunctions() {
        return "";
    }

    @Override
    public ResultSet getPrimaryKeys(String p1, String p2, String p3) throws SQLException {
        return none();
    }

    @Override
    public ResultSet getProcedureColumns(String p1, String p2, String p3, String p4) throws SQLException {
        return none();
    }

    @Override
    public String getProcedureTerm() {
        return "";
    }

    @Override
    public ResultSet getProcedures(String p1, String p2, String p3) throws SQLException {
        return none();
    }

    @Override
    public ResultSet getPseudoColumns(String p1, String p2, String p3, String p4) throws SQLException {
        return none();
    }

    @Override
    public int getResultSetHoldability() {
        return 0;
    }

    @Override
    public RowIdLifetime getRowIdLifetime() throws SQLException {
        throw Sql.refused("getRowIdLifetime");
    }

    @Override
    public String getSQLKeywords() {
        return "";
    }

    @Override
    public int getSQLStateType() {
        return 0;
    }

    @Override
    public String getSchemaTerm() {
        return "";
    }

    @Override
    public ResultSet getSchemas() throws SQLException {
        return none();
    }

    @Override
    public ResultSet getSchemas(String p1, String p2) throws SQLException {
        return none();
    }

    @Override
    public String getSearchStringEscape() {
        return "";
    }

    @Override
    public String getStringFunctions() {
        return "";
    }

    @Override
    public ResultSet getSuperTables(String p1, String p2, String p3) throws SQLException {
        return none();
    }

    @Override
    public ResultSet getSuperTypes(String p1, String p2, String p3) throws SQLException {
        return none();
    }

    @Override
    public String getSystemFunctions() {
        return "";
    }

    @Override
    public ResultSet getTablePrivileges(String p1, String p2, String p3) throws SQLException {
        return none();
    }

    @Override
    public ResultSet getTableTypes() throws SQLException {
        return none();
    }

    @Override
    public ResultSet getTables(String p1, String p2, String p3, String[] p4) throws SQLException {
        return none();
    }

    @Override
    public String getTimeDateFunctions() {
        return "";
    }

    @Override
    public ResultSet getTypeInfo() throws SQLException {
        return none();
    }

    @Override
    public ResultSet getUDTs(String p1, String p2, String p3, int[] p4) throws SQLException {
        return none();
    }

    @Override
    public String getURL() {
        return "";
    }

    @Override
    public String getUserName() {
        return "";
    }

    @Override
    public ResultSet getVersionColumns(String p1, String p2, String p3) throws SQLException {
        return none();
    }

    /** A result without rows. */
    abstract ResultSet none() throws SQLException;
}
