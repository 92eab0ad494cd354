package io.tongbao.coupons.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CodePatternTests {
    private final long seed = Long.getLong("tongbao.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void codesAreOfTheirPatternAndReadable() {
        CodePattern pattern = pattern("tea-####-####");
        assertThat(pattern).hasToString("TEA-####-####");
        Set<String> codes = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            String code = pattern.code(random);
            assertThat(code).matches("TEA[2-9A-HJKMNP-Z]{8}");
            assertThat(CodePattern.fits(code)).isTrue();
            assertThat(pattern.printed(code)).matches("TEA-[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}");
            assertThat(CodePattern.normalise(pattern.printed(code))).isEqualTo(code);
            codes.add(code);
        }
        assertThat(codes).hasSizeGreaterThan(990);
    }

    @Test
    void whatIsTypedIsReadWithoutItsDress() {
        assertThat(CodePattern.normalise(" tea-2345 6789 ")).isEqualTo("TEA23456789");
        assertThat(CodePattern.normalise("ＴＥＡ－２３４５　６７８９")).isEqualTo("TEA23456789");
        assertThat(CodePattern.normalise("tea—2345_6789.")).isEqualTo("TEA23456789");
        assertThat(CodePattern.normalise("好茶2026")).isEqualTo("好茶2026");
        assertThat(CodePattern.normalise("  - ")).isEmpty();
    }

    /** Every single character changed and every two neighbours exchanged, in codes of all lengths. */
    @Test
    void theCheckCharacterFindsOneWrongAndTwoExchanged() {
        for (int length = 4; length <= CodePattern.MAX_LENGTH; length++) {
            CodePattern pattern = pattern("#".repeat(length));
            String code = pattern.code(random);
            for (int i = 0; i < length; i++) {
                for (char other : CodePattern.ALPHABET.toCharArray()) {
                    if (other != code.charAt(i)) {
                        String wrong = code.substring(0, i) + other + code.substring(i + 1);
                        assertThat(CodePattern.fits(wrong))
                                .as("%s for %s, seed %d", wrong, code, seed)
                                .isFalse();
                    }
                }
                if (i + 1 < length && code.charAt(i) != code.charAt(i + 1)) {
                    String turned = code.substring(0, i) + code.charAt(i + 1) + code.charAt(i) + code.substring(i + 2);
                    assertThat(CodePattern.fits(turned))
                            .as("%s for %s, seed %d", turned, code, seed)
                            .isFalse();
                }
            }
        }
    }

    @Test
    void refusesWhatIsNoPatternAndWhatCouldBeGuessed() {
        for (String wrong : new String[] {"", "TEA", "TEA-####-X", "TÉA-####", "茶####", "####!", "#".repeat(41)}) {
            assertThat(CodePattern.parse(wrong)).as(wrong).isEmpty();
        }
        // 31^4 = 923,521 codes: a guess in ten thousand may find one, so 92 may be made
        assertThat(pattern("#####").hides(92)).isTrue();
        assertThat(pattern("#####").hides(93)).isFalse();
        assertThat(pattern("#".repeat(40)).hides(10_000_000)).isTrue();
    }

    private static CodePattern pattern(String text) {
        return CodePattern.parse(text).orElseThrow();
    }
}
