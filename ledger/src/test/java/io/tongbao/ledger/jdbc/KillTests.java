package io.tongbao.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.tongbao.ledger.kill.KilledLedger;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Goal: nothing acknowledged is lost and nothing happens twice when the ledger's process is killed. Method: a client pays
 * on 64 lines and writes down every answer; the ledger, a process of its own, is killed with SIGKILL in the middle and
 * started again; what got no answer is asked again under the same key. A round counts only with 500 acknowledged payments
 * and one unknown outcome. The log is then held against the books.
 */
class KillTests {
    private static final int ROUNDS = 20;
    private static final int UNCOUNTED_AT_MOST = 10;

    @Test
    @Timeout(300)
    void losesNothingAndDoublesNothingWhenKilled(@TempDir Path folder) throws Exception {
        try (LedgerDatabase database = LedgerDatabase.fresh();
                KilledLedger killed = new KilledLedger(database.url(), folder.resolve("answers.log"))) {
            int counted = 0;
            for (int tries = 0; counted < ROUNDS; tries++) {
                assertThat(tries).as("rounds with too little in them").isLessThan(ROUNDS + UNCOUNTED_AT_MOST);
                counted += killed.round() ? 1 : 0;
            }
            Map<Long, Long> acknowledged = killed.askForTheRest();

            assertThat(database.number("select count(*) from ledger.entry")).isEqualTo(acknowledged.size());
            assertThat(database.number("select count(*) from ledger.once_key")).isEqualTo(acknowledged.size());
            assertThat(acknowledged.values()).doesNotHaveDuplicates();
            Map<Long, Long> amounts = database.numbers("select entry, amount from ledger.transfer where n = 1");
            acknowledged.forEach((number, entry) ->
                    assertThat(amounts.get(entry)).as("payment %d", number).isEqualTo(1 + number % 9));
            long paid = acknowledged.keySet().stream()
                    .mapToLong(number -> 1 + number % 9)
                    .sum();
            assertThat(database.number("select posted from ledger.account where code = 'merchant/hot/CNY'"))
                    .isEqualTo(paid);
            assertThat(Verification.run(database.server(), (_, _, _) -> {}).findings())
                    .isEmpty();
            System.out.println(
                    "killed " + ROUNDS + " times, " + acknowledged.size() + " payments, none lost or doubled");
        }
    }
}
