package tarn.engine.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import tarn.engine.Session;
import tarn.engine.Tarn;

/** Every function's example must be true. */
class FunctionExamplesTest {

    @Test
    void examplesAreTrue() {
        var wrong = new ArrayList<String>();
        try (var database = Tarn.open();
                var session = database.session()) {
            for (var entry : Functions.all()) {
                if (!entry.example().isEmpty()) {
                    boolean aggregate = entry.kind() == FunctionEntry.Kind.AGGREGATE;
                    check(session, entry, aggregate ? " FROM range(1, 5) t(x)" : "", wrong);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static void check(Session session, FunctionEntry entry, String source, ArrayList<String> wrong) {
        String sql = "SELECT " + entry.example() + source;
        try (var result = session.execute(sql)) {
            if (!Boolean.TRUE.equals(result.value(0, 0))) {
                wrong.add(entry.name() + ": " + sql + " gives " + result.value(0, 0));
            }
        } catch (RuntimeException e) {
            wrong.add(entry.name() + ": " + sql + " fails: " + e);
        }
    }
}
