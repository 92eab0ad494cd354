package io.tongbao.ledger.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Holds what a client asked and heard against what the books say. Everything it heard of as posted is there once and is
 * what was asked for; what was refused or busy is not; what it heard nothing of is one or the other; and there is nothing
 * else. The balances are those that follow from it.
 *
 * @param unknown asked for, and never answered but by Busy and silence
 * @param busy answered by nothing but Busy
 */
record HistoryCheck(int posted, int refused, int unknown, int busy) {

    static HistoryCheck of(Path log, DataSource database) throws IOException, SQLException {
        Map<Long, Heard> history = read(log);
        Books books = Books.read(database);
        return new Checking(history, books).check();
    }

    @Override
    public String toString() {
        return posted + " posted, " + refused + " refused, " + busy + " only busy, " + unknown
                + " unknown, all as the books say";
    }

    /** All that was heard of one question. */
    private static final class Heard {
        private final Question question;
        private boolean silence;
        private @Nullable Long entry;
        private @Nullable String refusal;
        private int postedAnew;

        Heard(Question question) {
            this.question = question;
        }
    }

    /** Fails if the client was told two things. */
    private static Map<Long, Heard> read(Path log) throws IOException {
        Map<Long, Heard> history = new TreeMap<>();
        try (Stream<String> lines = Files.lines(log)) {
            lines.forEach(line -> {
                String[] words = line.split(" ", 4);
                switch (words[0]) {
                    case "ask" -> {
                        Question question = Question.read(line.substring(4));
                        Heard before = history.putIfAbsent(question.number(), new Heard(question));
                        demand(before == null || before.question.equals(question), "Asked otherwise: " + line);
                    }
                    case "lost" -> heard(history, words).silence = true;
                    case "heard" -> answer(heard(history, words), words, line);
                    default -> throw new IllegalStateException(line);
                }
            });
        }
        return history;
    }

    private static Heard heard(Map<Long, Heard> history, String[] words) {
        Heard heard = history.get(Long.parseLong(words[1]));
        if (heard == null) {
            throw new IllegalStateException("Heard of what was not asked: " + String.join(" ", words));
        }
        return heard;
    }

    private static void answer(Heard heard, String[] words, String line) {
        switch (words[2]) {
            case "POSTED", "REPEATED" -> {
                long entry = Long.parseLong(words[3]);
                demand(heard.entry == null || heard.entry == entry, "Told of two entries: " + line);
                heard.entry = entry;
                heard.postedAnew += words[2].equals("POSTED") ? 1 : 0;
                demand(heard.postedAnew <= 1, "Posted twice: " + line);
            }
            case "REFUSED" -> {
                demand(heard.refusal == null || heard.refusal.equals(words[3]), "Refused in other words: " + line);
                heard.refusal = words[3];
            }
            case "UNKNOWN" -> heard.silence = true;
            case "BUSY" -> {
                // promises nothing but that nothing happened
            }
            default -> throw new IllegalStateException(line);
        }
        demand(heard.entry == null || heard.refusal == null, "Told that it is posted and refused: " + line);
    }

    private static void demand(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }

    /** @param moves "from>to:amount", in order */
    private record Recorded(String kind, String phase, long origin, List<String> moves) {}

    /** @param entry empty for a refusal */
    private record Kept(Optional<Long> entry) {}

    private record Stand(long posted, long reservedIn, long reservedOut) {
        static final Stand ZERO = new Stand(0, 0, 0);

        Stand plus(long more, long moreIn, long moreOut) {
            return new Stand(posted + more, reservedIn + moreIn, reservedOut + moreOut);
        }
    }

    private record Books(Map<Long, Recorded> entries, Map<String, Kept> keys, Map<String, Stand> accounts) {
        private static final String ENTRIES = """
                select id, kind, phase, coalesce(origin, 0) from ledger.entry
                """;
        private static final String MOVES = """
                select m.entry, f.code || '>' || t.code || ':' || m.amount
                from (select entry, n, from_account, to_account, amount from ledger.transfer
                      union all
                      select entry, n, from_account, to_account, amount from ledger.reserved) m
                join ledger.account f on f.id = m.from_account
                join ledger.account t on t.id = m.to_account
                order by m.entry, m.n
                """;
        private static final String KEYS = """
                select encode(key, 'hex'), entry from ledger.once_key
                """;
        private static final String ACCOUNTS = """
                select code, posted, reserved_in, reserved_out
                from ledger.balance b join ledger.account a on a.id = b.account
                """;

