package tarn.engine.function.scalar;

import static tarn.engine.data.type.ScalarType.DOUBLE;
import static tarn.engine.data.type.ScalarType.REAL;

import java.util.List;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.ListType;
import tarn.engine.function.KernelFactory;
import tarn.engine.function.Parameter.Family;
import tarn.engine.function.ScalarFunction;
import tarn.engine.function.ScalarFunction.Resolved;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/** Distances between vectors: lists of numbers of one length. */
final class ListDistances {
    private static final ListType VECTOR = new ListType(DOUBLE);
    private static final ListType REALS = new ListType(REAL);

    static final List<ScalarFunction> ALL = List.of(
            distance(
                    "list_distance",
                    "Euclidean distance of two vectors.",
                    "list_distance([0, 0], [3, 4]) = 5",
                    (a, b) -> {
                        double sum = 0;
                        for (int i = 0; i < a.length; i++) {
                            sum += (a[i] - b[i]) * (a[i] - b[i]);
                        }
                        return Math.sqrt(sum);
                    },
                    "array_distance",
                    "<->"),
            distance(
                    "list_inner_product",
                    "Inner product of two vectors.",
                    "list_inner_product([1, 2], [3, 4]) = 11",
                    ListDistances::product,
                    "array_inner_product",
                    "list_dot_product",
                    "array_dot_product"),
            distance(
                    "list_negative_inner_product",
                    "Inner product of two vectors, its sign changed.",
                    "list_negative_inner_product([1, 2], [3, 4]) = -11",
                    (a, b) -> -product(a, b),
                    "array_negative_inner_product",
                    "list_negative_dot_product",
                    "array_negative_dot_product"),
            distance(
                    "list_cosine_similarity",
                    "Cosine of the angle between two vectors.",
                    "list_cosine_similarity([1, 0], [2, 0]) = 1",
                    ListDistances::cosine,
                    "array_cosine_similarity"),
            distance(
                    "list_cosine_distance",
                    "1 minus the cosine of the angle between two vectors.",
                    "list_cosine_distance([1, 0], [0, 2]) = 1",
                    (a, b) -> 1 - cosine(a, b),
                    "array_cosine_distance",
                    "<=>"));

    private ListDistances() {}

    /** A number of two vectors of one length. */
    @FunctionalInterface
    private interface Measure {
        double of(double[] a, double[] b);
    }

    private static ScalarFunction distance(
            String name, String doc, String example, Measure measure, String... aliases) {
        return ListFunctions.list(name, doc, example, aliases)
                .resolved(
                        List.of(Family.LIST, Family.LIST),
                        null,
                        in -> in.stream().allMatch(list -> ListFunctions.element(list) == REAL)
                                ? new Resolved(
                                        List.of(REALS, REALS),
                                        REAL,
                                        kernel(REAL, (a, b, out) -> out.float32((float) measure.of(a, b))))
                                : new Resolved(
                                        List.of(VECTOR, VECTOR),
                                        DOUBLE,
                                        kernel(DOUBLE, (a, b, out) -> out.float64(measure.of(a, b)))))
                .build();
    }

    /** Writes a number of two vectors. */
    @FunctionalInterface
    private interface Writing {
        void write(double[] a, double[] b, NestedKernel.Result out);
    }

    private static KernelFactory kernel(DataType result, Writing writing) {
        return NestedKernel.strict(result, (in, out) -> {
            double[] a = vector(in.objects(0));
            double[] b = vector(in.objects(1));
            if (a.length != b.length) {
                throw SqlException.of(
                        ErrorCode.INVALID_VALUE, "vectors of different length: " + a.length + " and " + b.length);
            }
            writing.write(a, b, out);
        });
    }

    private static double[] vector(List<?> elements) {
        double[] vector = new double[elements.size()];
        for (int i = 0; i < vector.length; i++) {
            if (!(elements.get(i) instanceof Number number)) {
                throw SqlException.of(ErrorCode.INVALID_VALUE, "NULL in a vector");
            }
            vector[i] = number.doubleValue();
        }
        return vector;
    }

    private static double product(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double cosine(double[] a, double[] b) {
        return Math.clamp(product(a, b) / Math.sqrt(product(a, a) * product(b, b)), -1, 1);
    }
}
