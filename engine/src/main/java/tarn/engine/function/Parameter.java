package tarn.engine.function;

import tarn.engine.data.type.DataType;
import tarn.engine.data.type.DecimalType;

/** What a signature asks of one argument. */
public sealed interface Parameter {

    /** Cost for an argument to stand here; negative if it cannot. */
    int cost(Argument argument);

    /** How the signature shows it. */
    String sql();

    /** Exactly this type; arguments are cast to it. */
    record Exact(DataType type) implements Parameter {
        @Override
        public int cost(Argument argument) {
            return Coercion.implicitCost(argument, type);
        }

        @Override
        public String sql() {
            return type.sql();
        }
    }

    /** A family of types; the signature's resolver says which one. */
    enum Family implements Parameter {
        /** Takes everything as it is. */
        ANY,
        /** DECIMAL of any size; integers become one. */
        DECIMAL;

        private static final int ANY_COST = 5;

        @Override
        public int cost(Argument argument) {
            return switch (this) {
                case ANY -> ANY_COST;
                case DECIMAL ->
                    argument.type() instanceof DecimalType
                            ? 0
                            : Coercion.implicitCost(argument, new DecimalType(DecimalType.MAX_PRECISION, 0));
            };
        }

        @Override
        public String sql() {
            return name();
        }
    }
}
