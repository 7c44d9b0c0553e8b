package tarn.engine.function.scalar;

import static tarn.engine.data.type.ScalarType.BIGINT;
import static tarn.engine.data.type.ScalarType.BIT;
import static tarn.engine.data.type.ScalarType.BOOLEAN;
import static tarn.engine.data.type.ScalarType.DATE;
import static tarn.engine.data.type.ScalarType.DOUBLE;
import static tarn.engine.data.type.ScalarType.HUGEINT;
import static tarn.engine.data.type.ScalarType.INTEGER;
import static tarn.engine.data.type.ScalarType.NULL;
import static tarn.engine.data.type.ScalarType.REAL;
import static tarn.engine.data.type.ScalarType.TIMESTAMP;
import static tarn.engine.data.type.ScalarType.TIMESTAMPTZ;
import static tarn.engine.data.type.ScalarType.TINYINT;
import static tarn.engine.data.type.ScalarType.UBIGINT;
import static tarn.engine.data.type.ScalarType.UHUGEINT;
import static tarn.engine.data.type.ScalarType.UINTEGER;
import static tarn.engine.data.type.ScalarType.USMALLINT;
import static tarn.engine.data.type.ScalarType.UTINYINT;
import static tarn.engine.data.type.ScalarType.VARCHAR;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.type.Uhugeint;
import tarn.engine.data.vector.Constants;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.function.Parameter;
import tarn.engine.function.Parameter.Family;
import tarn.engine.function.ScalarFunction;
import tarn.engine.function.ScalarFunction.Builder;
import tarn.engine.function.ScalarOverload.Properties;
import tarn.engine.kernel.Kernels;
import tarn.engine.kernel.RowOperator;

/** Functions of numbers. */
final class NumberFunctions {
    static final List<ScalarFunction> ALL = all();

    private NumberFunctions() {}

    private static List<ScalarFunction> all() {
        var all = new ArrayList<ScalarFunction>();
        all.addAll(rounding());
        all.addAll(roots());
        all.addAll(angles());
        all.addAll(reals());
        all.addAll(integers());
        all.addAll(tests());
        bits(all);
        return all;
    }

    private static List<ScalarFunction> rounding() {
        return List.of(
                floating(
                                integers(number("abs", "Distance from zero.", "abs(-3) = 3", "@"), Numbers::absolute),
                                Math::abs)
                        .overload(HUGEINT, Make.rows(HUGEINT, 1, Wide::absolute), HUGEINT)
                        .overload(UTINYINT, _ -> (in, _, _) -> in.getFirst(), UTINYINT)
                        .overload(USMALLINT, _ -> (in, _, _) -> in.getFirst(), USMALLINT)
                        .overload(UINTEGER, _ -> (in, _, _) -> in.getFirst(), UINTEGER)
                        .overload(UBIGINT, _ -> (in, _, _) -> in.getFirst(), UBIGINT)
                        .overload(UHUGEINT, _ -> (in, _, _) -> in.getFirst(), UHUGEINT)
                        .resolved(List.of(Family.DECIMAL), null, Decimals::absolute)
                        .build(),
                sign(),
                rounding(
                        "round",
                        "The nearest number, half away from zero; with a second argument, of so many digits.",
                        "round(2.345, 2) = 2.35",
                        Decimals.Cut.ROUND,
                        Numbers::round,
                        Numbers::round,
                        Numbers::round),
                rounding(
                        "round_even",
                        "The nearest number, half to the even digit; with a second argument, of so many digits.",
                        "round_even(2.5, 0) = 2",
                        Decimals.Cut.ROUND_EVEN,
                        Math::rint,
                        Numbers::roundEven,
                        Numbers::roundEven,
                        "roundbankers"),
                rounding(
                        "trunc",
                        "Without the digits behind the point, or behind so many digits.",
                        "trunc(-2.7) = -2",
                        Decimals.Cut.TRUNCATE,
                        Numbers::truncate,
                        Numbers::truncate,
                        Numbers::truncate,
                        "truncate"),
                whole(
                        "ceil",
                        "The least whole number that is not smaller.",
                        "ceil(1.2) = 2",
                        Decimals.Cut.CEILING,
                        Math::ceil,
                        "ceiling"),
                whole(
                        "floor",
                        "The greatest whole number that is not larger.",
                        "floor(-1.2) = -2",
                        Decimals.Cut.FLOOR,
                        Math::floor));
    }

