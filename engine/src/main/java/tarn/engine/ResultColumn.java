package tarn.engine;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.TextForm;
import tarn.engine.data.type.TimeZones;

/**
 * A column of a result.
 *
 * @param name as shown, not necessarily unique
 * @param zone in which instants are shown
 */
public record ResultColumn(String name, DataType type, ZoneId zone) {
    public ResultColumn(String name, DataType type) {
        this(name, type, TimeZones.UTC);
    }

    /** The text of a value in physical form; {@code NULL} for null. */
    public String text(@Nullable Object value) {
        return TextForm.of(value, type, zone);
    }
}
