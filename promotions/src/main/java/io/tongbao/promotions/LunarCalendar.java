package io.tongbao.promotions;

import java.time.LocalDate;
import java.util.function.Predicate;

/**
 * The Chinese lunar calendar (农历) from 1920 to 2101, as a table: which months have 30 days, and which is followed by a leap month.
 * Days beyond the table are on no lunar day. A test holds the table against ICU's calendar.
 */
final class LunarCalendar {
    private static final int FIRST_YEAR = 1920;
    private static final LocalDate FIRST_DAY = LocalDate.of(1920, 2, 20);

    /** Of a year from its new year: bit k says that its kth month (leap month counted) has 30 days; above bit 13, the leap month. */
    private static final int[] YEARS = {
        0x00e92, 0x00d25, 0x0da4d, 0x00a56, 0x002b6, 0x095b5, 0x006d4, 0x00ea9, 0x05e92, 0x00e92, 0x0cd26, 0x0052b,
        0x00a57, 0x0b2b6, 0x00b5a, 0x006d4, 0x06ec9, 0x00749, 0x0f693, 0x00a93, 0x0052b, 0x0ca5b, 0x00aad, 0x0056a,
        0x09b55, 0x00ba4, 0x00b49, 0x05a93, 0x00a95, 0x0f52d, 0x00536, 0x00aad, 0x0b5aa, 0x00db2, 0x00da4, 0x07d49,
        0x00d4a, 0x10a95, 0x00a97, 0x00556, 0x0cab5, 0x00ad5, 0x006d2, 0x08ea5, 0x00ea5, 0x0064a, 0x06c97, 0x00a9b,
        0x0f55a, 0x0056a, 0x00b69, 0x0b752, 0x00b52, 0x00b25, 0x0964b, 0x00a4b, 0x114ab, 0x002ad, 0x0056d, 0x0cb69,
        0x00da9, 0x00d92, 0x09d25, 0x00d25, 0x15a4d, 0x00a56, 0x002b6, 0x0e5b5, 0x006d5, 0x00ea9, 0x0be92, 0x00e92,
        0x00d26, 0x06a56, 0x00a57, 0x114d6, 0x0035a, 0x006d5, 0x0aec9, 0x00749, 0x00693, 0x0952b, 0x0052b, 0x00a5b,
        0x0555a, 0x0056a, 0x0fb55, 0x00ba4, 0x00b49, 0x0ba93, 0x00a95, 0x0052d, 0x08a6d, 0x00ab5, 0x135aa, 0x005d2,
        0x00da5, 0x0dd4a, 0x00e4a, 0x00c95, 0x0952e, 0x00556, 0x00ab5, 0x055b2, 0x006d2, 0x0cea5, 0x00f25, 0x0064a,
        0x0ac97, 0x004ab, 0x0055b, 0x06ad6, 0x00b69, 0x17752, 0x00b52, 0x00b25, 0x0da4b, 0x00a4b, 0x004ab, 0x0a55b,
        0x005ad, 0x00b6a, 0x05b52, 0x00d92, 0x0fd25, 0x00d25, 0x00a55, 0x0b4ad, 0x004b6, 0x005b5, 0x06daa, 0x00ec9,
        0x11e92, 0x00e92, 0x00d26, 0x0ca56, 0x00a57, 0x004d6, 0x086d5, 0x00755, 0x00749, 0x06e93, 0x00693, 0x0f52b,
        0x0052b, 0x00a5b, 0x0b55a, 0x0056a, 0x00b65, 0x0974a, 0x00b49, 0x11a95, 0x00a95, 0x0052d, 0x0caad, 0x00ab5,
        0x005aa, 0x08ba5, 0x00da5, 0x00d4a, 0x07c95, 0x00c96, 0x0f94e, 0x00556, 0x00ab5, 0x0b5b2, 0x006d2, 0x00ea5,
        0x08e4a, 0x0068b, 0x10c97, 0x004ab, 0x0055b, 0x0cad6, 0x00b6a, 0x00752, 0x09725, 0x00b45, 0x00a8b, 0x0549b,
        0x004ab, 0x0e96b,
    };

    /** The epoch day of each year's first day, and of the day after the last year. */
    private static final int[] NEW_YEARS = newYears();

    private LunarCalendar() {}

    /** A day of the lunar year; {@code month} is from 1, the leap month has the number of the one before. */
    record Day(int year, int month, boolean leap, int day, boolean lastOfMonth) {}

    /** The lunar day of a date; null outside the table. */
    static @org.jspecify.annotations.Nullable Day of(LocalDate date) {
        int epochDay = (int) date.toEpochDay();
        int index = java.util.Arrays.binarySearch(NEW_YEARS, epochDay);
        index = index >= 0 ? index : -index - 2;
        if (index < 0 || index >= YEARS.length) {
            return null;
        }
        int left = epochDay - NEW_YEARS[index];
        int place = 0;
        while (left >= length(YEARS[index], place)) {
            left -= length(YEARS[index], place);
            place++;
        }
        int leap = YEARS[index] >> 13;
        boolean afterLeap = leap > 0 && place >= leap;
        return new Day(
                FIRST_YEAR + index,
                place + (afterLeap ? 0 : 1),
                leap > 0 && place == leap,
                left + 1,
                left + 1 == length(YEARS[index], place));
    }

    /** Whether the date is this day of its lunar year; leap months have none. */
    static boolean is(int month, int day, LocalDate date) {
        Day lunar = of(date);
        return lunar != null && !lunar.leap() && lunar.month() == month && lunar.day() == day;
    }

    /** Whether the date is within the days around such a day of its lunar year. */
    static boolean isNear(Condition.NearLunarDay near, LocalDate date) {
        return isNear(date, near.daysBefore(), near.daysAfter(), day -> is(near.month(), near.day(), day));
    }

    /** Whether the date is from so many days before one of the days meant to so many after. */
    static boolean isNear(LocalDate date, int daysBefore, int daysAfter, Predicate<LocalDate> isMeant) {
        // the last day on which it may have been and the first on which it may be again
        for (int days = -daysAfter; days <= daysBefore; days++) {
            if (isMeant.test(date.plusDays(days))) {
                return true;
            }
        }
        return false;
    }

    /** Whether a birthday is kept on the date. One on a day that the year lacks is kept on the last day of its month. */
    static boolean isBirthday(Customer.Birthday birthday, LocalDate date) {
        if (birthday.lunar()) {
            Day lunar = of(date);
            return lunar != null
                    && !lunar.leap()
                    && lunar.month() == birthday.month()
                    && (lunar.day() == birthday.day() || (lunar.lastOfMonth() && birthday.day() > lunar.day()));
        }
        return date.getMonthValue() == birthday.month()
                && (date.getDayOfMonth() == birthday.day()
                        || (date.getDayOfMonth() == date.lengthOfMonth() && birthday.day() > date.getDayOfMonth()));
    }

    private static int length(int year, int place) {
        return (year >> place & 1) == 1 ? 30 : 29;
    }

    private static int[] newYears() {
        int[] days = new int[YEARS.length + 1];
        days[0] = (int) FIRST_DAY.toEpochDay();
        for (int i = 0; i < YEARS.length; i++) {
            int months = YEARS[i] >> 13 > 0 ? 13 : 12;
            days[i + 1] = days[i];
            for (int place = 0; place < months; place++) {
                days[i + 1] += length(YEARS[i], place);
            }
        }
        return days;
    }
}
