package tarn.datasets;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * A query of a benchmark, kept as a script beside the classes of its data set: a comment with what it asks, then one
 * SELECT.
 *
 * @param sql one SELECT without a semicolon
 */
public record QueryText(String title, String sql) {

    /** The script {@code queries/NAME.sql} in the package of {@code owner}. */
    public static QueryText read(Class<?> owner, String name) {
        String resource = "queries/" + name + ".sql";
        try (InputStream in = owner.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("resource missing: " + resource);
            }
            String script = new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
            int firstLineEnd = script.indexOf('\n');
            return new QueryText(
                    script.substring("-- ".length(), firstLineEnd),
                    script.substring(firstLineEnd + 1, script.length() - 1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
