package tarn.engine.query.run.project;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.Lane;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.vector.Batch;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Nested;
import tarn.engine.data.vector.Strings;
import tarn.engine.data.vector.Vector;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;
import tarn.engine.expr.eval.Evaluation;
import tarn.engine.expr.eval.Evaluator;
import tarn.engine.kernel.Flatten;
import tarn.engine.kernel.Gather;
import tarn.engine.kernel.NestedColumns;
import tarn.engine.pipeline.Transform;
import tarn.engine.pipeline.WorkerContext;

/**
 * A row for each element of lists, side by side: of a row as many come out as its longest list has elements, and the
 * elements that a shorter one lacks are NULL.
 */
public final class Unnest implements Transform {
    private final List<Column> layout;
    private final List<Integer> passed;
    private final List<Expr> lists;
    private final boolean ordinality;

    /**
     * @param passed the positions of the columns that are handed through; they come first
     * @param ordinality whether the number of the element, from 1, comes last
     */
    public Unnest(List<Column> layout, List<Integer> passed, List<Expr> lists, boolean ordinality) {
        this.layout = List.copyOf(layout);
        this.passed = List.copyOf(passed);
        this.lists = List.copyOf(lists);
        this.ordinality = ordinality;
    }

    @Override
    public String name() {
        return "Unnest";
    }

    @Override
    public Worker worker(WorkerContext worker) {
        int batchRows = worker.query().batchRows();
        var evaluation = new Evaluation(layout, worker.newRegion(name()), batchRows);
        var evaluators = lists.stream().map(evaluation::compile).toList();
        return new Rows(worker, evaluators, worker.newRegion(name()), worker.newRegion(name()), batchRows);
    }

    private final class Rows implements Worker {
        private final WorkerContext worker;
        private final List<Evaluator> evaluators;
        private final Region input;
        private final Region output;
        private final int batchRows;
        private MemorySegment parents = MemorySegment.NULL;
        private MemorySegment numbers = MemorySegment.NULL;
        private List<NestedColumns.Column> columns = List.of();
        private int rows;

        Rows(WorkerContext worker, List<Evaluator> evaluators, Region input, Region output, int batchRows) {
            this.worker = worker;
            this.evaluators = evaluators;
            this.input = input;
            this.output = output;
            this.batchRows = batchRows;
        }

        @Override
        public void push(Batch in, Output out) {
            input.reset();
            var flat = new ArrayList<FlatVector>();
            for (var evaluator : evaluators) {
                flat.add(Flatten.flatten(evaluator.evaluate(in), in.rows(), input));
            }
            begin();
            long[] cells = new long[flat.size()];
            for (int row = 0; row < in.rows(); row++) {
                for (int i = 0; i < cells.length; i++) {
                    var list = flat.get(i);
                    cells[i] = list.isNull(row) ? 0 : Strings.address(list.values(), row);
                }
                for (long number = 1; anyLeft(cells); number++) {
                    add(row, number, cells);
                    if (rows == batchRows) {
                        flush(in, out);
                        if (!out.wantsMore()) {
                            return;
                        }
                        begin();
                    }
                }
            }
            flush(in, out);
        }

        private void begin() {
            output.reset();
            rows = 0;
            parents = output.allocate(Math.max(16, Lane.I32.bytesFor(batchRows)));
            numbers = output.allocate(Math.max(16, Lane.I64.bytesFor(batchRows)));
            columns = lists.stream()
                    .map(list -> new NestedColumns.Column(Nested.element(list.type()), batchRows, output))
                    .toList();
        }

        private static boolean anyLeft(long[] cells) {
            for (long cell : cells) {
                if (cell != 0 && !Nested.isEnd(cell)) {
                    return true;
                }
            }
            return false;
        }

        private void add(int row, long number, long[] cells) {
            Memory.setInt(parents, rows, row);
            Memory.setLong(numbers, rows, number);
            for (int i = 0; i < cells.length; i++) {
                if (cells[i] == 0 || Nested.isEnd(cells[i])) {
                    columns.get(i).addNull();
                } else {
                    cells[i] = columns.get(i).add(cells[i]);
                }
            }
            rows++;
        }

        private void flush(Batch in, Output out) {
            worker.query().checkCancelled();
            if (rows == 0) {
                return;
            }
            var through = passed.stream().map(i -> Gather.gather(in.column(i), parents, rows, output));
            var made = columns.stream().<Vector>map(NestedColumns.Column::vector);
            var last = ordinality
                    ? Stream.<Vector>of(new FlatVector(ScalarType.BIGINT, numbers, null))
                    : Stream.<Vector>empty();
            out.accept(new Batch(
                    rows, Stream.concat(Stream.concat(through, made), last).toList()));
        }
    }
}
