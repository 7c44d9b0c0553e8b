package tarn.engine.function.scalar;

import java.util.List;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.ScalarType;
import tarn.engine.function.ScalarFunction.Resolved;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/** Functions that hand their argument through. */
final class Identity {
    private Identity() {}

    static Resolved of(DataType type) {
        if (!type.isNumeric() && type != ScalarType.INTERVAL && type != ScalarType.NULL) {
            throw SqlException.of(ErrorCode.WRONG_ARGUMENTS, "no function matches +(" + type.sql() + ")");
        }
        return same(type);
    }

    static Resolved same(DataType type) {
        return new Resolved(List.of(type), type, _ -> (arguments, _, _) -> arguments.getFirst());
    }
}
