package io.tongbao.ledger.faults;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.tongbao.ledger.Ledger;
import io.tongbao.ledger.OutcomeUnknownException;
import io.tongbao.ledger.PostResult;
import io.tongbao.ledger.jdbc.JdbcLedger;
import io.tongbao.ledger.jdbc.LedgerOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;

/**
 * A bare ledger behind a socket, to be broken. A line is one {@link Question}; the answer is its number and POSTED or
 * REPEATED with the entry, REFUSED, BUSY or UNKNOWN with why. It ends with whoever started it.
 */
public final class LedgerProcess {
    /** In a hurry, so that a round of faults takes seconds. */
    private static final LedgerOptions OPTIONS = new LedgerOptions(
            2_000,
            16_000,
            20_000,
            250_000,
            Duration.ofMillis(400),
            Duration.ofMillis(1_500),
            2,
            Duration.ofSeconds(20));

    private LedgerProcess() {}

    public static void main(String[] arguments) throws IOException {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(arguments[0]);
        config.setMaximumPoolSize(2);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(1_000);
        try (HikariDataSource database = new HikariDataSource(config);
                Ledger ledger = JdbcLedger.start(database, Clock.systemUTC(), OPTIONS);
                ServerSocket server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress())) {
            Thread.startVirtualThread(LedgerProcess::endWithTheStarter);
            System.out.println("port " + server.getLocalPort());
            while (true) {
                Socket client = server.accept();
                Thread.startVirtualThread(() -> serve(ledger, client));
            }
        }
    }

    private static void endWithTheStarter() {
        try {
            while (System.in.read() >= 0) {
                // it says nothing
            }
        } catch (IOException e) {
            System.err.println("The starter is gone: " + e.getMessage());
        }
        Runtime.getRuntime().halt(0);
    }

    private static void serve(Ledger ledger, Socket client) {
        try (client;
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
                PrintWriter answers = new PrintWriter(client.getOutputStream(), true, StandardCharsets.US_ASCII)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Question question = Question.read(line);
                answers.println(question.number() + " " + answer(ledger, question));
            }
        } catch (IOException e) {
            System.err.println("A client is gone: " + e.getMessage());
        }
    }

    private static String answer(Ledger ledger, Question question) {
        try {
            return switch (ledger.post(question.entry())) {
                case PostResult.Posted posted -> "POSTED " + posted.entryId();
                case PostResult.Repeated repeated -> "REPEATED " + repeated.entryId();
                case PostResult.Refused refused -> "REFUSED " + refused.refusal();
                case PostResult.Busy busy -> "BUSY " + busy.why();
            };
        } catch (OutcomeUnknownException e) {
            return "UNKNOWN " + e.getMessage();
        }
    }
}