    private static List<ScalarFunction> roots() {
        return List.of(
                one("sqrt", "Square root; NaN below zero.", "sqrt(9) = 3", Math::sqrt),
                one("cbrt", "Cube root.", "round(cbrt(27), 9) = 3", Math::cbrt),
                one("exp", "e to the power of the number.", "exp(0) = 1", Math::exp),
                one("ln", "Natural logarithm.", "ln(1) = 0", Math::log),
                one("log2", "Logarithm to base 2.", "log2(8) = 3", Numbers::log2),
                number(
                                "log10",
                                "Logarithm to base 10; with two arguments, to the base that is the first.",
                                "log(1000) = 3",
                                "log")
                        .overload(DOUBLE, Make.kernel(() -> Kernels.doubles(DOUBLE, Math::log10)), DOUBLE)
                        .overload(DOUBLE, Make.kernel(() -> Kernels.doubles(DOUBLE, Numbers::log)), DOUBLE, DOUBLE)
                        .build());
    }

    private static List<ScalarFunction> angles() {
        return List.of(
                one("sin", "Sine.", "sin(0) = 0", Math::sin),
                one("cos", "Cosine.", "cos(0) = 1", Math::cos),
                one("tan", "Tangent.", "tan(0) = 0", Math::tan),
                one("cot", "Cotangent.", "round(cot(1), 4) = 0.6421", x -> 1 / Math.tan(x)),
                one("asin", "Arc sine.", "asin(0) = 0", Math::asin),
                one("acos", "Arc cosine.", "acos(1) = 0", Math::acos),
                one("atan", "Arc tangent.", "atan(0) = 0", Math::atan),
                two("atan2", "Angle of the point (second, first).", "atan2(0, 1) = 0", Math::atan2),
                one("sinh", "Hyperbolic sine.", "sinh(0) = 0", Math::sinh),
                one("cosh", "Hyperbolic cosine.", "cosh(0) = 1", Math::cosh),
                one("tanh", "Hyperbolic tangent.", "tanh(0) = 0", Math::tanh),
                one("asinh", "Inverse hyperbolic sine.", "asinh(0) = 0", Numbers::asinh),
                one("acosh", "Inverse hyperbolic cosine.", "acosh(1) = 0", x -> Math.log(x + Math.sqrt(x * x - 1))),
                one("atanh", "Inverse hyperbolic tangent.", "atanh(0) = 0", x -> Math.log((1 + x) / (1 - x)) / 2));
    }

    private static List<ScalarFunction> reals() {
        return List.of(
                one("degrees", "Radians as degrees.", "degrees(pi()) = 180", Math::toDegrees),
                one("radians", "Degrees as radians.", "radians(180) = pi()", Math::toRadians),
                one("gamma", "The gamma function.", "round(gamma(5), 6) = 24", Numbers::gamma),
                one("lgamma", "Logarithm of the gamma function.", "round(lgamma(5), 4) = 3.1781", Numbers::logGamma),
                one("even", "The next even number away from zero.", "even(2.1) = 4", Numbers::even),
                two(
                        "nextafter",
                        "The next floating-point number towards the second.",
                        "nextafter(1.0, 2.0) > 1",
                        Math::nextAfter),
                two("fdiv", "Quotient rounded down.", "fdiv(7, 2) = 3", (a, b) -> Math.floor(a / b)),
                two(
                        "fmod",
                        "Remainder with the sign of the divisor.",
                        "fmod(7, 2) = 1",
                        (a, b) -> a - b * Math.floor(a / b)));
    }

    private static List<ScalarFunction> integers() {
        return List.of(
                twoIntegers(
                        "gcd",
                        "Greatest common divisor.",
                        "gcd(12, 18) = 6",
                        Numbers::gcd,
                        Wide::gcd,
                        "greatest_common_divisor"),
                twoIntegers(
                        "lcm",
                        "Least common multiple.",
                        "lcm(4, 6) = 12",
                        Numbers::lcm,
                        Wide::lcm,
                        "least_common_multiple"),
                number("factorial", "Product of the numbers up to it.", "factorial(5) = 120", "!")
                        .overload(HUGEINT, Make.rows(HUGEINT, 1, Numbers::factorial), INTEGER)
                        .build(),
                number("pi", "The number pi.", "round(pi(), 5) = 3.14159")
                        .overload(DOUBLE, scratch -> {
                            var constant = Constants.of(Math.PI, DOUBLE, scratch);
                            return (_, _, _) -> constant;
                        })
                        .build());
    }

