package io.tongbao.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTests {
    private static final byte[] RFC_SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);
    private static final String BASE32_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    @ParameterizedTest
    @CsvSource({
        "59, 94287082",
        "1111111109, 07081804",
        "1111111111, 14050471",
        "1234567890, 89005924",
        "2000000000, 69279037",
        "20000000000, 65353130"
    })
    void makesTheCodesOfRfc6238(long second, String code) {
        assertThat(Totp.code(RFC_SECRET, Totp.stepAt(Instant.ofEpochSecond(second)), 8))
                .isEqualTo(code);
    }

    @Test
    void makesTheCountersOfRfc4226() {
        List<String> codes = List.of(
                "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489");
        for (int counter = 0; counter < codes.size(); counter++) {
            assertThat(Totp.code(RFC_SECRET, counter, 6)).isEqualTo(codes.get(counter));
        }
    }

    @Test
    void takesANeighbouringStepButNoFartherOne() {
        Instant now = Instant.ofEpochSecond(1_000_000_000);
        String code = Totp.codeAt(BASE32_SECRET, now);

        assertThat(Totp.matchingStep(BASE32_SECRET, code, now.plus(Totp.STEP))).contains(Totp.stepAt(now));
        assertThat(Totp.matchingStep(BASE32_SECRET, code, now.plus(Totp.STEP.multipliedBy(2))))
                .isEmpty();
    }

    @Test
    void readsBackTheSecretsItMakes() {
        assertThat(Totp.decode(BASE32_SECRET)).isEqualTo(RFC_SECRET);
        assertThat(Totp.decode(Totp.newSecret(new SecureRandom()))).hasSize(20);
    }
}
