package io.tongbao.ledger.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tongbao.ledger.jdbc.Verification;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Goal: whatever breaks between two ledgers and PostgreSQL, what was acknowledged is in the books once, what was refused is
 * not, and what got no answer is one or the other. Method: rounds of faults from a seed, each in the middle of payments; a
 * client that writes down all it asks and hears; at the end its log is held against the books, before and after it has
 * asked again for what is unknown. {@code -Dtongbao.faults.rounds} and {@code -Dtongbao.faults.seed} set the rounds and the seed.
 */
class FaultTests {
    private static final int ROUNDS = Integer.getInteger("tongbao.faults.rounds", 20);
    private static final long SEED =
            Long.getLong("tongbao.faults.seed", ThreadLocalRandom.current().nextInt());
    private static final int UNCOUNTED_AT_MOST = 10 + ROUNDS / 5;

    @Test
    @Timeout(3_600)
    void losesNothingAndDoublesNothingWhateverBreaks(@TempDir Path folder) throws Exception {
        System.out.println("Faults: seed " + SEED + ", " + ROUNDS + " rounds");
        Instant started = Instant.now();
        Path log = folder.resolve("client.log");
        try (KillablePostgres postgres = KillablePostgres.start(folder);
                Rounds rounds = new Rounds(postgres, folder, log, SEED)) {
            int counted = 0;
            for (int tries = 0; counted < ROUNDS; tries++) {
                assertThat(tries).as("rounds with too little in them").isLessThan(ROUNDS + UNCOUNTED_AT_MOST);
                counted += rounds.round() ? 1 : 0;
                if (counted == ROUNDS) {
                    HistoryCheck.of(log, postgres.owner());
                }
                rounds.askAgain();
            }
            print(rounds.injected());
            HistoryCheck checked = HistoryCheck.of(log, postgres.owner());
            System.out.println("Faults: " + checked + " in "
                    + Duration.between(started, Instant.now()).toSeconds() + " s");
            assertThat(checked.unknown()).isZero();
            assertThat(checked.posted()).isGreaterThanOrEqualTo(500 * ROUNDS);
            assertThat(checked.refused()).isPositive();
            assertThat(rounds.injected()).containsOnlyKeys(EnumSet.allOf(Fault.class));
            assertThat(rounds.injected().get(Fault.LEDGER_PAUSED_TOO_LONG))
                    .as("the other ledger does not wait for a paused one for ever")
                    .matches(did -> did.busy() > 0);
            rounds.injected().forEach((fault, did) -> {
                assertThat(did.lost() > 0 || !fault.cutsOffTheClient())
                        .as("%s left outcomes unknown", fault)
                        .isTrue();
                assertThat(did.inDoubt() > 0 || !fault.leavesACommitInDoubt())
                        .as("%s left commits in doubt", fault)
                        .isTrue();
            });
            assertThat(Verification.run(postgres.owner(), (_, _, _) -> {}).findings())
                    .isEmpty();
        }
    }

    private static void print(Map<Fault, Rounds.Injected> injected) {
        System.out.printf(
                "Faults: %-28s %6s %12s %8s %6s %9s %8s%n",
                "kind", "times", "acknowledged", "unheard", "busy", "in doubt", "seconds");
        injected.forEach((fault, did) -> System.out.printf(
                "Faults: %-28s %6d %12d %8d %6d %9d %8d%n",
                fault,
                did.rounds(),
                did.acknowledged(),
                did.lost(),
                did.busy(),
                did.inDoubt(),
                did.took().toSeconds()));
    }
}
