package io.tongbao.offers.internal;

import io.tongbao.promotions.Calendars;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The calendars that conditions may name, as the files of {@code calendars/} say: {@code cn} has the public holidays, the weekend days
 * on which China works to make up for them, and the shopping days.
 */
final class HouseCalendars {
    static final Calendars CALENDARS = new Calendars(Map.of("cn", read("cn")));

    private HouseCalendars() {}

    private static Map<LocalDate, Set<String>> read(String name) {
        Map<LocalDate, Set<String>> days = new HashMap<>();
        try (InputStream file = HouseCalendars.class.getResourceAsStream("/calendars/" + name + ".csv")) {
            if (file == null) {
                throw new IllegalStateException("No calendar " + name);
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8));
            lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(",", 2))
                    .forEach(cells -> days.computeIfAbsent(LocalDate.parse(cells[0]), _ -> new HashSet<>())
                            .add(cells[1].strip()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return days;
    }
}
