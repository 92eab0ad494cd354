package io.tongbao.ledger;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A currency of ISO 4217 that is in use and has a minor unit. Only the table makes one, so a value of this type always
 * names a currency that exists.
 */
public final class Currency {
    private static final Map<String, Currency> BY_CODE = read();

    private final String code;
    private final int minorUnits;
    private final Asset asset;

    private Currency(String code, int minorUnits) {
        this.code = code;
        this.minorUnits = minorUnits;
        this.asset = new Asset(code);
    }

    /** The currency of this code; throws {@link IllegalArgumentException} if there is none. */
    public static Currency of(String code) {
        return find(code).orElseThrow(() -> new IllegalArgumentException("Not a currency of ISO 4217: " + code));
    }

    public static Optional<Currency> find(String code) {
        return Optional.ofNullable(BY_CODE.get(code));
    }

    /** All of them, by code. */
    public static List<Currency> all() {
        return List.copyOf(BY_CODE.values());
    }

    public String code() {
        return code;
    }

    /** How many decimal digits the minor unit has: 2 for CNY, 0 for JPY, 3 for KWD. */
    public int minorUnits() {
        return minorUnits;
    }

    public Asset asset() {
        return asset;
    }

    @Override
    public boolean equals(@org.jspecify.annotations.Nullable Object other) {
        return other instanceof Currency currency && currency.code.equals(code);
    }

    @Override
    public int hashCode() {
        return code.hashCode();
    }

    @Override
    public String toString() {
        return code;
    }

    private static Map<String, Currency> read() {
        Map<String, Currency> currencies = new TreeMap<>();
        try (InputStream file = Objects.requireNonNull(
                        Currency.class.getResourceAsStream("iso4217.csv"), "iso4217.csv is missing");
                BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                List<String> fields = fields(line);
                String code = fields.get(2);
                String minorUnits = fields.get(4);
                boolean inUse = fields.get(5).isEmpty();
                if (inUse && minorUnits.matches("[0-9]")) {
                    currencies.put(code, new Currency(code, Integer.parseInt(minorUnits)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return currencies;
    }

    /** One line of the table; a field may be quoted because of a comma in it. */
    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }
}
