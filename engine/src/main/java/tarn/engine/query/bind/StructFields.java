package tarn.engine.query.bind;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.catalog.ColumnDefinition;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.StructType;
import tarn.sql.SqlParser;
import tarn.sql.ast.AlterAction;
import tarn.sql.ast.Identifier;
import tarn.sql.ast.QualifiedName;
import tarn.sql.ast.Unplaced;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;
import tarn.sql.text.Quoting;

/** ALTER TABLE of a field within a column of structs: the column gets another type, its values are put together anew. */
final class StructFields {
    private final QualifiedName field;
    private final ColumnDefinition column;

    /** @param field the column, structs within it, and the field itself */
    StructFields(QualifiedName field, List<ColumnDefinition> columns, String table) {
        this.field = field;
        this.column = columns.get(BindCreate.index(columns, field.parts().getFirst(), table));
    }

    boolean isThere() {
        DataType type = column.type();
        for (var part : field.parts().subList(1, field.parts().size())) {
            int at = type instanceof StructType struct && !struct.isTuple() ? index(struct, part) : -1;
            if (at < 0) {
                return false;
            }
            type = ((StructType) type).types().get(at);
        }
        return true;
    }

    AlterAction.ChangeType with(DataType added, Span span) {
        if (isThere()) {
            throw SqlException.of(ErrorCode.DUPLICATE_NAME, "field is there already: " + field.text(), field.span());
        }
        var name = Quoting.quoteName(field.last().text());
        return changed(new Change(true, name + " := NULL::" + added.sql()), span);
    }

    AlterAction.ChangeType without(Span span) {
        return changed(new Change(false, null), span);
    }

    AlterAction.ChangeType renamed(Identifier to, Span span) {
        return changed(new Change(false, Quoting.quoteName(to.text()) + " := "), span);
    }

    /**
     * What happens to the field.
     *
     * @param adds whether it comes behind the others
     * @param text what is added, or the new name of the field; null where it goes
     */
    private record Change(boolean adds, @Nullable String text) {}

    private AlterAction.ChangeType changed(Change change, Span span) {
        var path = field.parts().subList(1, field.parts().size());
        var value = Quoting.quoteName(column.name());
        var sql = rebuilt(column.type(), value, path, change);
        var name = QualifiedName.of(field.parts().getFirst());
        return new AlterAction.ChangeType(name, null, Unplaced.of(SqlParser.parseExpression(sql)), span);
    }

    private String rebuilt(DataType type, String value, List<Identifier> path, Change change) {
        if (!(type instanceof StructType struct) || struct.isTuple()) {
            throw SqlException.typeMismatch("not a struct with fields by name: " + type.sql(), field.span());
        }
        boolean here = path.size() == 1;
        int at = here && change.adds ? -1 : index(struct, path.getFirst());
        if (at < 0 && !(here && change.adds)) {
            throw SqlException.unknownColumn(path.getFirst().text(), field.span(), struct.names());
        }
        var fields = new ArrayList<String>();
        for (int i = 0; i < struct.fields().size(); i++) {
            var name = Quoting.quoteName(struct.names().get(i));
            var part = value + "." + name;
            if (i != at) {
                fields.add(name + " := " + part);
            } else if (!here) {
                fields.add(name + " := " + rebuilt(struct.types().get(i), part, path.subList(1, path.size()), change));
            } else if (change.text != null) {
                fields.add(change.text + part);
            }
        }
        if (here && change.adds && change.text != null) {
            fields.add(change.text);
        }
        if (fields.isEmpty()) {
            throw SqlException.of(ErrorCode.NOT_ALLOWED, "a struct needs a field", field.span());
        }
        return "CASE WHEN " + value + " IS NOT NULL THEN struct_pack(" + String.join(", ", fields) + ") END";
    }

    private static int index(StructType struct, Identifier name) {
        for (int i = 0; i < struct.names().size(); i++) {
            if (name.matches(struct.names().get(i))) {
                return i;
            }
        }
        return -1;
    }
}
