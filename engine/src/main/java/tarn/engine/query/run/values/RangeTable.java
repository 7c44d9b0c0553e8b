package tarn.engine.query.run.values;

import java.util.List;
import java.util.function.Supplier;
import tarn.engine.catalog.ColumnDefinition;
import tarn.engine.catalog.ColumnRange;
import tarn.engine.catalog.ColumnStatistics;
import tarn.engine.catalog.TableArgument;
import tarn.engine.catalog.TableSource;
import tarn.engine.data.type.ScalarType;
import tarn.engine.pipeline.Source;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/** The table functions {@code range} and {@code generate_series}: whole numbers at even distance. */
public record RangeTable(String name, long start, long step, long rows) implements TableSource {

    /**
     * @param inclusive whether the stop itself belongs to it
     */
    public static RangeTable of(String name, List<TableArgument> arguments, boolean inclusive, Span span) {
        if (arguments.isEmpty() || arguments.size() > 3) {
            throw SqlException.of(ErrorCode.WRONG_ARGUMENTS, name + " takes stop, or start, stop and step", span);
        }
        var numbers = arguments.stream().map(argument -> number(name, argument)).toList();
        long start = numbers.size() == 1 ? 0 : numbers.getFirst();
        long stop = numbers.size() == 1 ? numbers.getFirst() : numbers.get(1);
        long step = numbers.size() == 3 ? numbers.get(2) : 1;
        if (step == 0) {
            throw SqlException.of(ErrorCode.WRONG_ARGUMENTS, "the step of " + name + " must not be 0", span);
        }
        return new RangeTable(name, start, step, count(start, stop, step, inclusive, span));
    }

    private static long number(String name, TableArgument argument) {
        if (argument instanceof TableArgument.Value value && value.literal().value() instanceof Long number) {
            return number;
        }
        throw SqlException.of(ErrorCode.WRONG_ARGUMENTS, name + " takes whole numbers", argument.span());
    }

    private static long count(long start, long stop, long step, boolean inclusive, Span span) {
        if (step > 0 ? start > stop : start < stop) {
            return 0;
        }
        try {
            long distance = step > 0 ? Math.subtractExact(stop, start) : Math.subtractExact(start, stop);
            long width = Math.absExact(step);
            return distance / width + (inclusive || distance % width != 0 ? 1 : 0);
        } catch (ArithmeticException _) {
            throw SqlException.of(ErrorCode.OVERFLOW, "the range has too many numbers", span);
        }
    }

    @Override
    public List<ColumnDefinition> columns() {
        return List.of(new ColumnDefinition(name, ScalarType.BIGINT));
    }

    @Override
    public ColumnStatistics statistics(int column) {
        if (rows == 0) {
            return new ColumnStatistics(null, null, 0, true);
        }
        long last = start + step * (rows - 1);
        return new ColumnStatistics(Math.min(start, last), Math.max(start, last), 0, step > 0);
    }

    @Override
    public long distinct(int column) {
        return rows;
    }

    @Override
    public Source scan(List<Integer> columns, Supplier<List<ColumnRange>> ranges) {
        return new SeriesSource(name, start, step, rows);
    }
}
