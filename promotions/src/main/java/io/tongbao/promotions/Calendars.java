package io.tongbao.promotions;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Calendars as data, by name: what each labelled day is. A day may have several labels; one without is nothing special. Lunar days
 * are reckoned ({@link LunarCalendar}) and need no data.
 */
public record Calendars(Map<String, Map<LocalDate, Set<String>>> byName) {
    public static final Calendars NONE = new Calendars(Map.of());

    public Calendars {
        Map<String, Map<LocalDate, Set<String>>> copy = HashMap.newHashMap(byName.size());
        byName.forEach((name, days) -> {
            Map<LocalDate, Set<String>> labels = HashMap.newHashMap(days.size());
            days.forEach((day, of) -> labels.put(day, Set.copyOf(of)));
            copy.put(name, Map.copyOf(labels));
        });
        byName = Map.copyOf(copy);
    }

    public boolean has(String calendar) {
        return byName.containsKey(calendar);
    }

    /** The labels of the day; none if the calendar is not there. */
    public Set<String> labels(String calendar, LocalDate day) {
        Objects.requireNonNull(day, "day is null");
        return byName.getOrDefault(calendar, Map.of()).getOrDefault(day, Set.of());
    }
}
