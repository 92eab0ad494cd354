package io.tongbao.demo.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The plan of the street: the same from the same seed, and everybody keeps their habits. */
class StreetTests {
    private static final LocalDate LAST_DAY = LocalDate.of(2026, 11, 22);

    private final Street street = Street.plan(7, LAST_DAY, Street.Size.WHOLE);

    @Test
    void isTheSameFromTheSameSeedAndAnotherFromAnother() {
        assertThat(Street.plan(7, LAST_DAY, Street.Size.WHOLE)).isEqualTo(street);
        assertThat(Street.plan(8, LAST_DAY, Street.Size.WHOLE)).isNotEqualTo(street);
    }

    @Test
    void hasThirtyShopsWithThoseThatOpenTheDemoAndPeopleOfEveryHabit() {
        assertThat(street.shops().size() + DemoCast.SHOPS.size()).isEqualTo(30);
        assertThat(street.customers()).hasSize(300);
        Map<Habit, Long> people = street.customers().stream()
                .collect(Collectors.groupingBy(Street.Customer::habit, Collectors.counting()));
        for (Habit habit : Habit.values()) {
            assertThat(people.get(habit)).as(habit.name()).isEqualTo(habit.percent() * 3L);
        }
        assertThat(street.customers().stream().map(Street.Customer::phone)).doesNotHaveDuplicates();
        assertThat(street.customers().stream().map(Street.Customer::name)).doesNotHaveDuplicates();
        assertThat(street.customers().stream().map(Street.Customer::cardNumber))
                .doesNotHaveDuplicates()
                .allMatch(StreetTests::isLuhn);
    }

    @Test
    void coversItsDaysInOrderAndEndsWithTheLast() {
        assertThat(street.days()).hasSize(120);
        assertThat(street.days().getLast().date()).isEqualTo(LAST_DAY);
        Instant end = LAST_DAY.plusDays(1).atStartOfDay(Street.ZONE).toInstant();
        for (Street.Day day : street.days()) {
            assertThat(day.visits()).isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
            assertThat(day.visits()).allSatisfy(visit -> {
                assertThat(visit.at().atZone(Street.ZONE).toLocalDate()).isEqualTo(day.date());
                visit.back().ifPresent(back -> {
                    assertThat(back.at()).isAfter(visit.at()).isBefore(end);
                    assertThat(back.minor()).isBetween(1L, visit.minor());
                });
            });
        }
        assertThat(visits(visit -> true)).hasSizeBetween(12_000, 25_000);
        assertThat(visits(visit -> true).stream().map(Street.Visit::number)).doesNotHaveDuplicates();
        assertThat(visits(visit -> visit.back().isPresent()).size()).isBetween(200, 600);
    }

    @Test
    void everybodyKeepsTheirHabits() {
        assertThat(of(Habit.NIGHT_OWL)).allMatch(visit -> hour(visit) >= 20);
        List<Street.Visit> commuters = of(Habit.COMMUTER);
        long weekdayMornings = commuters.stream()
                .filter(visit -> hour(visit) <= 9 && !isWeekend(visit))
                .count();
        assertThat(weekdayMornings).isGreaterThan(commuters.size() * 6L / 10);
        List<Street.Visit> weekenders = of(Habit.WEEKENDER);
        assertThat(weekenders.stream().filter(StreetTests::isWeekend).count())
                .isGreaterThan(weekenders.size() * 7L / 10);
        Instant lately = LAST_DAY.minusDays(55).atStartOfDay(Street.ZONE).toInstant();
        assertThat(of(Habit.DORMANT)).isNotEmpty().allMatch(visit -> visit.at().isBefore(lately));
        Instant someWeeks = LAST_DAY.minusDays(21).atStartOfDay(Street.ZONE).toInstant();
        assertThat(of(Habit.NEWCOMER)).isNotEmpty().allMatch(visit -> visit.at().isAfter(someWeeks));
    }

    private List<Street.Visit> of(Habit habit) {
        return visits(visit -> street.customers().get(visit.customer()).habit() == habit);
    }

    private List<Street.Visit> visits(Function<Street.Visit, Boolean> which) {
        return street.days().stream()
                .flatMap(day -> day.visits().stream())
                .filter(which::apply)
                .toList();
    }

    private static int hour(Street.Visit visit) {
        return visit.at().atZone(Street.ZONE).getHour();
    }

    private static boolean isWeekend(Street.Visit visit) {
        DayOfWeek day = visit.at().atZone(Street.ZONE).getDayOfWeek();
        return day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY;
    }

    private static boolean isLuhn(String number) {
        int sum = 0;
        for (int i = 0; i < number.length(); i++) {
            int digit = number.charAt(number.length() - 1 - i) - '0';
            sum += i % 2 == 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2;
        }
        return sum % 10 == 0;
    }
}
