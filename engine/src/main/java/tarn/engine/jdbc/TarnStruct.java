package tarn.engine.jdbc;

import java.sql.Struct;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.StructType;

/**
 * A STRUCT as JDBC sees it: what getObject gives for its fields, in their order.
 *
 * @param text what a cast to VARCHAR gives
 */
record TarnStruct(List<@Nullable Object> attributes, StructType type, String text) implements Struct {
    @Override
    public String getSQLTypeName() {
        return type.sql();
    }

    @Override
    public Object[] getAttributes() {
        return attributes.toArray();
    }

    @Override
    public Object[] getAttributes(@Nullable Map<String, Class<?>> map) {
        return getAttributes();
    }

    @Override
    public String toString() {
        return text;
    }
}
