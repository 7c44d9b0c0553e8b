package tarn.engine.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import tarn.engine.data.type.Lane;

/** Template: a long of three longs. */
final class LongTernaryLoop implements Loop {
    record Data(RowOperator.LongTernary operator, Lane a, Lane b, Lane c, Lane out, long mask) {}

    private static final Data DATA = Specialize.data(MethodHandles.lookup(), Data.class);
    private static final RowOperator.LongTernary OPERATOR = DATA.operator();
    private static final Lane A = DATA.a();
    private static final Lane B = DATA.b();
    private static final Lane C = DATA.c();
    private static final Lane OUT = DATA.out();
    private static final long MASK = DATA.mask();

    @Override
    public void run(Arguments in, MemorySegment out, int rows) {
        if (!in.isConstant(0) && in.isConstant(1) && in.isConstant(2)) {
            long b = LaneAccess.readLong(B, in.values(1), 0);
            long c = LaneAccess.readLong(C, in.values(2), 0);
            constants(in.values(0), b, c, out, rows);
        } else {
            for (int i = 0; i < rows; i++) {
                one(in, out, i);
            }
        }
    }

    private static void constants(MemorySegment a, long b, long c, MemorySegment out, int rows) {
        for (int i = 0; i < rows; i++) {
            LaneAccess.writeLong(OUT, MASK, out, i, OPERATOR.apply(LaneAccess.readLong(A, a, i), b, c));
        }
    }

    private static void one(Arguments in, MemorySegment out, int i) {
        long a = LaneAccess.readLong(A, in.values(0), in.row(0, i));
        long b = LaneAccess.readLong(B, in.values(1), in.row(1, i));
        long c = LaneAccess.readLong(C, in.values(2), in.row(2, i));
        LaneAccess.writeLong(OUT, MASK, out, i, OPERATOR.apply(a, b, c));
    }

    @Override
    public void run(Arguments in, MemorySegment out, int rows, MemorySegment bits) {
        for (int w = 0, words = Bitmaps.words(rows); w < words; w++) {
            for (long word = Bitmaps.word(bits, w, rows); word != 0; word &= word - 1) {
                one(in, out, (w << 6) + Long.numberOfTrailingZeros(word));
            }
        }
    }
}
