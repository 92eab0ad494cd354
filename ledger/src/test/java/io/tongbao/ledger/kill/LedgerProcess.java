package io.tongbao.ledger.kill;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.tongbao.ledger.AccountKey;
import io.tongbao.ledger.Currency;
import io.tongbao.ledger.Entry;
import io.tongbao.ledger.Ledger;
import io.tongbao.ledger.Leg;
import io.tongbao.ledger.OnceKey;
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
import java.util.List;

/**
 * A bare ledger behind a socket, to be killed. A line "number wallet amount" is one payment, once under its number; the
 * answer is "number POSTED entry" or "number REPEATED entry", or anything else for what is not posted.
 */
public final class LedgerProcess {
    static final String KIND = "payment";

    private LedgerProcess() {}

    public static void main(String[] arguments) throws IOException {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(arguments[0]);
        config.setMaximumPoolSize(2);
        config.setConnectionTimeout(3_000);
        try (HikariDataSource database = new HikariDataSource(config);
                Ledger ledger = JdbcLedger.start(database, Clock.systemUTC(), LedgerOptions.STANDARD);
                ServerSocket server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress())) {
            System.out.println("port " + server.getLocalPort());
            while (true) {
                Socket client = server.accept();
                Thread.startVirtualThread(() -> serve(ledger, client));
            }
        }
    }

    private static void serve(Ledger ledger, Socket client) {
        try (client;
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
                PrintWriter answers = new PrintWriter(client.getOutputStream(), true, StandardCharsets.US_ASCII)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" ", -1);
                answers.println(words[0] + " " + answer(ledger.post(payment(words))));
            }
        } catch (IOException e) {
            System.err.println("A client is gone: " + e.getMessage());
        }
    }

    private static Entry payment(String[] words) {
        var cny = Currency.of("CNY").asset();
        AccountKey bank = AccountKey.outside("bank/kill/CNY", cny);
        AccountKey wallet = AccountKey.of("wallet/" + words[1] + "/CNY", cny);
        AccountKey merchant = AccountKey.of("merchant/hot/CNY", cny);
        long amount = Long.parseLong(words[2]);
        return Entry.post(KIND, List.of(Leg.of(bank, wallet, amount), Leg.of(wallet, merchant, amount)))
                .once(List.of(OnceKey.of(true, words[1] + " " + words[2], "client", "pay", words[0])));
    }

    private static String answer(PostResult result) {
        return switch (result) {
            case PostResult.Posted posted -> "POSTED " + posted.entryId();
            case PostResult.Repeated repeated -> "REPEATED " + repeated.entryId();
            case PostResult.Refused refused -> "REFUSED " + refused.refusal();
            case PostResult.Busy busy -> "BUSY " + busy.why();
        };
    }
}
