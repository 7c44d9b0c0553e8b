package tarn.datasets.ssb;

import static tarn.datasets.ColumnType.Plain.INTEGER;
import static tarn.datasets.ColumnType.Plain.VARCHAR;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.Locale;
import tarn.datasets.Column;
import tarn.datasets.RowSink;
import tarn.datasets.Table;

/** The dimension of days, 1992 to 1998. */
final class Calendar {
    static final Table TABLE = Table.of(
            "date",
            new Column("d_datekey", INTEGER),
            new Column("d_date", VARCHAR),
            new Column("d_dayofweek", VARCHAR),
            new Column("d_month", VARCHAR),
            new Column("d_year", INTEGER),
            new Column("d_yearmonthnum", INTEGER),
            new Column("d_yearmonth", VARCHAR),
            new Column("d_daynuminweek", INTEGER),
            new Column("d_daynuminmonth", INTEGER),
            new Column("d_daynuminyear", INTEGER),
            new Column("d_monthnuminyear", INTEGER),
            new Column("d_weeknuminyear", INTEGER),
            new Column("d_sellingseason", VARCHAR),
            new Column("d_lastdayinweekfl", INTEGER),
            new Column("d_lastdayinmonthfl", INTEGER),
            new Column("d_holidayfl", INTEGER),
            new Column("d_weekdayfl", INTEGER));

    private static final LocalDate FIRST = LocalDate.of(1992, 1, 1);
    private static final LocalDate LAST = LocalDate.of(1998, 12, 31);
    private static final int DAYS_IN_WEEK = 7;

    private Calendar() {}

    /** A day since 1970-01-01 as a number such as 19970305. */
    static int number(int epochDay) {
        LocalDate day = LocalDate.ofEpochDay(epochDay);
        return month(day) * 100 + day.getDayOfMonth();
    }

    private static int month(LocalDate day) {
        return day.getYear() * 100 + day.getMonthValue();
    }

    static void forEachDay(RowSink sink) {
        for (LocalDate day = FIRST; !day.isAfter(LAST); day = day.plusDays(1)) {
            String month = day.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            String weekday = day.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            // Weeks begin on Sunday.
            int dayInWeek = day.getDayOfWeek().getValue() % DAYS_IN_WEEK + 1;
            sink.integer(number((int) day.toEpochDay()));
            sink.text(month + " " + day.getDayOfMonth() + ", " + day.getYear());
            sink.text(weekday);
            sink.text(month);
            sink.integer(day.getYear());
            sink.integer(month(day));
            sink.text(month.substring(0, 3) + day.getYear());
            sink.integer(dayInWeek);
            sink.integer(day.getDayOfMonth());
            sink.integer(day.getDayOfYear());
            sink.integer(day.getMonthValue());
            sink.integer((day.getDayOfYear() - 1) / DAYS_IN_WEEK + 1);
            sink.text(season(day.getMonth()));
            sink.integer(flag(dayInWeek == DAYS_IN_WEEK));
            sink.integer(flag(day.getDayOfMonth() == day.lengthOfMonth()));
            sink.integer(flag(holiday(day)));
            sink.integer(flag(day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) <= 0));
            sink.endRow();
        }
    }

    private static int flag(boolean holds) {
        return holds ? 1 : 0;
    }

    private static String season(Month month) {
        return switch (month) {
            case DECEMBER, NOVEMBER -> "Christmas";
            case JANUARY, FEBRUARY -> "Winter";
            case MARCH, APRIL -> "Spring";
            case MAY, JUNE, JULY, AUGUST -> "Summer";
            case SEPTEMBER, OCTOBER -> "Fall";
        };
    }

    private static boolean holiday(LocalDate day) {
        return switch (day.getMonth()) {
            case DECEMBER -> day.getDayOfMonth() == 24 || day.getDayOfMonth() == 25;
            case JANUARY -> day.getDayOfMonth() == 1;
            case JULY -> day.getDayOfMonth() == 4;
            default -> false;
        };
    }
}
