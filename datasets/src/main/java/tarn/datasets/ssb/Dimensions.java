package tarn.datasets.ssb;

import io.trino.tpch.Customer;
import io.trino.tpch.Distribution;
import io.trino.tpch.Distributions;
import io.trino.tpch.Nation;
import io.trino.tpch.Part;
import io.trino.tpch.Supplier;
import io.trino.tpch.TpchTable;
import java.util.ArrayList;
import java.util.List;
import tarn.datasets.RowSink;
import tarn.datasets.SplitMix64;

/** The customers, suppliers and parts: the first ones of TPC-H, with the hierarchies that the star schema asks for. */
final class Dimensions {
    private static final int CITIES_PER_NATION = 10;
    private static final int CITY_PREFIX = 9;
    private static final int BRANDS_PER_CATEGORY = 40;
    private static final List<String> NATIONS = new ArrayList<>();
    private static final List<String> REGIONS_OF_NATIONS = new ArrayList<>();

    static {
        Distribution regions = Distributions.getDefaultDistributions().getRegions();
        for (Nation nation : TpchTable.NATION.createGenerator(1, 1, 1)) {
            NATIONS.add(nation.name());
            REGIONS_OF_NATIONS.add(regions.getValue((int) nation.regionKey()));
        }
    }

    private Dimensions() {}

    static void forEachRow(String table, double scale, long rows, RowSink sink) {
        long sent = 0;
        switch (table) {
            case "supplier" -> {
                for (Supplier row : TpchTable.SUPPLIER.createGenerator(scale, 1, 1)) {
                    if (sent++ == rows) {
                        return;
                    }
                    sink.integer(row.supplierKey());
                    place(row.name(), row.address(), row.nationKey(), row.phone(), row.supplierKey(), sink);
                    sink.endRow();
                }
            }
            case "customer" -> {
                for (Customer row : TpchTable.CUSTOMER.createGenerator(scale, 1, 1)) {
                    if (sent++ == rows) {
                        return;
                    }
                    sink.integer(row.customerKey());
                    place(row.name(), row.address(), row.nationKey(), row.phone(), -row.customerKey(), sink);
                    sink.text(row.marketSegment());
                    sink.endRow();
                }
            }
            case "part" -> {
                for (Part row : TpchTable.PART.createGenerator(scale, 1, 1)) {
                    if (sent++ == rows) {
                        return;
                    }
                    part(row, sink);
                    sink.endRow();
                }
            }
            default -> throw new IllegalArgumentException("ssb has no table " + table);
        }
    }

    /** Name to phone; a city is the nation's name cut or filled to nine characters, and a digit. */
    private static void place(String name, String address, long nationKey, String phone, long seed, RowSink sink) {
        int nation = (int) nationKey;
        String padded = NATIONS.get(nation) + " ".repeat(CITY_PREFIX);
        sink.text(name);
        sink.text(address);
        sink.text(padded.substring(0, CITY_PREFIX) + new SplitMix64(seed).nextInt(CITIES_PER_NATION));
        sink.text(NATIONS.get(nation));
        sink.text(REGIONS_OF_NATIONS.get(nation));
        sink.text(phone);
    }

    /** A category is the two digits of TPC-H's brand; each has forty brands. */
    private static void part(Part row, RowSink sink) {
        String[] colors = row.name().split(" ", -1);
        String category = "MFGR#" + row.brand().substring("Brand#".length());
        sink.integer(row.partKey());
        sink.text(colors[0] + " " + colors[1]);
        sink.text(category.substring(0, category.length() - 1));
        sink.text(category);
        sink.text(category + (new SplitMix64(row.partKey()).nextInt(BRANDS_PER_CATEGORY) + 1));
        sink.text(colors[2]);
        sink.text(row.type());
        sink.integer(row.size());
        sink.text(row.container());
    }
}
