package tarn.engine.function.scalar;

import static tarn.engine.data.type.ScalarType.BOOLEAN;

import java.util.List;
import java.util.function.IntPredicate;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.ListType;
import tarn.engine.data.vector.Cell;
import tarn.engine.data.vector.Nested;
import tarn.engine.function.ScalarOverload;
import tarn.engine.function.ScalarOverload.Properties;

/** Comparisons with all or any of the elements of a list, three-valued. */
public final class Quantified {
    private Quantified() {}

    /** @param operator the symbol of a comparison */
    public static ScalarOverload of(String operator, boolean all, DataType type) {
        IntPredicate holds = switch (operator) {
            case "=", "==" -> order -> order == 0;
            case "<>", "!=" -> order -> order != 0;
            case "<" -> order -> order < 0;
            case "<=" -> order -> order <= 0;
            case ">" -> order -> order > 0;
            case ">=" -> order -> order >= 0;
            default -> throw new IllegalArgumentException(operator);
        };
        var kernel = NestedKernel.nullAware(BOOLEAN, (in, out) -> {
            // no list counts as an empty one
            if (in.isNull(1)) {
                out.bool(all);
                return;
            }
            var operand = in.cell(0);
            boolean unknown = false;
            for (long cell = in.at(1); !Nested.isEnd(cell); ) {
                long next = Nested.next(type, cell);
                if (in.isNull(0) || Nested.isNull(cell)) {
                    unknown = true;
                } else if (holds.test(operand.compareTo(new Cell(cell, next))) != all) {
                    out.bool(!all);
                    return;
                }
                cell = next;
            }
            if (!unknown) {
                out.bool(all);
            }
        });
        return new ScalarOverload(
                operator + (all ? " ALL" : " ANY"),
                List.of(type, new ListType(type)),
                BOOLEAN,
                Properties.NULL_AWARE,
                kernel);
    }
}