        /** In one snapshot: a transaction of a killed ledger may still come to its end. */
        static Books read(DataSource database) throws SQLException {
            Books books = new Books(new HashMap<>(), new HashMap<>(), new HashMap<>());
            try (Connection connection = database.getConnection();
                    Statement statement = connection.createStatement()) {
                connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
                connection.setAutoCommit(false);
                try (ResultSet row = statement.executeQuery(ENTRIES)) {
                    while (row.next()) {
                        books.entries.put(
                                row.getLong(1),
                                new Recorded(row.getString(2), row.getString(3), row.getLong(4), new ArrayList<>()));
                    }
                }
                try (ResultSet row = statement.executeQuery(MOVES)) {
                    while (row.next()) {
                        Recorded entry = books.entries.get(row.getLong(1));
                        demand(entry != null, "Legs without an entry: " + row.getLong(1));
                        if (entry != null) {
                            entry.moves.add(row.getString(2));
                        }
                    }
                }
                try (ResultSet row = statement.executeQuery(KEYS)) {
                    while (row.next()) {
                        Optional<Long> entry = Optional.ofNullable(row.getObject(2, Long.class));
                        books.keys.put(row.getString(1), new Kept(entry));
                    }
                }
                try (ResultSet row = statement.executeQuery(ACCOUNTS)) {
                    while (row.next()) {
                        books.accounts.put(row.getString(1), new Stand(row.getLong(2), row.getLong(3), row.getLong(4)));
                    }
                }
                connection.rollback();
            }
            return books;
        }
    }

    private static final class Checking {
        private final Map<Long, Heard> history;
        private final Books books;
        private final Map<Long, Question> byEntry = new HashMap<>();
        private final Map<Long, Long> settled = new HashMap<>();
        private final Map<String, Integer> uses = new HashMap<>();
        private final Map<String, Integer> usesRefused = new HashMap<>();
        private final Map<String, Stand> stands = new HashMap<>();

        private int posted;
        private int refused;
        private int unknown;
        private int busy;

        Checking(Map<Long, Heard> history, Books books) {
            this.history = history;
            this.books = books;
        }

        HistoryCheck check() {
            history.values().forEach(this::outcome);
            byEntry.forEach((entry, question) -> recorded(entry, question));
            byEntry.forEach(this::balances);

            demand(books.entries.size() == byEntry.size(), "There are entries that nobody asked for");
            demand(books.keys.size() == byEntry.size() + refusals(), "There are keys that nobody asked for");
            uses.forEach((account, times) -> demand(times <= Question.USES, account + " used " + times + " times"));
            usesRefused.forEach((account, _) ->
                    demand(uses.getOrDefault(account, 0) == Question.USES, account + " refused before it was used up"));
            books.accounts.forEach((code, stand) -> demand(
                    stand.equals(stands.getOrDefault(code, Stand.ZERO)),
                    code + " stands at " + stand + ", but by the log at " + stands.get(code)));
            return new HistoryCheck(posted, refused, unknown, busy);
        }

        private long refusals() {
            return books.keys.values().stream()
                    .filter(kept -> kept.entry.isEmpty())
                    .count();
        }

