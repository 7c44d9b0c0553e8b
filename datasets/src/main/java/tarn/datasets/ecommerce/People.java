package tarn.datasets.ecommerce;

import tarn.datasets.SplitMix64;

/** Names and towns for invented customers. */
final class People {
    private static final String[] FIRST = {
        "Ada", "Amara", "Anton", "Aylin", "Beatriz", "Björn", "Chloé", "Daniel", "Elif", "Emma", "Farid", "Freya",
        "Grace", "Hana", "Hugo", "Ines", "Ivan", "Jakub", "Jana", "João", "Kofi", "Lars", "Leila", "Liam",
        "Lucía", "Maja", "Marco", "Mei", "Milan", "Mónica", "Nadia", "Niels", "Noah", "Nora", "Olga", "Omar",
        "Paul", "Priya", "Ravi", "Rosa", "Samir", "Sofia", "Tomas", "Ursula", "Vera", "Yuki", "Zainab", "Zoë"
    };
    private static final String[] LAST = {
        "Almeida",
        "Andersen",
        "Bakker",
        "Becker",
        "Bianchi",
        "Costa",
        "Demir",
        "Dubois",
        "Eriksson",
        "Fischer",
        "García",
        "Haas",
        "Horváth",
        "Ito",
        "Jansen",
        "Kaya",
        "Keller",
        "Kowalski",
        "Laine",
        "Lopes",
        "Martin",
        "Mensah",
        "Meyer",
        "Moreau",
        "Müller",
        "Nakamura",
        "Nielsen",
        "Novák",
        "O'Brien",
        "Okafor",
        "Olsen",
        "Patel",
        "Petrov",
        "Popescu",
        "Ramos",
        "Rossi",
        "Sato",
        "Schmidt",
        "Silva",
        "Singh",
        "Smith",
        "Tanaka",
        "Van Dijk",
        "Wang",
        "Weber",
        "Yilmaz"
    };
    private static final String[] TOWN = {
        "Berlin",
        "Lisbon",
        "Amsterdam",
        "Kraków",
        "Paris",
        "Vienna",
        "Madrid",
        "Zürich",
        "Prague",
        "Oslo",
        "Porto",
        "Hamburg",
        "Milan",
        "Gent",
        "Malmö",
        "Dublin",
        "Budapest",
        "Turku",
        "Graz",
        "Lyon"
    };
    private static final int INITIALS = 26;

    private People() {}

    /** A name for the {@code n}-th customer: no two alike among the first two thousand. */
    static String distinctName(int n) {
        return FIRST[n * 7 % FIRST.length] + " " + LAST[(n * 13 + n / FIRST.length) % LAST.length];
    }

    /** One of some fifty thousand names. */
    static String name(SplitMix64 random) {
        String first = FIRST[random.nextInt(FIRST.length)];
        char initial = (char) ('A' + random.nextInt(INITIALS));
        return first + " " + initial + ". " + LAST[random.nextInt(LAST.length)];
    }

    /** A town, the first of the list more often than the last. */
    static String town(SplitMix64 random) {
        double u = random.nextDouble();
        return TOWN[(int) (u * u * TOWN.length)];
    }
}
