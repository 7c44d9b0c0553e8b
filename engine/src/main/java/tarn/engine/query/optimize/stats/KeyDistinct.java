package tarn.engine.query.optimize.stats;

/**
 * How many values a join key of one or more columns takes, so that a pair of rows matches with the inverse probability.
 * The columns count as independent, but their combinations are no more than the rows of the smaller table if that may
 * well hold them all, as the key of a table that another one refers to.
 */
public final class KeyDistinct {
    private double product = 1;
    private double single = 1;
    private double smaller = Double.MAX_VALUE;
    private double larger = 1;

    /** Adds an equality of two columns with so many values, from tables with so many rows. */
    public void add(double left, double right, double leftRows, double rightRows) {
        double most = Math.max(left, right);
        product *= most;
        single = Math.max(single, most);
        smaller = Math.min(smaller, Math.min(leftRows, rightRows));
        larger = Math.max(larger, Math.max(leftRows, rightRows));
    }

    /** As {@link #values}; begins anew. */
    public double takeValues() {
        double values = values();
        product = 1;
        single = 1;
        smaller = Double.MAX_VALUE;
        larger = 1;
        return values;
    }

    /** 1 if nothing was added. */
    public double values() {
        if (product <= single || product <= smaller) {
            return product;
        }
        return smaller >= single ? smaller : Math.max(single, Math.min(product, larger));
    }
}
