package tarn.engine.function;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Functions by topic, each topic built when one of its names is first asked for: building all of them would take a good
 * part of the time until the first prompt. So the names of a topic are listed apart from its entries, and must agree.
 *
 * @param <F> the kind of function
 */
public final class LazyTopics<F> {
    private final Function<F, FunctionEntry> entryOf;
    private final Map<String, Integer> topicOf = new HashMap<>();
    private final List<Supplier<List<F>>> topics = new ArrayList<>();
    private final Map<Integer, Map<String, F>> loaded = new ConcurrentHashMap<>();

    public LazyTopics(Function<F, FunctionEntry> entryOf) {
        this.entryOf = entryOf;
    }

    /**
     * @param names of all its functions with their aliases, separated by spaces
     * @param functions loads the class that holds them
     */
    public LazyTopics<F> topic(Supplier<List<F>> functions, String names) {
        for (String name : names.split(" ")) {
            if (topicOf.put(name, topics.size()) != null) {
                throw new IllegalStateException("function registered twice: " + name);
            }
        }
        topics.add(functions);
        return this;
    }

    public boolean isKnown(String name) {
        return topicOf.containsKey(name);
    }

    public @Nullable F find(String name) {
        var topic = topicOf.get(name);
        return topic == null ? null : load(topic).get(name);
    }

    public List<F> all() {
        var all = new ArrayList<F>();
        for (int topic = 0; topic < topics.size(); topic++) {
            load(topic);
            all.addAll(topics.get(topic).get());
        }
        return all;
    }

    private Map<String, F> load(int topic) {
        return loaded.computeIfAbsent(topic, this::build);
    }

    private Map<String, F> build(int topic) {
        var byName = new HashMap<String, F>();
        for (var function : topics.get(topic).get()) {
            var entry = entryOf.apply(function);
            byName.put(entry.name(), function);
            entry.aliases().forEach(alias -> byName.put(alias, function));
        }
        for (String name : byName.keySet()) {
            if (!Integer.valueOf(topic).equals(topicOf.get(name))) {
                throw new IllegalStateException("function not listed in its topic: " + name);
            }
        }
        return byName;
    }
}
