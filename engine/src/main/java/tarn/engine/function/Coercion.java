package tarn.engine.function;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.ArrayType;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.DecimalType;
import tarn.engine.data.type.EnumType;
import tarn.engine.data.type.ListType;
import tarn.engine.data.type.MapType;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.type.StructType;

/**
 * The one table of conversions between types.
 *
 * <p><b>Implicit</b> (the binder inserts them to make a function or operator fit), each with a cost, cheapest total wins:
 *
 * <ul>
 *   <li>NULL to everything;
 *   <li>TINYINT to SMALLINT to INTEGER to BIGINT to HUGEINT to DECIMAL to REAL to DOUBLE (any step to the right);
 *   <li>UTINYINT to USMALLINT to UINTEGER to UBIGINT to UHUGEINT, and each to all wider types of that row;
 *   <li>ENUM and JSON to VARCHAR, BIT to BLOB, ARRAY to LIST;
 *   <li>DATE to TIMESTAMP_S to TIMESTAMP_MS to TIMESTAMP to TIMESTAMP WITH TIME ZONE, all but the last also to
 *       TIMESTAMP_NS, and that to TIMESTAMP;
 *   <li>lists, maps and structs of the same fields, where what they hold converts;
 *   <li>an integer literal to every integer type that holds its value, a string literal to every type.
 * </ul>
 *
 * <p><b>One type for several values</b>: {@link #commonType} (CASE, COALESCE, IN, VALUES), {@link #unionType} (UNION and
 * its like: VARCHAR takes nearly everything), {@link #comparisonType} (a VARCHAR beside another type is cast to that
 * type, but within lists and structs both are compared as texts). Integer and DECIMAL meet in a DECIMAL with room for both.
 *
 * <p><b>Explicit</b>: {@link #castable}.
 */
public final class Coercion {
    /** Cost of what cannot be done. */
    public static final int IMPOSSIBLE = -1;

    private static final int LITERAL_DISCOUNT = 90;
    private static final int STRING_LITERAL = 20;
    private static final int NULL_COST = 1;

    private Coercion() {}

    /** What it costs to convert a value implicitly; 0 for equal types, {@link #IMPOSSIBLE} where that is not allowed. */
    public static int implicitCost(DataType from, DataType to) {
        if (from.equals(to)) {
            return 0;
        }
        if (from == ScalarType.NULL) {
            return NULL_COST;
        }
        if (from.isNumeric() && to.isNumeric()) {
            return numberCost(from, to);
        }
        if (from.isNested() && to.isNested()) {
            return nestedCost(from, to);
        }
        if (from == ScalarType.JSON && to == ScalarType.VARCHAR) {
            return NULL_COST;
        }
        if (from instanceof EnumType && to == ScalarType.VARCHAR) {
            return costOf(to);
        }
        if (from == ScalarType.BIT && to == ScalarType.BLOB) {
            return costOf(to);
        }
        boolean loses = from == ScalarType.TIMESTAMP_NS && to == ScalarType.TIMESTAMP;
        return loses || timeRank(from) >= 0 && timeRank(to) > timeRank(from) && hasWay(from, to)
                ? costOf(to)
                : IMPOSSIBLE;
    }

    private static boolean hasWay(DataType from, DataType to) {
        return from != ScalarType.TIMESTAMP_NS || to != ScalarType.TIMESTAMPTZ;
    }

    /** The place of a date or timestamp among those that convert to one another, -1 for other types. */
    private static int timeRank(DataType type) {
        return switch (type) {
            case ScalarType.DATE -> 0;
            case ScalarType.TIMESTAMP_S -> 1;
            case ScalarType.TIMESTAMP_MS -> 2;
            case ScalarType.TIMESTAMP -> 3;
            case ScalarType.TIMESTAMP_NS -> 4;
            case ScalarType.TIMESTAMPTZ -> 5;
            default -> -1;
        };
    }

    private static int numberCost(DataType from, DataType to) {
        if (from.isInteger() && to.isInteger()) {
            // rather to HUGEINT than to DOUBLE
            var target = to == ScalarType.HUGEINT ? ScalarType.BIGINT : to;
            return to.holds(from) ? costOf(target) : IMPOSSIBLE;
        }
        return numericRank(from) <= numericRank(to) ? costOf(to) : IMPOSSIBLE;
    }

