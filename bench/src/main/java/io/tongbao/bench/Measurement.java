package io.tongbao.bench;

import java.util.Locale;
import java.util.Optional;

/**
 * One figure, beside the baseline that ran in the same command.
 *
 * @param baseline what it is compared with; without one there is no ratio either
 */
public record Measurement(String name, double value, String unit, Optional<Double> baseline) {

    public static Measurement of(String name, double value, String unit) {
        return new Measurement(name, value, unit, Optional.empty());
    }

    public static Measurement against(String name, double value, String unit, double baseline) {
        return new Measurement(name, value, unit, Optional.of(baseline));
    }

    public Optional<Double> ratio() {
        return baseline.map(other -> value / other);
    }

    String json() {
        return "{\"name\": \"%s\", \"value\": %s, \"unit\": \"%s\", \"baseline\": %s, \"ratio\": %s}"
                .formatted(
                        name,
                        number(value),
                        unit,
                        baseline.map(Measurement::number).orElse("null"),
                        ratio().map(Measurement::number).orElse("null"));
    }

    String line() {
        String compared = baseline.map(
                        other -> String.format(Locale.ROOT, "   baseline %,.1f   ratio %.2f", other, value / other))
                .orElse("");
        return String.format(Locale.ROOT, "%-20s %,12.1f %s%s", name, value, unit, compared);
    }

    private static String number(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw new IllegalStateException("Not a figure: " + value);
        }
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