    private static List<ScalarFunction> tests() {
        return List.of(
                floatTest("isnan", "Whether it is not a number.", "isnan('nan'::DOUBLE)", Numbers::isNaN)
                        .build(),
                floatTest("isinf", "Whether it is infinite.", "isinf('inf'::DOUBLE)", Numbers::isInfinite)
                        .overload(BOOLEAN, Make.test(1, (in, row) -> Numbers.isInfiniteDate(in, row)), DATE)
                        .overload(BOOLEAN, Make.test(1, (in, row) -> Numbers.isInfiniteTime(in, row)), TIMESTAMP)
                        .overload(BOOLEAN, Make.test(1, (in, row) -> Numbers.isInfiniteTime(in, row)), TIMESTAMPTZ)
                        .build(),
                floatTest("isfinite", "Whether it is neither infinite nor NaN.", "isfinite(1.0)", Numbers::isFinite)
                        .overload(BOOLEAN, Make.test(1, (in, row) -> !Numbers.isInfiniteDate(in, row)), DATE)
                        .overload(BOOLEAN, Make.test(1, (in, row) -> !Numbers.isInfiniteTime(in, row)), TIMESTAMP)
                        .overload(BOOLEAN, Make.test(1, (in, row) -> !Numbers.isInfiniteTime(in, row)), TIMESTAMPTZ)
                        .build(),
                floatTest("signbit", "Whether the sign is minus, also of zero.", "signbit(-1.0)", Numbers::signBit)
                        .build(),
                random(),
                number(
                                "setseed",
                                "Makes random numbers come in the same order after the same seed, from -1 to 1.",
                                "setseed(0.5) IS NULL")
                        .properties(Properties.VOLATILE)
                        .overload(NULL, Seeds.setter(), DOUBLE)
                        .build());
    }

    private static Builder number(String name, String doc, String example, String... aliases) {
        return ScalarFunction.named(name, aliases).topic("Numbers").doc(doc).example(example);
    }

    private static Builder integers(Builder builder, LongUnaryOperator operator) {
        for (var type : Arithmetic.INTEGERS) {
            builder.overload(type, Make.kernel(() -> Kernels.longs(type, operator)), type);
        }
        return builder;
    }

    private static Builder floating(Builder builder, DoubleUnaryOperator operator) {
        for (var type : List.of(DOUBLE, REAL)) {
            builder.overload(type, Make.kernel(() -> Kernels.doubles(type, operator)), type);
        }
        return builder;
    }

    private static ScalarFunction one(String name, String doc, String example, DoubleUnaryOperator operator) {
        return number(name, doc, example)
                .overload(DOUBLE, Make.kernel(() -> Kernels.doubles(DOUBLE, operator)), DOUBLE)
                .build();
    }

    private static ScalarFunction two(String name, String doc, String example, DoubleBinaryOperator operator) {
        return number(name, doc, example)
                .overload(DOUBLE, Make.kernel(() -> Kernels.doubles(DOUBLE, operator)), DOUBLE, DOUBLE)
                .build();
    }

    private static ScalarFunction twoIntegers(
            String name, String doc, String example, LongBinaryOperator operator, RowOperator wide, String alias) {
        return number(name, doc, example, alias)
                .overload(BIGINT, Make.kernel(() -> Kernels.longs(BIGINT, operator)), BIGINT, BIGINT)
                .overload(HUGEINT, Make.rows(HUGEINT, 2, wide), HUGEINT, HUGEINT)
                .build();
    }

    private static ScalarFunction sign() {
        var builder = number("sign", "-1, 0 or 1.", "sign(-5) = -1", "signum");
        for (var type : Arithmetic.INTEGERS) {
            builder.overload(TINYINT, Make.kernel(() -> Kernels.longs(TINYINT, Long::signum)), type);
        }
        builder.overload(TINYINT, Make.rows(TINYINT, 1, Wide::sign), HUGEINT);
        for (var type : Arithmetic.UNSIGNED) {
            builder.overload(TINYINT, Make.kernel(() -> Kernels.longs(TINYINT, Long::signum)), type);
        }
        builder.overload(TINYINT, Make.rows(TINYINT, 1, Wide::sign), UBIGINT);
        builder.overload(
                TINYINT,
                Make.rows(TINYINT, 1, (in, row, out) -> {
                    out.putLong(row, Uhugeint.value(in.wide(0, row)).signum());
                    return true;
                }),
                UHUGEINT);
        for (var type : List.of(DOUBLE, REAL)) {
            builder.overload(TINYINT, Make.kernel(() -> Kernels.doubleToLong(TINYINT, Numbers::sign)), type);
        }
        return builder.resolved(List.of(Family.DECIMAL), null, Decimals::sign).build();
    }

