package tarn.datasets;

import java.util.List;
import java.util.Optional;
import tarn.datasets.ecommerce.Ecommerce;
import tarn.datasets.ssb.Ssb;
import tarn.datasets.tpcds.Tpcds;
import tarn.datasets.tpch.Tpch;

/** The data sets there are. */
public final class Datasets {
    private static final List<Dataset> ALL = List.of(new Ecommerce(), new Tpch(), new Tpcds(), new Ssb());

    private Datasets() {}

    public static List<Dataset> all() {
        return ALL;
    }

    /** The data set of that name, in upper or lower case. */
    public static Optional<Dataset> find(String name) {
        return ALL.stream()
                .filter(dataset -> dataset.name().equalsIgnoreCase(name))
                .findFirst();
    }
}