    private static int nestedCost(DataType from, DataType to) {
        return switch (to) {
            case ListType(var element) when from instanceof ListType(var source) -> implicitCost(source, element);
            case ListType(var element)
            when from instanceof ArrayType array -> both(1, implicitCost(array.element(), element));
            case ArrayType(var element, int size)
            when from instanceof ArrayType array && array.size() == size -> implicitCost(array.element(), element);
            case MapType(var key, var value)
            when from instanceof MapType source ->
                both(implicitCost(source.key(), key), implicitCost(source.value(), value));
            case StructType struct when from instanceof StructType source -> structCost(source, struct);
            case ScalarType _, DecimalType _, EnumType _, ListType _, ArrayType _, MapType _, StructType _ ->
                IMPOSSIBLE;
        };
    }

    private static int both(int a, int b) {
        return a < 0 || b < 0 ? IMPOSSIBLE : Math.max(a, b);
    }

    /** Structs fit if they have the same fields in any order; a tuple fits by position. */
    private static int structCost(StructType from, StructType to) {
        if (from.fields().size() != to.fields().size()) {
            return IMPOSSIBLE;
        }
        int cost = 1;
        for (int i = 0; i < to.fields().size() && cost >= 0; i++) {
            var field = to.fields().get(i);
            int source = from.isTuple() ? i : from.find(field.name());
            cost = source < 0
                    ? IMPOSSIBLE
                    : both(cost, implicitCost(from.fields().get(source).type(), field.type()));
        }
        return cost;
    }

    /** As {@link #implicitCost(DataType, DataType)}, with the greater freedom of literals that have no type of their own. */
    public static int implicitCost(Argument from, DataType to) {
        if (from.untyped() && from.type() == ScalarType.VARCHAR) {
            return to == ScalarType.VARCHAR ? 0 : STRING_LITERAL;
        }
        if (from.untyped()
                && from.type().isInteger()
                && to.isInteger()
                && !from.type().equals(to)) {
            return from.constant() instanceof Object value && fits(value, to)
                    ? costOf(to) - LITERAL_DISCOUNT
                    : implicitCost(from.type(), to);
        }
        return implicitCost(from.type(), to);
    }

    private static int costOf(DataType to) {
        return switch (to) {
            case DecimalType _ -> 104;
            case EnumType _ -> 130;
            case ListType _, ArrayType _, StructType _, MapType _ -> 160;
            case ScalarType scalar ->
                switch (scalar) {
                    case BIGINT -> 101;
                    case DOUBLE -> 102;
                    case INTEGER -> 103;
                    case REAL -> 110;
                    case TIMESTAMP, HUGEINT -> 120;
                    case TIMESTAMP_S, TIMESTAMP_MS, TIMESTAMP_NS -> 122;
                    case TIMESTAMPTZ -> 125;
                    case SMALLINT -> 106;
                    case TINYINT -> 107;
                    case UTINYINT, USMALLINT, UINTEGER, UBIGINT, UHUGEINT -> 111;
                    case VARCHAR -> 149;
                    case NULL, BOOLEAN, DATE, TIME, TIMETZ, INTERVAL, BLOB, BIT, JSON, UUID -> 130;
                };
        };
    }

    private static int numericRank(DataType type) {
        if (type.isInteger()) {
            return 4;
        }
        return switch (type) {
            case DecimalType _ -> 5;
            case EnumType _ -> throw new IllegalArgumentException(type.sql());
            case ListType _, ArrayType _, StructType _, MapType _ -> throw new IllegalArgumentException(type.sql());
            case ScalarType scalar ->
                switch (scalar) {
                    case REAL -> 6;
                    case DOUBLE -> 7;
                    default -> throw new IllegalArgumentException(type.sql());
                };
        };
    }

    /** Whether an integer constant in physical form is in the range of an integer type. */
    static boolean fits(Object constant, DataType type) {
        BigInteger value = switch (constant) {
            case Long small -> BigInteger.valueOf(small);
            case BigInteger big -> big;
            default -> throw new IllegalArgumentException("not an integer: " + constant);
        };
        return type.holds(value);
    }

    /**
     * The smallest DECIMAL that holds all values of a type, DECIMAL(38,0) for HUGEINT and UHUGEINT; null for types that have none.
     */
    public static @Nullable DecimalType asDecimal(DataType type) {
        return switch (type) {
            case DecimalType decimal -> decimal;
            case EnumType _ -> null;
            case ListType _, ArrayType _, StructType _, MapType _ -> null;
            case ScalarType scalar ->
                switch (scalar) {
                    case TINYINT -> new DecimalType(3, 0);
                    case SMALLINT -> new DecimalType(5, 0);
                    case INTEGER -> new DecimalType(10, 0);
                    case BIGINT -> new DecimalType(19, 0);
                    case HUGEINT, UHUGEINT -> new DecimalType(38, 0);
                    case UTINYINT -> new DecimalType(3, 0);
                    case USMALLINT -> new DecimalType(5, 0);
                    case UINTEGER -> new DecimalType(10, 0);
                    case UBIGINT -> new DecimalType(20, 0);
                    default -> null;
                };
        };
    }

