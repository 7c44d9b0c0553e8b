package tarn.shell.render;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.ResultColumn;

/** The rows to show, readable from the start as often as wanted. */
public interface Rows {
    List<ResultColumn> columns();

    long count();

    /** A cursor before the first row. */
    Cursor cursor();

    /** A place in the rows. */
    interface Cursor {
        /** Goes on to the next row; false if there is none. */
        boolean next();

        /** Leaves out some rows. */
        void skip(long rows);

        /** A value of the row, in the physical form of {@link tarn.engine.data.type.TextForm}; null for NULL. */
        @Nullable
        Object value(int column);
    }
}