    private static ScalarFunction rounding(
            String name,
            String doc,
            String example,
            Decimals.Cut cut,
            DoubleUnaryOperator whole,
            Numbers.DigitsOfDouble doubles,
            Numbers.DigitsOfLong longs,
            String... aliases) {
        var builder = number(name, doc, example, aliases);
        floating(builder, whole);
        integers(builder, x -> x);
        builder.overload(HUGEINT, _ -> (in, _, _) -> in.getFirst(), HUGEINT);
        var mode = cut.mode();
        RowOperator cutWide = (in, row, out) -> {
            int digits = in.int32(1, row);
            var value = in.wide(0, row);
            out.putWide(
                    row,
                    digits >= 0
                            ? value
                            : new BigDecimal(value).setScale(digits, mode).toBigInteger());
            return true;
        };
        builder.overload(HUGEINT, Make.rows(HUGEINT, 2, cutWide), HUGEINT, INTEGER);
        builder.resolved(List.of(Family.DECIMAL), null, in -> Decimals.cut(in, 0, cut));
        for (var type : List.of(DOUBLE, REAL)) {
            builder.overload(
                    type,
                    Make.rows(type, 2, (in, row, out) -> {
                        out.putDouble(row, doubles.apply(in.doubleAt(0, row), in.int32(1, row)));
                        return true;
                    }),
                    type,
                    INTEGER);
        }
        for (var type : Arithmetic.INTEGERS) {
            builder.overload(type, Make.kernel(() -> Kernels.longs(type, longs)), type, INTEGER);
        }
        if (cut == Decimals.Cut.TRUNCATE) {
            for (var type : List.of(UTINYINT, USMALLINT, UINTEGER, UBIGINT, UHUGEINT)) {
                builder.overload(type, _ -> (in, _, _) -> in.getFirst(), type);
            }
            for (var type : Arithmetic.UNSIGNED) {
                builder.overload(type, Make.kernel(() -> Kernels.longs(type, longs)), type, INTEGER);
            }
            builder.overload(UBIGINT, Make.rows(UBIGINT, 2, cutWide), UBIGINT, INTEGER);
            RowOperator cutUnsigned = (in, row, out) -> {
                var value = new BigDecimal(Uhugeint.value(in.wide(0, row)));
                int digits = Math.min(0, in.int32(1, row));
                out.putWide(row, Uhugeint.physical(value.setScale(digits, mode).toBigInteger()));
                return true;
            };
            builder.overload(UHUGEINT, Make.rows(UHUGEINT, 2, cutUnsigned), UHUGEINT, INTEGER);
        } else {
            for (var type : Arithmetic.UNSIGNED) {
                builder.overload(BIGINT, Make.kernel(() -> Kernels.longs(BIGINT, longs)), type, INTEGER);
            }
        }
        return builder.resolved(
                        List.of(Family.DECIMAL, new Parameter.Exact(INTEGER)),
                        null,
                        in -> Decimals.cut(in, Decimals.digits(name, in.get(1).constant()), cut))
                .build();
    }

    private static ScalarFunction whole(
            String name,
            String doc,
            String example,
            Decimals.Cut cut,
            DoubleUnaryOperator operator,
            String... aliases) {
        return floating(number(name, doc, example, aliases), operator)
                .resolved(List.of(Family.DECIMAL), null, in -> Decimals.cut(in, 0, cut))
                .build();
    }

    private static Builder floatTest(String name, String doc, String example, RowOperator.Test test) {
        return number(name, doc, example)
                .overload(BOOLEAN, Make.test(1, test), DOUBLE)
                .overload(BOOLEAN, Make.test(1, test), REAL);
    }

    private static ScalarFunction random() {
        return number("random", "A random number from 0 up to 1.", "random() < 1", "rand")
                .properties(Properties.VOLATILE)
                .overload(DOUBLE, _ -> (_, rows, batch) -> {
                    var values = batch.allocate(rows * 8L);
                    var random = Seeds.current();
                    for (int i = 0; i < rows; i++) {
                        Memory.setDouble(values, i, random.nextDouble());
                    }
                    return new FlatVector(DOUBLE, values, null);
                })
                .build();
    }

