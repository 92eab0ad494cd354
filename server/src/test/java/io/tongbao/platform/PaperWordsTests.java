package io.tongbao.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The papers' words stand in both languages, and take the same values. */
class PaperWordsTests {
    private static final Pattern PLACE = Pattern.compile("\\{[0-9]}");

    @ParameterizedTest
    @ValueSource(strings = {"wallets", "payments"})
    void bothLanguagesHaveThem(String module) {
        Map<String, Set<String>> zh = words(module, "zh");
        assertThat(zh).isNotEmpty().isEqualTo(words(module, "en"));
    }

    /** By key what the words leave open. */
    private static Map<String, Set<String>> words(String module, String language) {
        String file = "/io/tongbao/" + module + "/internal/papers_" + language + ".properties";
        Properties properties = new Properties();
        try (var in = new InputStreamReader(
                Objects.requireNonNull(PaperWordsTests.class.getResourceAsStream(file), file),
                StandardCharsets.UTF_8)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, Set<String>> words = new TreeMap<>();
        properties.stringPropertyNames().forEach(key -> {
            Set<String> places = new TreeSet<>();
            PLACE.matcher(properties.getProperty(key)).results().forEach(found -> places.add(found.group()));
            assertThat(properties.getProperty(key)).as(key).isNotBlank();
            words.put(key, places);
        });
        return words;
    }
}
