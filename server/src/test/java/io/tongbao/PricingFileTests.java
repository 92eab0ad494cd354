package io.tongbao;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PricingFileTests {
    private static final String CASE = """
            {"form": 1, "cases": [{
              "name": "满50减8",
              "now": "2026-11-11T12:00:00+08:00",
              "setting": {"merchantId": "mer_1"},
              "customer": {"id": "cus_1"},
              "basket": {"currency": "CNY", "lines": [
                {"id": "1", "product": "noodles", "unitPriceMinor": 2800, "quantity": 2}]},
              "offers": [{
                "id": "off_1", "version": 1, "campaignId": "cam_1", "name": "满50减8",
                "benefit": {"kind": "spend_and_save", "steps": [{"thresholdMinor": 5000, "offMinor": 800}]},
                "schedule": {"start": "2026-11-01T00:00:00+08:00", "end": "2026-12-01T00:00:00+08:00"},
                "budget": {"totalMinor": 100000, "sponsors": [{"sponsorId": "platform", "basisPoints": 10000}]},
                "zone": "Asia/Shanghai", "currency": "CNY"}],
              "expected": {"payableMinor": %d}
            }]}
            """;

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void saysThatAllIsAsExpected() throws IOException {
        assertThat(run(file(CASE.formatted(4_800)))).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("满50减8");
    }

    @Test
    void printsTheDifferencesAndFails() throws IOException {
        assertThat(run(file(CASE.formatted(4_700)))).isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("payableMinor")
                .contains("4800");
    }

    @Test
    void readsStandardInput() {
        assertThat(run("-", CASE.formatted(4_800))).isZero();
    }

    @Test
    void namesWhatIsWrongWithTheFile() throws IOException {
        assertThat(run(file("{\"form\": 1, \"cases\": [{\"colour\": \"red\"}]}")))
                .isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("cases[0]");
        assertThat(run(folder.resolve("nowhere.json").toString())).isEqualTo(2);
        assertThat(run()).isEqualTo(2);
    }

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("cases.json"), text).toString();
    }

    private int run(String... arguments) {
        String file = arguments.length > 0 ? arguments[0] : "";
        byte[] input = arguments.length > 1 ? arguments[1].getBytes(StandardCharsets.UTF_8) : new byte[0];
        PricingFile command = new PricingFile(
                new ByteArrayInputStream(input),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return file.isEmpty() ? command.run() : command.run(file);
    }
}