    private static void bits(List<ScalarFunction> all) {
        all.add(BitStrings.binary(
                        Arithmetic.integers("&", (a, b) -> a & b, Wide::and, BigInteger::and),
                        BitStrings.BitOperation.AND)
                .build());
        all.add(BitStrings.binary(
                        Arithmetic.integers("|", (a, b) -> a | b, Wide::or, BigInteger::or), BitStrings.BitOperation.OR)
                .build());
        all.add(BitStrings.binary(
                        Arithmetic.integers("xor", (a, b) -> a ^ b, Wide::xor, BigInteger::xor),
                        BitStrings.BitOperation.XOR)
                .topic("Numbers")
                .doc("Bits that are set in one of the two.")
                .example("xor(5, 3) = 6")
                .build());
        var not = Make.operator("~");
        for (var type : Arithmetic.INTEGERS) {
            not.overload(type, Make.kernel(() -> Kernels.longs(type, x -> ~x)), type);
        }
        not.overload(HUGEINT, Make.rows(HUGEINT, 1, Wide::not), HUGEINT)
                .overload(BIT, Make.rows(BIT, 1, BitStrings::not), BIT)
                .overload(BOOLEAN, PatternKernel.test(Regex::compile, Regex::finds), VARCHAR, VARCHAR);
        var left = Make.operator("<<");
        var right = Make.operator(">>");
        var count = number("bit_count", "Number of bits that are set.", "bit_count(7) = 3");
        for (var type : Arithmetic.INTEGERS) {
            int width = type.lane().bytes() * 8;
            left.overload(
                    type,
                    Make.withConstants(2, () -> Kernels.longs(type, Numbers::shiftLeft), BIGINT, (long) width),
                    type,
                    type);
            right.overload(
                    type,
                    Make.withConstants(2, () -> Kernels.longs(type, Numbers::shiftRight), BIGINT, (long) width),
                    type,
                    type);
            count.overload(
                    TINYINT,
                    Make.withConstants(1, () -> Kernels.longs(TINYINT, Numbers::bitCount), BIGINT, (long) width),
                    type);
        }
        unsignedBits(not, left, right, count);
        all.add(not.build());
        all.add(left.overload(HUGEINT, Make.rows(HUGEINT, 2, Wide::shiftLeft), HUGEINT, HUGEINT)
                .overload(BIT, Make.rows(BIT, 2, BitStrings::shiftLeft), BIT, INTEGER)
                .build());
        all.add(right.overload(HUGEINT, Make.rows(HUGEINT, 2, Wide::shiftRight), HUGEINT, HUGEINT)
                .overload(BIT, Make.rows(BIT, 2, BitStrings::shiftRight), BIT, INTEGER)
                .build());
        all.add(count.overload(BIGINT, Make.rows(BIGINT, 1, BitStrings::count), BIT)
                .build());
    }

    private static void unsignedBits(Builder not, Builder left, Builder right, Builder count) {
        for (var type : Arithmetic.UNSIGNED) {
            long ones = (1L << type.unsignedBits()) - 1;
            // as if there were a sign in front, which stays 0
            long width = type.unsignedBits() + 1L;
            not.overload(
                    type, Make.withConstants(1, () -> Kernels.longs(type, (x, all) -> x ^ all), BIGINT, ones), type);
            left.overload(
                    type,
                    Make.withConstants(2, () -> Kernels.longs(type, Numbers::shiftLeft), BIGINT, width),
                    type,
                    type);
            right.overload(
                    type,
                    Make.withConstants(2, () -> Kernels.longs(type, Numbers::shiftRight), BIGINT, width),
                    type,
                    type);
            count.overload(
                    TINYINT,
                    Make.withConstants(1, () -> Kernels.longs(TINYINT, Numbers::bitCount), BIGINT, width),
                    type);
        }
        left.overload(
                UHUGEINT, Make.rows(UHUGEINT, 2, UnsignedWide.binary(UnsignedWide::shiftLeft)), UHUGEINT, UHUGEINT);
        right.overload(
                UHUGEINT, Make.rows(UHUGEINT, 2, UnsignedWide.binary(UnsignedWide::shiftRight)), UHUGEINT, UHUGEINT);
        not.overload(UHUGEINT, Make.rows(UHUGEINT, 1, UnsignedWide.unary(UnsignedWide::not)), UHUGEINT);
        left.overload(UBIGINT, Make.rows(UBIGINT, 2, Wide::shiftLeft), UBIGINT, UBIGINT);
        right.overload(UBIGINT, Make.rows(UBIGINT, 2, Wide::shiftRight), UBIGINT, UBIGINT);
        count.overload(TINYINT, Make.rows(TINYINT, 1, Wide::bitCount), HUGEINT)
                .overload(TINYINT, Make.rows(TINYINT, 1, Wide::bitCount), UBIGINT);
        not.overload(UBIGINT, Make.rows(UBIGINT, 1, Wide::notUnsigned), UBIGINT);
    }
}
