package io.tongbao.benefits.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tongbao.benefits.internal.CodeRow.Broken;
import io.tongbao.benefits.internal.CodeRow.Good;
import io.tongbao.benefits.internal.CodeRow.Head;
import io.tongbao.benefits.internal.CodeRow.Problem;
import io.tongbao.benefits.internal.StockTurns.Turn;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CodeRowTests {
    private static final LocalDate TODAY = LocalDate.parse("2026-03-01");

    @Test
    void readsACodeWithAndWithoutItsLastDay() {
        assertThat(read("VIP-1234")).isEqualTo(new Good("VIP-1234", Lot.WITHOUT_END));
        assertThat(read(" \"VIP-1234\" ,\t")).isEqualTo(new Good("VIP-1234", Lot.WITHOUT_END));
        Good ending = new Good("https://a.example/r?c=1", Lot.endingAfter(LocalDate.parse("2026-03-01")));
        assertThat(read("https://a.example/r?c=1,2026-03-01\r")).isEqualTo(ending);
        assertThat(read("https://a.example/r?c=1\t2026/3/1")).isEqualTo(ending);
        assertThat(read("https://a.example/r?c=1，2026.03.01")).isEqualTo(ending);
    }

    @Test
    void namesWhatIsBroken() {
        assertThat(problem("")).isEqualTo(Problem.EMPTY);
        assertThat(problem("  ,2026-12-31")).isEqualTo(Problem.EMPTY);
        assertThat(problem("x".repeat(201))).isEqualTo(Problem.TOO_LONG);
        assertThat(problem("two words")).isEqualTo(Problem.NOT_A_CODE);
        assertThat(problem("码1234")).isEqualTo(Problem.NOT_A_CODE);
        assertThat(problem("VIP\u0000")).isEqualTo(Problem.NOT_A_CODE);
        assertThat(problem("VIP-1,2026-12-31,more")).isEqualTo(Problem.NOT_A_CODE);
        assertThat(problem("VIP-1,soon")).isEqualTo(Problem.NOT_A_DATE);
        assertThat(problem("VIP-1,2026-02-30")).isEqualTo(Problem.NOT_A_DATE);
        assertThat(problem("VIP-1,2026-02-28")).isEqualTo(Problem.EXPIRED);
    }

    @Test
    void passesOverTheNamesOfTheColumnsOnce() {
        assertThat(CodeRow.read("Code,Expires", true, TODAY)).isEqualTo(new Head());
        assertThat(CodeRow.read("兑换码", true, TODAY)).isEqualTo(new Head());
        assertThat(CodeRow.read("code", false, TODAY)).isEqualTo(new Good("code", Lot.WITHOUT_END));
    }

    /** A log that holds a row by mistake holds no code. */
    @Test
    void doesNotTellTheCodeAsText() {
        assertThat(read("VIP-1234").toString()).doesNotContain("VIP");
        assertThat(new CodeLines.Line(1, "VIP-1234").toString()).doesNotContain("VIP");
    }

    @Test
    void tellsOfAStockOnlyWhenItFallsPastItsThreshold() {
        assertThat(Turn.of(12, 11, 10)).isEmpty();
        assertThat(Turn.of(11, 10, 10)).contains(Turn.LOW);
        assertThat(Turn.of(40, 3, 10)).contains(Turn.LOW);
        assertThat(Turn.of(10, 9, 10)).isEmpty();
        assertThat(Turn.of(1, 0, 10)).contains(Turn.GONE);
        assertThat(Turn.of(1, 0, 0)).contains(Turn.GONE);
        assertThat(Turn.of(0, 10, 10)).contains(Turn.STILL_LOW);
        assertThat(Turn.of(3, 30, 10)).contains(Turn.ENOUGH);
        assertThat(Turn.of(30, 60, 10)).isEmpty();
    }

    private static CodeRow read(String line) {
        return CodeRow.read(line, false, TODAY);
    }

    private static Problem problem(String line) {
        return Optional.of(read(line))
                .filter(Broken.class::isInstance)
                .map(Broken.class::cast)
                .orElseThrow()
                .problem();
    }
}
