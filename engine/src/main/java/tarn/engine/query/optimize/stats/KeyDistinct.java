package tarn.engine.query.optimize.stats;

/**
 * How many values a join key of one or more columns takes, so that a pair of rows matches with the inverse probability.
 * The columns count as independent, but their combinations are no more than the rows of the smaller table if that may
 * well hold them all, as the key of a table that another one refers to.
 */
public final class KeyDistinct {
    private double product;
    private double single;
    private double smaller;
    private double larger;
    private double share;

    public KeyDistinct() {
        clear();
    }

    private void clear() {
        product = 1;
        single = 1;
        smaller = Double.MAX_VALUE;
        larger = 1;
        share = 1;
    }

    /** Adds an equality of two columns. */
    public void add(Match match) {
        product *= match.values();
        single = Math.max(single, match.values());
        smaller = Math.min(smaller, Math.min(match.leftRows(), match.rightRows()));
        larger = Math.max(larger, Math.max(match.leftRows(), match.rightRows()));
        share *= match.leftShare() * match.rightShare();
    }

    /** The share of pairs of rows that match; 1 if nothing was added. Begins anew. */
    public double takeShare() {
        double result = share / values();
        clear();
        return result;
    }

    private double values() {
        if (product <= single || product <= smaller) {
            return product;
        }
        return smaller >= single ? smaller : Math.max(single, Math.min(product, larger));
    }

    /**
     * Two columns compared.
     *
     * @param values that they take where the bounds of both overlap
     * @param leftShare of the left rows whose value lies there
     * @param leftRows of the table that the left column comes from
     */
    public record Match(double values, double leftShare, double rightShare, double leftRows, double rightRows) {
        private static final double LEAST_SHARE = 1e-4;

        static Match of(ColumnFacts a, ColumnFacts b) {
            double aShare = 1;
            double bShare = 1;
            if (a.bounded() && b.bounded()) {
                double from = Math.max(a.min(), b.min());
                double to = Math.min(a.max(), b.max());
                aShare = Math.max(LEAST_SHARE, a.share(from, to));
                bShare = Math.max(LEAST_SHARE, b.share(from, to));
            }
            double values = Math.max(1, Math.max(a.distinct() * aShare, b.distinct() * bShare));
            return new Match(
                    values,
                    aShare * (1 - a.nulls()),
                    bShare * (1 - b.nulls()),
                    Math.max(1, a.sourceRows()),
                    Math.max(1, b.sourceRows()));
        }
    }
}
