package tarn.engine.jdbc;

import java.sql.ParameterMetaData;
import java.sql.SQLException;
import java.util.List;
import tarn.engine.data.type.DataType;
import tarn.engine.query.bind.BoundParameter;

/** The parameters of a prepared statement, with the types that their surroundings suggest. */
final class TarnParameterMetaData implements ParameterMetaData {
    private final List<BoundParameter> parameters;

    TarnParameterMetaData(List<BoundParameter> parameters) {
        this.parameters = parameters;
    }

    private DataType type(int parameter) throws SQLException {
        if (parameter < 1 || parameter > parameters.size()) {
            throw Sql.wrong("no parameter " + parameter + ": the statement has " + parameters.size());
        }
        return parameters.get(parameter - 1).type();
    }

    @Override
    public int getParameterCount() {
        return parameters.size();
    }

    @Override
    public int isNullable(int parameter) {
        return parameterNullable;
    }

    @Override
    public boolean isSigned(int parameter) throws SQLException {
        return type(parameter).isNumeric();
    }

    @Override
    public int getPrecision(int parameter) throws SQLException {
        return JdbcTypes.precision(type(parameter));
    }

    @Override
    public int getScale(int parameter) throws SQLException {
        return JdbcTypes.scale(type(parameter));
    }

    @Override
    public int getParameterType(int parameter) throws SQLException {
        return JdbcTypes.code(type(parameter));
    }

    @Override
    public String getParameterTypeName(int parameter) throws SQLException {
        return type(parameter).sql();
    }

    @Override
    public String getParameterClassName(int parameter) throws SQLException {
        return JdbcTypes.javaClass(type(parameter)).getName();
    }

    @Override
    public int getParameterMode(int parameter) {
        return parameterModeIn;
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
