package tarn.engine.jdbc;

import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLNonTransientException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTimeoutException;
import tarn.sql.error.SqlException;

/** Errors in JDBC's classes, with SQL states. */
final class Sql {
    private Sql() {}

    static SQLException of(SqlException error) {
        var text = error.rendered();
        var state = error.code().sqlState();
        return switch (error.code()) {
            case TIMEOUT -> new SQLTimeoutException(text, state, error);
            case NOT_SUPPORTED -> new SQLFeatureNotSupportedException(text, state, error);
            case SYNTAX, UNKNOWN_TABLE, UNKNOWN_COLUMN, UNKNOWN_FUNCTION ->
                new SQLSyntaxErrorException(text, state, error);
            case INTERNAL -> new SQLException(text, state, error);
            default -> new SQLNonTransientException(text, state, error);
        };
    }

    static SQLException refused(String method) {
        return new SQLFeatureNotSupportedException("not supported: " + method);
    }

    static SQLException closed(String what) {
        return new SQLNonTransientException("the " + what + " is closed", "08003");
    }

    static SQLException wrong(String message) {
        return new SQLNonTransientException(message, "22023");
    }
}