    /** The type that values of both types get in CASE, COALESCE, IN or a VALUES list; null where there is none. */
    public static @Nullable DataType commonType(DataType a, DataType b) {
        if (a.equals(b) || b == ScalarType.NULL) {
            return a;
        }
        if (a == ScalarType.NULL) {
            return b;
        }
        if (a.isNumeric() && b.isNumeric()) {
            return commonNumber(a, b);
        }
        if (a.isNested() && b.isNested()) {
            return commonNested(a, b, Coercion::commonType);
        }
        if (a == ScalarType.BOOLEAN && b.isNumeric()) {
            return b;
        }
        if (b == ScalarType.BOOLEAN && a.isNumeric()) {
            return a;
        }
        if (timeRank(a) >= 0 && timeRank(b) >= 0) {
            boolean exact = hasWay(a, b) && hasWay(b, a);
            return !exact ? null : timeRank(a) >= timeRank(b) ? a : b;
        }
        if (a instanceof EnumType && b instanceof EnumType) {
            return ScalarType.VARCHAR;
        }
        if (a == ScalarType.JSON && b == ScalarType.VARCHAR || a == ScalarType.VARCHAR && b == ScalarType.JSON) {
            return ScalarType.JSON;
        }
        if (implicitCost(a, b) >= 0) {
            return b;
        }
        return implicitCost(b, a) >= 0 ? a : null;
    }

    /** @param parts the common type of elements and fields */
    private static @Nullable DataType commonNested(
            DataType a, DataType b, BiFunction<DataType, DataType, @Nullable DataType> parts) {
        return switch (a) {
            case ListType(var left)
            when b instanceof ListType(var right) -> {
                var element = parts.apply(left, right);
                yield element == null ? null : new ListType(element);
            }
            case MapType(var leftKey, var leftValue)
            when b instanceof MapType(var rightKey, var rightValue) -> {
                var key = parts.apply(leftKey, rightKey);
                var value = parts.apply(leftValue, rightValue);
                yield key == null || value == null ? null : new MapType(key, value);
            }
            case StructType left when b instanceof StructType right -> commonStruct(left, right, parts);
            case ListType(var left)
            when b instanceof ArrayType(var right, int size) -> commonArray(parts.apply(left, right), size);
            case ArrayType(var left, int size)
            when b instanceof ListType(var right) -> commonArray(parts.apply(left, right), size);
            case ArrayType(var left, int size)
            when b instanceof ArrayType(var right, int other) ->
                size == other ? commonArray(parts.apply(left, right), size) : null;
            case ScalarType _, DecimalType _, EnumType _, ListType _, ArrayType _, MapType _, StructType _ -> null;
        };
    }

    private static @Nullable ArrayType commonArray(@Nullable DataType element, int size) {
        return element == null ? null : new ArrayType(element, size);
    }

    /** The fields of both, by name; tuples meet by position. */
    private static @Nullable StructType commonStruct(
            StructType a, StructType b, BiFunction<DataType, DataType, @Nullable DataType> parts) {
        boolean byPosition = a.isTuple() || b.isTuple();
        if (byPosition && a.fields().size() != b.fields().size()) {
            return null;
        }
        var fields = new ArrayList<StructType.Field>();
        for (int i = 0; i < a.fields().size(); i++) {
            var field = a.fields().get(i);
            int other = byPosition ? i : b.find(field.name());
            var type = other < 0
                    ? field.type()
                    : parts.apply(field.type(), b.fields().get(other).type());
            if (type == null) {
                return null;
            }
            var name = a.isTuple() ? b.fields().get(i).name() : field.name();
            fields.add(new StructType.Field(name, type));
        }
        if (!byPosition) {
            b.fields().stream().filter(f -> a.find(f.name()) < 0).forEach(fields::add);
        }
        return new StructType(fields);
    }

    /** As {@link #commonType(DataType, DataType)}; literals without a type of their own take the other side's type. */
    public static @Nullable DataType commonType(Argument a, Argument b) {
        if (adapts(a, b.type()) && !b.untyped()) {
            return b.type();
        }
        if (adapts(b, a.type()) && !a.untyped()) {
            return a.type();
        }
        if (a.untyped() && b.untyped() && a.type() != b.type()) {
            if (a.type() == ScalarType.VARCHAR) {
                return b.type();
            }
            if (b.type() == ScalarType.VARCHAR) {
                return a.type();
            }
        }
        return commonType(a.type(), b.type());
    }

