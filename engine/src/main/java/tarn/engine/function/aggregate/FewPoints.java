package tarn.engine.function.aggregate;

import static tarn.engine.data.type.ScalarType.BIGINT;
import static tarn.engine.data.type.ScalarType.DATE;
import static tarn.engine.data.type.ScalarType.DOUBLE;
import static tarn.engine.data.type.ScalarType.NULL;
import static tarn.engine.data.type.ScalarType.REAL;
import static tarn.engine.data.type.ScalarType.TIMESTAMP;
import static tarn.engine.data.type.ScalarType.TIMESTAMPTZ;

import java.util.ArrayList;
import java.util.List;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.ListType;
import tarn.engine.data.type.StructType;
import tarn.engine.data.vector.Nested;
import tarn.engine.function.AggregateFunction.Resolved;
import tarn.engine.function.Argument;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/**
 * lttb: so many points of a line that it keeps its shape. The first and the last point stay; of each of as many buckets of
 * equal numbers of points as are left, that one stays which makes the largest triangle with the point chosen before and the
 * mean of the next bucket (Sveinn Steinarsson, Downsampling Time Series for Visual Representation, 2013).
 */
final class FewPoints {
    private FewPoints() {}

    /** A point as it stands in memory, from one cell to the end of the next. */
    private record Point(double x, double y, long from, long to) {}

    static Resolved resolve(List<Argument> in) {
        var x = axis(in.get(0));
        var y = axis(in.get(1));
        var wanted = in.get(2);
        if (!(wanted.constant() instanceof Long most) || most < 2) {
            throw SqlException.of(
                    ErrorCode.WRONG_ARGUMENTS, "the number of points of lttb must be a constant, at least 2");
        }
        var point = new StructType(List.of(new StructType.Field("x", x), new StructType.Field("y", y)));
        return new Resolved(
                List.of(x, y, BIGINT),
                new ListType(point),
                () -> new Listed(2, false, (from, to, out) -> {
                    var points = points(x, y, from, to);
                    chosen(points, most).forEach(kept -> {
                        out.begin();
                        out.copy(kept.from(), kept.to());
                    });
                    out.end();
                }));
    }

    private static DataType axis(Argument argument) {
        var type = argument.type();
        if (type == REAL || type == TIMESTAMPTZ || type.isTimestamp()) {
            return type;
        }
        if (type.isNumeric() || type == NULL) {
            return DOUBLE;
        }
        if (type == DATE) {
            return TIMESTAMP;
        }
        throw SqlException.of(ErrorCode.WRONG_ARGUMENTS, "lttb takes numbers and timestamps, not " + type.sql());
    }

    private static List<Point> points(DataType x, DataType y, long from, long to) {
        var points = new ArrayList<Point>();
        for (long at = from; at < to; ) {
            long second = Nested.next(x, at);
            long end = Nested.next(y, second);
            points.add(new Point(Nested.number(x, at), Nested.number(y, second), at, end));
            at = end;
        }
        return points;
    }

    private static List<Point> chosen(List<Point> points, long most) {
        int count = points.size();
        if (most >= count) {
            return points;
        }
        var kept = new ArrayList<Point>();
        var last = points.getFirst();
        kept.add(last);
        int buckets = (int) most - 2;
        double width = (double) (count - 2) / buckets;
        for (int bucket = 0; bucket < buckets; bucket++) {
            int from = (int) (bucket * width) + 1;
            int to = (int) ((bucket + 1) * width) + 1;
            int next = Math.min((int) ((bucket + 2) * width) + 1, count);
            last = largest(points.subList(from, to), last, points.subList(to, next));
            kept.add(last);
        }
        kept.add(points.getLast());
        return kept;
    }

    private static Point largest(List<Point> bucket, Point before, List<Point> behind) {
        double x = behind.stream().mapToDouble(Point::x).average().orElseThrow();
        double y = behind.stream().mapToDouble(Point::y).average().orElseThrow();
        var best = bucket.getFirst();
        double most = -1;
        for (var point : bucket) {
            double area =
                    Math.abs((before.x() - x) * (point.y() - before.y()) - (before.x() - point.x()) * (y - before.y()));
            if (area > most) {
                most = area;
                best = point;
            }
        }
        return best;
    }
}
