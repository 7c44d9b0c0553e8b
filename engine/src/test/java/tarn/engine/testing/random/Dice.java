package tarn.engine.testing.random;

import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Chance, all of it from one seed. */
final class Dice {
    private final Random random;

    Dice(Random random) {
        this.random = random;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    String pick(String... of) {
        return of[random.nextInt(of.length)];
    }

    /** So many texts, between commas. */
    static String list(int count, Supplier<String> text) {
        return Stream.generate(text).limit(count).collect(Collectors.joining(", "));
    }
}