    /** The common type of one or more values; null where there is none. */
    public static @Nullable DataType commonType(List<Argument> values) {
        var common = values.getFirst();
        for (var value : values.subList(1, values.size())) {
            var type = commonType(common, value);
            if (type == null) {
                return null;
            }
            // texts stay without a type of their own, integers do not
            boolean open = common.untyped() && value.untyped() && type == ScalarType.VARCHAR;
            common = open ? common : Argument.of(type);
        }
        return common.type();
    }

    /** As {@link #commonType(List)} for the elements of a list, in which the same integer again, or NULL, changes nothing. */
    public static @Nullable DataType commonElement(List<Argument> elements) {
        var first = elements.getFirst();
        if (!first.untyped() || !first.type().isInteger()) {
            return commonType(elements);
        }
        int same = 1;
        while (same < elements.size()
                && (elements.get(same).type() == ScalarType.NULL
                        || elements.get(same).equals(first))) {
            same++;
        }
        var all = new ArrayList<>(elements.subList(same - 1, elements.size()));
        all.set(0, first);
        return commonType(all);
    }

    /** The column type of UNION, INTERSECT and EXCEPT: as {@link #commonType}, and VARCHAR takes every other type but BLOB, BIT, UUID and JSON. */
    public static @Nullable DataType unionType(DataType a, DataType b) {
        if (a == ScalarType.VARCHAR) {
            return isBinary(b) || b == ScalarType.JSON ? b : ScalarType.VARCHAR;
        }
        if (b == ScalarType.VARCHAR) {
            return isBinary(a) || a == ScalarType.JSON ? a : ScalarType.VARCHAR;
        }
        if (a.isNested() && b.isNested() && !a.equals(b)) {
            return commonNested(a, b, Coercion::unionType);
        }
        return commonType(a, b);
    }

    /**
     * The type to compare in: as {@link #commonType}, and a VARCHAR beside another type but BLOB is cast to that type. Within
     * lists and structs it is not: both sides are texts.
     */
    public static @Nullable DataType comparisonType(DataType a, DataType b) {
        if (a == ScalarType.VARCHAR && b != ScalarType.NULL) {
            return besideText(b);
        }
        if (b == ScalarType.VARCHAR && a != ScalarType.NULL) {
            return besideText(a);
        }
        if (a instanceof EnumType && b instanceof EnumType && !a.equals(b)) {
            return ScalarType.VARCHAR;
        }
        if (!hasWay(a, b) || !hasWay(b, a)) {
            return ScalarType.TIMESTAMP_NS;
        }
        var common = commonType(a, b);
        return common == null && a.isNested() && b.isNested() ? unionType(a, b) : common;
    }

    /** What a type is compared in with a VARCHAR. */
    private static @Nullable DataType besideText(DataType type) {
        return type == ScalarType.BLOB ? null : type instanceof EnumType ? ScalarType.VARCHAR : type;
    }

    /** As {@link #comparisonType(DataType, DataType)} with the freedom of literals. */
    public static @Nullable DataType comparisonType(Argument a, Argument b) {
        if (a.type() instanceof DecimalType left && b.type() instanceof DecimalType right) {
            return commonDecimal(left, right);
        }
        var common = commonType(a, b);
        return common != null ? common : comparisonType(a.type(), b.type());
    }

    private static boolean adapts(Argument literal, DataType to) {
        if (!literal.untyped() || to == ScalarType.NULL) {
            return false;
        }
        if (literal.type() == ScalarType.VARCHAR) {
            return !(to instanceof EnumType);
        }
        return literal.type().isInteger()
                && to.isInteger()
                && literal.constant() instanceof Object value
                && fits(value, to);
    }

    private static DataType commonNumber(DataType a, DataType b) {
        if (a instanceof DecimalType x && b instanceof DecimalType y) {
            return withWholeDigits(x, y);
        }
        if (a instanceof DecimalType || b instanceof DecimalType) {
            var left = asDecimal(a);
            var right = asDecimal(b);
            if (left != null && right != null) {
                return commonDecimal(left, right);
            }
        }
        return a.isInteger() && b.isInteger() ? commonInteger(a, b) : numericRank(a) >= numericRank(b) ? a : b;
    }

