package tarn.engine.function.scalar;

import static tarn.engine.data.type.ScalarType.VARCHAR;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.ListType;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.ConstantVector;
import tarn.engine.data.vector.Constants;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Vector;
import tarn.engine.function.Aggregate.States;
import tarn.engine.function.AggregateOverload;
import tarn.engine.function.Argument;
import tarn.engine.function.Functions;
import tarn.engine.function.KernelFactory;
import tarn.engine.function.Parameter;
import tarn.engine.function.Parameter.Family;
import tarn.engine.function.ScalarFunction;
import tarn.engine.function.ScalarFunction.Resolved;
import tarn.engine.kernel.Bitmaps;
import tarn.engine.kernel.Flatten;
import tarn.engine.kernel.Gather;
import tarn.engine.kernel.NestedColumns;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/** Aggregates over the elements of a list: {@code list_sum(list)} is {@code list_aggregate(list, 'sum')}. */
final class ListSummaries {
    static final List<ScalarFunction> ALL = all();

    private ListSummaries() {}

    private static List<ScalarFunction> all() {
        var all = new ArrayList<ScalarFunction>();
        all.add(ListFunctions.list(
                        "list_aggregate",
                        "An aggregate, by its name, of the elements of a list.",
                        "list_aggregate([1, 2], 'sum') = 3",
                        "list_aggr",
                        "aggregate",
                        "array_aggregate",
                        "array_aggr")
                .resolved(List.of(Family.LIST, new Parameter.Exact(VARCHAR)), Family.ANY, ListSummaries::named)
                .build());
        for (var name : ListSummaryNames.AGGREGATES) {
            all.add(ListFunctions.list("list_" + name, "Function " + name + " of the elements of a list.", "")
                    .resolved(List.of(Family.LIST), Family.ANY, in -> summary(name, in, in.subList(1, in.size()), 1))
                    .build());
        }
        return List.copyOf(all);
    }

    private static Resolved named(List<Argument> arguments) {
        if (!(arguments.get(1).constant() instanceof String name)) {
            throw SqlException.of(ErrorCode.WRONG_ARGUMENTS, "the name of the aggregate must be a constant");
        }
        return summary(name, arguments, arguments.subList(2, arguments.size()), 2);
    }

    private static Resolved summary(String name, List<Argument> arguments, List<Argument> further, int skipped) {
        if (arguments.getFirst().type() == ScalarType.NULL) {
            return new Resolved(
                    Make.types(arguments), ScalarType.NULL, NestedKernel.strict(ScalarType.NULL, (_, _) -> {}));
        }
        var inner = new ArrayList<Argument>();
        inner.add(Argument.of(ListFunctions.element(arguments.getFirst())));
        inner.addAll(further);
        var overload = Functions.aggregate(name, inner, Span.NONE);
        var parameters = new ArrayList<DataType>();
        parameters.add(new ListType(overload.parameters().getFirst()));
        if (skipped == 2) {
            parameters.add(VARCHAR);
        }
        parameters.addAll(overload.parameters().subList(1, overload.parameters().size()));
        return new Resolved(parameters, overload.result(), kernel(overload, skipped));
    }

    private static KernelFactory kernel(AggregateOverload overload, int skipped) {
        return _ -> (arguments, rows, batch) -> {
            boolean constant = arguments.stream().allMatch(ConstantVector.class::isInstance);
            int count = constant ? 1 : rows;
            var result = evaluate(overload, skipped, arguments, count, batch);
            if (!constant) {
                return result;
            }
            return result.isNull(0)
                    ? Constants.nullOf(result.type())
                    : new ConstantVector(result.type(), result.values(), false);
        };
    }

    private static FlatVector evaluate(
            AggregateOverload overload, int skipped, List<Vector> arguments, int rows, Region batch) {
        var lists = Flatten.flatten(arguments.getFirst(), rows, batch);
        var elements = NestedColumns.elements(lists, rows, batch);
        var aggregate = overload.aggregate().get();
        long stride = aggregate.stateBytes();
        var states = new States(batch.allocateZeroed(Math.max(16, stride * rows)), 0, stride);
        if (elements.count() > 0) {
            var parents = elements.parents(rows, batch);
            var inner = new ArrayList<Vector>();
            inner.add(elements.values());
            for (var argument : arguments.subList(skipped, arguments.size())) {
                inner.add(Gather.gather(argument, parents, elements.count(), batch));
            }
            aggregate.update(states, parents, inner, elements.count(), batch);
        }
        var type = overload.result();
        var values = batch.allocateZeroed(Math.max(16, type.lane().bytesFor(rows)));
        MemorySegment validity = batch.allocate(Math.max(16, Bits.bytes(rows))).fill((byte) -1);
        aggregate.finish(states, 0, rows, new FlatVector(type, values, validity), batch);
        return new FlatVector(type, values, Bitmaps.and(validity, lists.validity(), rows, batch));
    }
}