        /** What the books keep under the question's key, against what the client heard. */
        private void outcome(Heard heard) {
            Question question = heard.question;
            Kept kept = books.keys.get(question.key().key().toString());
            if (heard.entry != null) {
                posted++;
                demand(
                        kept != null && kept.entry.equals(Optional.of(heard.entry)),
                        "Acknowledged and not in the books: " + question + " as " + heard.entry + ", but " + kept);
            } else if (heard.refusal != null) {
                refused++;
                demand(kept != null && kept.entry.isEmpty(), "Refused, but " + question + " is " + kept);
            } else if (heard.silence) {
                unknown++;
            } else {
                busy++;
                demand(kept == null, "Busy, but " + question + " is " + kept);
            }
            if (kept == null) {
                return;
            }
            if (kept.entry.isPresent()) {
                demand(!question.sureToBeRefused(), "Posted what can't be: " + question);
                Question other = byEntry.put(kept.entry.get(), question);
                demand(other == null, "One entry for two questions: " + question + " and " + other);
            } else if (question.what() == Question.What.PAY_CAPPED) {
                usesRefused.merge(question.uses(), 1, Integer::sum);
            } else {
                demand(question.sureToBeRefused(), "Refused what can't be: " + question + " " + heard.refusal);
            }
        }

        private void recorded(long entry, Question question) {
            boolean follows = switch (question.what()) {
                case SETTLE, RELEASE, REVERSE -> true;
                case PAY, PAY_CAPPED, OVERDRAW, RESERVE -> false;
            };
            String phase = switch (question.what()) {
                case PAY, PAY_CAPPED, OVERDRAW -> "POST";
                case RESERVE, SETTLE, RELEASE, REVERSE -> question.what().name();
            };
            Recorded asked = new Recorded(question.kind(), phase, follows ? question.subject() : 0, moves(question));
            demand(
                    asked.equals(books.entries.get(entry)),
                    "Not as asked: " + asked + " is " + books.entries.get(entry));
        }

        private List<String> moves(Question question) {
            long amount = question.amount();
            String paid = question.wallet() + ">" + Question.MERCHANT + ":" + amount;
            String filled = Question.BANK + ">" + question.wallet() + ":" + amount;
            return switch (question.what()) {
                case PAY, OVERDRAW -> List.of(filled, paid);
                case PAY_CAPPED -> List.of(filled, paid, "issued/USE>" + question.uses() + ":1");
                case RESERVE, SETTLE -> List.of(Question.BANK + ">" + Question.MERCHANT + ":" + amount);
                case RELEASE -> List.of();
                case REVERSE ->
                    List.of(Question.MERCHANT + ">" + origin(question).wallet() + ":" + amount);
            };
        }

        private Question origin(Question question) {
            Question origin = byEntry.get(question.subject());
            if (origin == null) {
                throw new AssertionError("Follows what is not in the books: " + question);
            }
            return origin;
        }

        /** What the entry leaves of balances; a release lets go of what was reserved and not settled. */
        private void balances(long entry, Question question) {
            long amount = question.amount();
            switch (question.what()) {
                case PAY, PAY_CAPPED -> {
                    move(Question.BANK, Question.MERCHANT, amount);
                    if (question.what() == Question.What.PAY_CAPPED) {
                        uses.merge(question.uses(), 1, Integer::sum);
                        move("issued/USE", question.uses(), 1);
                    }
                }
                case RESERVE -> keep(amount);
                case SETTLE -> {
                    keep(-amount);
                    move(Question.BANK, Question.MERCHANT, amount);
                }
                case RELEASE -> keep(-(origin(question).amount() - settledOf(question.subject())));
                case REVERSE -> move(Question.MERCHANT, origin(question).wallet(), amount);
                case OVERDRAW -> throw new AssertionError("Posted: " + entry);
            }
        }

        private long settledOf(long reservation) {
            if (settled.isEmpty()) {
                byEntry.values().stream()
                        .filter(question -> question.what() == Question.What.SETTLE)
                        .forEach(question -> settled.merge(question.subject(), question.amount(), Long::sum));
            }
            return settled.getOrDefault(reservation, 0L);
        }

        private void move(String from, String to, long amount) {
            stands.put(from, stands.getOrDefault(from, Stand.ZERO).plus(-amount, 0, 0));
            stands.put(to, stands.getOrDefault(to, Stand.ZERO).plus(amount, 0, 0));
        }

        private void keep(long amount) {
            stands.put(
                    Question.BANK,
                    stands.getOrDefault(Question.BANK, Stand.ZERO).plus(0, 0, amount));
            stands.put(
                    Question.MERCHANT,
                    stands.getOrDefault(Question.MERCHANT, Stand.ZERO).plus(0, amount, 0));
        }
    }
}
