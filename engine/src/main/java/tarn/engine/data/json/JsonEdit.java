package tarn.engine.data.json;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/** Changes of what a path leads to. Where the path leads nowhere that a value could be put, nothing changes. */
public enum JsonEdit {
    /** What is there gets the value, or it is put there. */
    SET,
    /** The value is put where nothing is. */
    INSERT,
    /** What is there gets the value. */
    REPLACE,
    /** What is there goes. */
    REMOVE;

    /**
     * The changed value; null if all of it is removed.
     *
     * @param change the new part; of no meaning for {@link #REMOVE}
     * @throws SqlException without a span, if the path leads to several values
     */
    public @Nullable Json apply(Json value, JsonPath path, Json change) {
        if (path.isWild()) {
            throw SqlException.of(ErrorCode.INVALID_VALUE, "a path with * or .. is for reading, not for changing");
        }
        return at(value, path.steps(), change);
    }

    private @Nullable Json at(Json value, List<JsonPath.Step> steps, Json change) {
        if (steps.isEmpty()) {
            return switch (this) {
                case SET, REPLACE -> change;
                case INSERT -> value;
                case REMOVE -> null;
            };
        }
        var rest = steps.subList(1, steps.size());
        return switch (value) {
            case Json.Obj object -> {
                var name = name(steps.getFirst());
                yield name == null ? value : member(object, name, rest, change);
            }
            case Json.Array array -> {
                int index = index(steps.getFirst(), array.elements().size());
                yield index < 0 ? value : element(array, index, rest, change);
            }
            case Json.Text _, Json.Num _, Json.Bool _, Json.Null _ -> value;
        };
    }

    private boolean adds() {
        return this == SET || this == INSERT;
    }

    private Json member(Json.Obj object, String name, List<JsonPath.Step> rest, Json change) {
        var members = new ArrayList<Json.Member>();
        boolean found = false;
        for (var member : object.members()) {
            if (!member.name().equals(name)) {
                members.add(member);
            } else if (!found) {
                found = true;
                var changed = at(member.value(), rest, change);
                if (changed != null) {
                    members.add(new Json.Member(name, changed));
                }
            }
        }
        var added = !found && adds() ? made(rest, change) : null;
        if (added != null) {
            members.add(new Json.Member(name, added));
        }
        return new Json.Obj(members);
    }

    private Json element(Json.Array array, int index, List<JsonPath.Step> rest, Json change) {
        var elements = new ArrayList<>(array.elements());
        if (index < elements.size()) {
            var changed = at(elements.get(index), rest, change);
            if (changed == null) {
                elements.remove(index);
            } else {
                elements.set(index, changed);
            }
        } else if (index == elements.size() && adds()) {
            var added = made(rest, change);
            if (added != null) {
                elements.add(added);
            }
        }
        return new Json.Array(elements);
    }

    /** The value with all that the path wants around it; null if an array would have gaps. */
    private static @Nullable Json made(List<JsonPath.Step> steps, Json value) {
        Json made = value;
        for (var step : steps.reversed()) {
            var name = name(step);
            if (name != null) {
                made = new Json.Obj(List.of(new Json.Member(name, made)));
            } else if (index(step, 0) == 0) {
                made = new Json.Array(List.of(made));
            } else {
                return null;
            }
        }
        return made;
    }

    private static @Nullable String name(JsonPath.Step step) {
        return switch (step) {
            case JsonPath.Name(var name) -> name;
            case JsonPath.Part(var name) -> name;
            case JsonPath.Index _,
                    JsonPath.End _,
                    JsonPath.AllMembers _,
                    JsonPath.AllElements _,
                    JsonPath.AllParts _,
                    JsonPath.Descend _ -> null;
        };
    }

    /** The number of an element, from 0; that of none is the size or more; -1 where the step is none to an element. */
    private static int index(JsonPath.Step step, int size) {
        return switch (step) {
            case JsonPath.Index(int index) -> index < 0 ? Math.max(-1, size + index) : index;
            case JsonPath.End _ -> size;
            case JsonPath.Part(var name) ->
                name.equals("-") ? size : name.matches("[0-9]{1,9}") ? Integer.parseInt(name) : -1;
            case JsonPath.Name _,
                    JsonPath.AllMembers _,
                    JsonPath.AllElements _,
                    JsonPath.AllParts _,
                    JsonPath.Descend _ -> -1;
        };
    }
}
