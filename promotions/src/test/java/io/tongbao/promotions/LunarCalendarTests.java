package io.tongbao.promotions;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.util.ChineseCalendar;
import com.ibm.icu.util.TimeZone;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LunarCalendarTests {

    /** Every day that the table has. */
    @Test
    void agreesWithIcuOnEveryDay() {
        ChineseCalendar icu = new ChineseCalendar(TimeZone.getTimeZone("Asia/Shanghai"));
        LocalDate last = LocalDate.of(2101, 12, 31);
        LunarCalendar.@Nullable Day before = null;
        int days = 0;
        int leapDays = 0;
        for (LocalDate date = LocalDate.of(1920, 2, 20); !date.isAfter(last); date = date.plusDays(1)) {
            // Noon in Shanghai, also in the years when it kept summer time.
            icu.setTimeInMillis(date.toEpochDay() * 86_400_000L + 4 * 3_600_000L);
            LunarCalendar.Day day = Objects.requireNonNull(LunarCalendar.of(date));
            boolean leap = icu.get(ChineseCalendar.IS_LEAP_MONTH) == 1;
            boolean same = day.month() == icu.get(ChineseCalendar.MONTH) + 1
                    && day.day() == icu.get(ChineseCalendar.DAY_OF_MONTH)
                    && day.leap() == leap
                    // 1984 is the first year of a cycle of sixty
                    && Math.floorMod(day.year() - 1984, 60) + 1 == icu.get(ChineseCalendar.YEAR);
            assertThat(same).as("%s is %s", date, day).isTrue();
            // The one before was the last of its month if this is the first.
            assertThat(before == null || before.lastOfMonth() == (day.day() == 1))
                    .as("before %s", date)
                    .isTrue();
            before = day;
            days++;
            leapDays += leap ? 1 : 0;
        }
        assertThat(days).isEqualTo(66_425);
        assertThat(leapDays).isBetween(60 * 29, 70 * 30);
    }

    @Test
    void knowsNoDayOutsideItsTable() {
        assertThat(LunarCalendar.of(LocalDate.of(1920, 2, 19))).isNull();
        assertThat(LunarCalendar.of(LocalDate.of(1920, 2, 20)))
                .isEqualTo(new LunarCalendar.Day(1920, 1, false, 1, false));
        assertThat(LunarCalendar.of(LocalDate.of(2150, 1, 1))).isNull();
        assertThat(LunarCalendar.is(1, 1, LocalDate.of(2150, 1, 1))).isFalse();
        assertThat(LunarCalendar.isBirthday(new Customer.Birthday(1, 1, true), LocalDate.of(1900, 1, 31)))
                .isFalse();
    }
}
