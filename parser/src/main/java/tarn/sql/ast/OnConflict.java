package tarn.sql.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.sql.error.Span;

/**
 * ON CONFLICT of an INSERT; INSERT OR REPLACE and INSERT OR IGNORE are written as this too.
 *
 * @param target the columns of the violated key, empty where not written
 * @param targetWhere condition of a partial key, or null
 * @param action what to do with the row
 * @param assignments of DO UPDATE SET
 * @param where condition of DO UPDATE, or null
 */
public record OnConflict(
        List<Identifier> target,
        @Nullable Expression targetWhere,
        Action action,
        List<Assignment> assignments,
        @Nullable Expression where,
        Span span)
        implements Node {
    /** What becomes of a row that clashes with one that is there. */
    public enum Action {
        NOTHING,
        UPDATE,
        /** Every column given is overwritten (INSERT OR REPLACE). */
        REPLACE
    }
}