    /** The smallest type that holds both, which of a signed and an unsigned one may be a third. */
    private static DataType commonInteger(DataType a, DataType b) {
        if (a.holds(b)) {
            return a;
        }
        if (Set.of(a, b).equals(Set.of(ScalarType.HUGEINT, ScalarType.UHUGEINT))) {
            return ScalarType.DOUBLE;
        }
        return Stream.of(b, ScalarType.SMALLINT, ScalarType.INTEGER, ScalarType.BIGINT)
                .filter(type -> type.holds(a) && type.holds(b))
                .findFirst()
                .orElse(ScalarType.HUGEINT);
    }

    /** A DECIMAL with the digits of both before the point, and as many of those behind it as there is room for. */
    private static DecimalType withWholeDigits(DecimalType a, DecimalType b) {
        int whole = Math.max(a.precision() - a.scale(), b.precision() - b.scale());
        int scale = Math.min(Math.max(a.scale(), b.scale()), DecimalType.MAX_PRECISION - whole);
        return new DecimalType(whole + scale, scale);
    }

    /** A DECIMAL with the digits of both before and after the point, cut to 38 before the point if need be. */
    static DecimalType commonDecimal(DecimalType a, DecimalType b) {
        int scale = Math.max(a.scale(), b.scale());
        int whole = Math.max(a.precision() - a.scale(), b.precision() - b.scale());
        return new DecimalType(Math.min(DecimalType.MAX_PRECISION, whole + scale), scale);
    }

    private static boolean castableNested(DataType from, DataType to) {
        return switch (to) {
            case ListType(var element) ->
                from instanceof ListType(var source) && castable(source, element)
                        || from instanceof ArrayType(var part, var _) && castable(part, element);
            case ArrayType(var element, int size) ->
                from instanceof ListType(var source) && castable(source, element)
                        || from instanceof ArrayType array
                                && array.size() == size
                                && castable(array.element(), element);
            case MapType(var key, var value) ->
                from instanceof MapType source && castable(source.key(), key) && castable(source.value(), value);
            case StructType struct -> from instanceof StructType source && castableStruct(source, struct);
            case ScalarType _, DecimalType _, EnumType _ -> false;
        };
    }

    private static boolean castableStruct(StructType from, StructType to) {
        boolean byPosition = from.isTuple() || to.isTuple();
        if (byPosition && from.fields().size() != to.fields().size()) {
            return false;
        }
        boolean shared = false;
        for (int i = 0; i < to.fields().size(); i++) {
            var field = to.fields().get(i);
            int source = byPosition ? i : from.find(field.name());
            shared |= source >= 0;
            if (source >= 0 && !castable(from.fields().get(source).type(), field.type())) {
                return false;
            }
        }
        return shared;
    }

    private static boolean isBinary(DataType type) {
        return type == ScalarType.BLOB || type == ScalarType.BIT || type == ScalarType.UUID;
    }

    /** Neither of them is a VARCHAR. */
    private static boolean castableBinary(DataType from, DataType to) {
        boolean bits = from == ScalarType.BIT || to == ScalarType.BIT;
        var other = from == ScalarType.BIT ? to : from;
        if (bits) {
            return other == ScalarType.BLOB || other == ScalarType.BOOLEAN || other.isInteger() || other.isFloating();
        }
        return isBinary(from) && isBinary(to);
    }

    /** Whether CAST between the types exists; single values may still fail. */
    public static boolean castable(DataType from, DataType to) {
        if (from.equals(to) || from == ScalarType.NULL || to == ScalarType.VARCHAR || from == ScalarType.VARCHAR) {
            return to != ScalarType.NULL || from == ScalarType.NULL;
        }
        if (from == ScalarType.JSON || to == ScalarType.JSON) {
            return true;
        }
        if (from.isNested() || to.isNested()) {
            return castableNested(from, to);
        }
        if (from instanceof EnumType || to instanceof EnumType) {
            return from instanceof EnumType;
        }
        if (isBinary(from) || isBinary(to)) {
            return castableBinary(from, to);
        }
        boolean fromNumber = from.isNumeric() || from == ScalarType.BOOLEAN;
        boolean toNumber = to.isNumeric() || to == ScalarType.BOOLEAN;
        if (fromNumber || toNumber) {
            return fromNumber && toNumber;
        }
        if (to == ScalarType.TIMETZ) {
            return from == ScalarType.TIME || from == ScalarType.TIMESTAMPTZ;
        }
        if (to == ScalarType.TIME) {
            return from == ScalarType.TIMETZ || timeRank(from) > timeRank(ScalarType.DATE);
        }
        return timeRank(from) >= 0 && timeRank(to) >= 0;
    }
}
