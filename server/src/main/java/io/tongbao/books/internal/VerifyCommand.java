package io.tongbao.books.internal;

import io.tongbao.ledger.jdbc.EntryCheck;
import io.tongbao.ledger.jdbc.Verification;
import io.tongbao.ledger.jdbc.VerificationReport;
import io.tongbao.platform.Command;
import io.tongbao.platform.StartUp;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * {@code ./tongbao verify}: recomputes the books from the transfers, with the checks that modules add for the rows beside their entries, and names what is
 * wrong.
 */
@Component
class VerifyCommand implements Command {
    private static final int NAMED_AT_MOST = 50;

    private final DataSource database;
    private final List<EntryCheck> companions;
    private final StartUp startUp;

    VerifyCommand(DataSource database, ObjectProvider<EntryCheck> companions, StartUp startUp) {
        this.database = database;
        this.companions = companions.orderedStream().toList();
        this.startUp = startUp;
    }

    @Override
    public String name() {
        return "verify";
    }

    @Override
    public int run(List<String> arguments) {
        if (!arguments.isEmpty()) {
            startUp.say("verify does not know " + arguments.getFirst() + "; ./tongbao help lists the options.");
            return 2;
        }
        VerificationReport report = verify();
        for (VerificationReport.Finding finding :
                report.findings().stream().limit(NAMED_AT_MOST).toList()) {
            startUp.say("WRONG  " + finding.check() + ": " + finding.what());
        }
        startUp.say(String.format(
                Locale.ROOT,
                "%,d accounts, %,d movements, entries up to batch %,d, %,d once-keys: %s",
                report.accounts(),
                report.movements(),
                report.batches(),
                report.onceKeys(),
                report.isClean() ? "the books are right" : report.found() + " rows are wrong"));
        return report.isClean() ? 0 : 1;
    }

    private VerificationReport verify() {
        try {
            return Verification.run(database, companions, new ProgressLine(startUp));
        } catch (SQLException e) {
            throw new IllegalStateException("The books could not be read", e);
        }
    }

    /** Says how far a part is, at most once a second. */
    private static final class ProgressLine implements Verification.Progress {
        private static final long QUIET_NANOS = 1_000_000_000L;
        private final StartUp startUp;
        private long lastSaid = System.nanoTime();

        ProgressLine(StartUp startUp) {
            this.startUp = startUp;
        }

        @Override
        public void at(String part, long done, long total) {
            long now = System.nanoTime();
            if (now - lastSaid < QUIET_NANOS) {
                return;
            }
            lastSaid = now;
            long percent = total == 0 ? 100 : done * 100 / total;
            startUp.say(String.format(Locale.ROOT, "%s: %,d of %,d (%d %%)", part, done, total, percent));
        }
    }
}
