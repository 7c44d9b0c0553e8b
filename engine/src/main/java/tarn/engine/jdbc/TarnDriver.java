package tarn.engine.jdbc;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Properties;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import tarn.engine.Settings;
import tarn.engine.Tarn;
import tarn.sql.error.SqlException;

/**
 * The driver for {@code jdbc:tarn:[NAME][?setting=value&...]}. Properties whose names are settings are set too; others are
 * left alone.
 */
public final class TarnDriver implements Driver {
    private static final String PREFIX = "jdbc:tarn:";

    static {
        try {
            DriverManager.registerDriver(new TarnDriver());
        } catch (SQLException error) {
            throw new ExceptionInInitializerError(error);
        }
    }

    @Override
    public @Nullable Connection connect(String url, Properties properties) throws SQLException {
        if (!acceptsURL(url)) {
            return null;
        }
        var rest = url.substring(PREFIX.length());
        int question = rest.indexOf('?');
        var name = question < 0 ? rest : rest.substring(0, question);
        if (name.equals(":memory:")) {
            name = "";
        }
        var database = Tarn.open(name);
        var connection = new TarnConnection(database, url);
        try {
            if (question >= 0) {
                for (var pair : rest.substring(question + 1).split("[&;]")) {
                    int equals = pair.indexOf('=');
                    if (equals > 0) {
                        connection.session().settings().set(pair.substring(0, equals), pair.substring(equals + 1));
                    }
                }
            }
            for (var setting : Settings.all()) {
                var value = properties.getProperty(setting.name());
                if (value != null) {
                    connection.session().settings().set(setting.name(), value);
                }
            }
            return connection;
        } catch (SqlException error) {
            connection.close();
            throw Sql.of(error);
        }
    }

    @Override
    public boolean acceptsURL(String url) {
        return url.startsWith(PREFIX);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties) {
        return Settings.all().stream()
                .map(setting -> {
                    var info = new DriverPropertyInfo(setting.name(), properties.getProperty(setting.name()));
                    info.description = setting.description();
                    return info;
                })
                .toArray(DriverPropertyInfo[]::new);
    }

    @Override
    public int getMajorVersion() {
        return 0;
    }

    @Override
    public int getMinorVersion() {
        return 1;
    }

    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger("tarn");
    }
}
