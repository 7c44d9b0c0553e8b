package tarn.sql.ast;

/** Units that may follow an INTERVAL. */
public enum IntervalUnit {
    YEAR,
    QUARTER,
    MONTH,
    WEEK,
    DAY,
    HOUR,
    MINUTE,
    SECOND,
    MILLISECOND,
    MICROSECOND,
    DECADE,
    CENTURY,
    MILLENNIUM
}
