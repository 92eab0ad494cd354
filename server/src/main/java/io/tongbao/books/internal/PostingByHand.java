package io.tongbao.books.internal;

import io.tongbao.books.BooksAdjusted;
import io.tongbao.books.HouseAccounts;
import io.tongbao.books.internal.EntryLine.BoundLine;
import io.tongbao.books.internal.EntryLine.LegLine;
import io.tongbao.events.EntryEvents;
import io.tongbao.events.Event;
import io.tongbao.events.EventLog;
import io.tongbao.ledger.AccountKey;
import io.tongbao.ledger.Balance;
import io.tongbao.ledger.Bound;
import io.tongbao.ledger.Entry;
import io.tongbao.ledger.Entry.Action;
import io.tongbao.ledger.Ledger;
import io.tongbao.ledger.Leg;
import io.tongbao.ledger.OnceKey;
import io.tongbao.ledger.PostResult;
import io.tongbao.ledger.Source;
import io.tongbao.ledger.Together;
import io.tongbao.ledger.Together.OnRefusal;
import io.tongbao.platform.BodyReader;
import io.tongbao.platform.IdempotencyKey;
import io.tongbao.platform.ProblemException;
import io.tongbao.platform.ProblemType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;

/**
 * Posts entries that staff write themselves, some at a time. What touches the house's own accounts alone one may post; what
 * touches anybody else's is reserved by one and settled by another. Only what was posted so is settled, released or
 * reversed so: what a payment or a withdrawal has reserved is theirs.
 */
@Service
class PostingByHand {
    private static final String KIND = "adjustment";

    private final Ledger ledger;
    private final EventLog events;
    private final EntryEvents told;
    private final BodyReader bodies;

    PostingByHand(Ledger ledger, EventLog events, EntryEvents told, BodyReader bodies) {
        this.ledger = ledger;
        this.events = events;
        this.told = told;
        this.bodies = bodies;
    }

    /** Who asks, and under which key; a line's number and text make its own key of it. */
    record Asker(String staffId, IdempotencyKey key) {}

    /** A line as it came, and its number from 1. */
    record Line(long number, String text) {}

    /** What came of a line: the ledger's answer, or why it did not come so far. */
    sealed interface Answer {
        record Judged(long line, PostResult result) implements Answer {}

        record Wrong(long line, ProblemException problem) implements Answer {}
    }

    /**
     * @param answers in the order of the lines; shorter than they if a refusal ended it, and only the refusal if all was undone
     * @param goOn whether lines after these are to be tried
     */
    record Outcome(List<Answer> answers, boolean goOn) {}

    /** Posts the lines with nothing in between. */
    Outcome post(List<Line> lines, OnRefusal onRefusal, Asker asker) {
        List<Prepared> prepared = prepare(lines, asker);
        Optional<Prepared.Wrong> firstWrong = prepared.stream()
                .filter(Prepared.Wrong.class::isInstance)
                .map(Prepared.Wrong.class::cast)
                .findFirst();
        return switch (onRefusal) {
            case GO_ON -> goOn(prepared);
            case STOP -> stopAtFirst(prepared, firstWrong);
            case UNDO_ALL ->
                firstWrong
                        .map(wrong -> new Outcome(List.of(wrong.answer()), false))
                        .orElseGet(() -> together(ready(prepared), OnRefusal.UNDO_ALL));
        };
    }

    private Outcome goOn(List<Prepared> prepared) {
        Outcome posted = together(ready(prepared), OnRefusal.GO_ON);
        Iterator<Answer> judged = posted.answers().iterator();
        List<Answer> answers = prepared.stream()
                .map(each -> each instanceof Prepared.Wrong wrong ? wrong.answer() : judged.next())
                .toList();
        return new Outcome(answers, posted.goOn());
    }

    private Outcome stopAtFirst(List<Prepared> prepared, Optional<Prepared.Wrong> wrong) {
        List<Prepared> before = wrong.map(prepared::indexOf)
                .map(end -> prepared.subList(0, end))
                .orElse(prepared);
        Outcome posted = together(ready(before), OnRefusal.STOP);
        if (!posted.goOn() || wrong.isEmpty()) {
            return posted;
        }
        return new Outcome(
                Stream.concat(posted.answers().stream(), Stream.of(wrong.get().answer()))
                        .toList(),
                false);
    }

    private Outcome together(List<Prepared.Ready> ready, OnRefusal onRefusal) {
        if (ready.isEmpty()) {
            return new Outcome(List.of(), true);
        }
        Together posted =
                ledger.postTogether(ready.stream().map(Prepared.Ready::entry).toList(), onRefusal);
        boolean busy = posted.answers().stream().anyMatch(PostResult.Busy.class::isInstance);
        List<Answer> answers = new ArrayList<>();
        if (posted.refusedAt().isPresent() && onRefusal == OnRefusal.UNDO_ALL) {
            long line = ready.get(posted.refusedAt().getAsInt()).line();
            answers.add(new Answer.Judged(line, posted.answers().getLast()));
        } else {
            for (int i = 0; i < posted.answers().size(); i++) {
                answers.add(
                        new Answer.Judged(ready.get(i).line(), posted.answers().get(i)));
            }
        }
        return new Outcome(List.copyOf(answers), posted.refusedAt().isEmpty() && !busy);
    }

    private static List<Prepared.Ready> ready(List<Prepared> prepared) {
        return prepared.stream()
                .filter(Prepared.Ready.class::isInstance)
                .map(Prepared.Ready.class::cast)
                .toList();
    }

    private sealed interface Prepared {
        record Ready(long line, Entry entry) implements Prepared {}

        record Wrong(long line, ProblemException problem) implements Prepared {
            Answer answer() {
                return new Answer.Wrong(line, problem);
            }
        }
    }

    private record Parsed(Line line, Optional<EntryLine> entry, Optional<ProblemException> problem) {}

    /** Two reads for all lines: of the accounts they name, and of the entries they go back to. */
    private List<Prepared> prepare(List<Line> lines, Asker asker) {
        List<Parsed> parsed = lines.stream().map(this::parse).toList();
        Known known =
                known(parsed.stream().flatMap(each -> each.entry().stream()).toList());
        List<Prepared> prepared = new ArrayList<>(lines.size());
        for (Parsed each : parsed) {
            long number = each.line().number();
            try {
                prepared.add(
                        each.problem().isPresent()
                                ? new Prepared.Wrong(number, each.problem().get())
                                : new Prepared.Ready(
                                        number, entry(each.entry().orElseThrow(), known, asker, each.line())));
            } catch (ProblemException problem) {
                prepared.add(new Prepared.Wrong(number, problem));
            }
        }
        return prepared;
    }

    private Parsed parse(Line line) {
        try {
            return new Parsed(line, Optional.of(bodies.read(line.text(), EntryLine.class)), Optional.empty());
        } catch (ProblemException problem) {
            return new Parsed(line, Optional.empty(), Optional.of(problem));
        }
    }

    /**
     * @param accounts those that are there, by code
     * @param adjusted what was told beside the entries that were posted by hand
     */
    private record Known(Map<String, Balance> accounts, Map<Long, EntryEvents.Told> adjusted) {

        AccountKey account(String field, String code) {
            Balance there = accounts.get(code);
            if (there != null) {
                return AccountKey.of(code, there.asset());
            }
            return HouseAccounts.find(code)
                    .orElseThrow(() -> ProblemException.ofField(
                            field,
                            "unknown-account",
                            "must be an account that is there, or one of the house's own to be opened"));
        }

        EntryEvents.Told adjusted(String field, String entryId) {
            EntryEvents.Told found = adjusted.get(Long.parseLong(entryId));
            if (found == null) {
                throw ProblemException.ofField(field, "not-by-hand", "must be an entry that was posted here");
            }
            return found;
        }
    }

    private Known known(Collection<EntryLine> lines) {
        Set<String> codes = new HashSet<>();
        Set<Long> entries = new HashSet<>();
        for (EntryLine line : lines) {
            legs(line).forEach(leg -> codesOf(leg).forEach(codes::add));
            Stream.of(
                            line.settle().map(EntryLine.Settle::reservation),
                            line.release().map(EntryLine.Release::reservation),
                            line.reverse().map(EntryLine.Reverse::entry))
                    .flatMap(Optional::stream)
                    .map(Long::valueOf)
                    .forEach(entries::add);
        }
        Map<String, Balance> accounts = codes.isEmpty()
                ? Map.of()
                : ledger.balances(List.copyOf(codes)).stream()
                        .collect(Collectors.toMap(Balance::code, Function.identity()));
        return new Known(accounts, told.of(entries, BooksAdjusted.TYPE));
    }

    private static Stream<LegLine> legs(EntryLine line) {
        return Stream.concat(
                line.post().stream().flatMap(post -> post.legs().stream()),
                line.reserve().stream().flatMap(reserve -> reserve.legs().stream()));
    }

    private static Stream<String> codesOf(LegLine leg) {
        return Stream.of(
                        leg.from().stream(),
                        leg.fromInOrder().stream().flatMap(List::stream),
                        leg.fromAllOf().stream(),
                        Stream.of(leg.to()),
                        leg.bounds().stream().flatMap(List::stream).map(BoundLine::account))
                .flatMap(Function.identity());
    }

    /** What the line does, and whether the house's own accounts alone are touched. */
    private record Meant(Action action, boolean houseOnly) {}

    private Entry entry(EntryLine line, Known known, Asker asker, Line written) {
        List<Meant> meant = Stream.of(
                        line.post().map(post -> post(post, known)),
                        line.reserve().map(reserve -> reserve(reserve, known)),
                        line.settle().map(settle -> settle(settle, known, asker)),
                        line.release().map(release -> release(release, known)),
                        line.reverse().map(reverse -> reverse(reverse, known)))
                .flatMap(Optional::stream)
                .toList();
        if (meant.size() != 1) {
            throw new ProblemException(
                    ProblemType.MALFORMED, "A line has exactly one of post, reserve, settle, release and reverse.");
        }
        Meant one = meant.getFirst();
        BooksAdjusted adjusted = new BooksAdjusted(asker.staffId(), one.houseOnly(), line.reference());
        OnceKey once = OnceKey.of(
                true,
                written.text(),
                asker.staffId(),
                "POST /books/entries",
                asker.key().value(),
                Long.toString(written.number()));
        Entry entry = Entry.of(KIND, one.action())
                .once(List.of(once))
                .beside(List.of(events.companion(new Event(BooksAdjusted.TYPE, asker.staffId(), adjusted))));
        return line.effectiveAt()
                .map(when -> possible("effectiveAt", () -> entry.backdated(when)))
                .orElse(entry);
    }

    private static Meant post(EntryLine.Post post, Known known) {
        List<Leg> legs = legs("post.legs", post.legs(), known);
        if (!houseOnly(legs)) {
            throw new ProblemException(
                    ProblemType.FOUR_EYES,
                    "Accounts that are not the house's own are touched: reserve it, and another administrator settles it.");
        }
        return new Meant(new Action.Post(legs), true);
    }

    private static Meant reserve(EntryLine.Reserve reserve, Known known) {
        List<Leg> legs = legs("reserve.legs", reserve.legs(), known);
        return new Meant(
                new Action.Reserve(legs, Duration.ofSeconds(reserve.seconds()), reserve.purpose()), houseOnly(legs));
    }

    private static Meant settle(EntryLine.Settle settle, Known known, Asker asker) {
        EntryEvents.Told reserved = known.adjusted("settle.reservation", settle.reservation());
        if (!houseOnly(reserved) && asker.staffId().equals(reserved.body().get("madeBy"))) {
            throw new ProblemException(ProblemType.FOUR_EYES, "Another administrator settles what you have reserved.");
        }
        List<Long> amounts = settle.amounts().orElse(List.of());
        return new Meant(
                possible("settle.amounts", () -> new Action.Settle(Long.parseLong(settle.reservation()), amounts)),
                houseOnly(reserved));
    }

    private static Meant release(EntryLine.Release release, Known known) {
        EntryEvents.Told reserved = known.adjusted("release.reservation", release.reservation());
        return new Meant(new Action.Release(Long.parseLong(release.reservation())), houseOnly(reserved));
    }

    private static Meant reverse(EntryLine.Reverse reverse, Known known) {
        if (!houseOnly(known.adjusted("reverse.entry", reverse.entry()))) {
            throw new ProblemException(
                    ProblemType.FOUR_EYES,
                    "Accounts that are not the house's own are touched: reserve the way back, and another administrator"
                            + " settles it.");
        }
        List<Action.Reverse.Part> parts = reverse.parts().stream()
                .map(part -> new Action.Reverse.Part(part.transfer(), part.amount()))
                .toList();
        return new Meant(new Action.Reverse(Long.parseLong(reverse.entry()), parts, List.of()), true);
    }

    private static boolean houseOnly(EntryEvents.Told adjusted) {
        return Boolean.TRUE.equals(adjusted.body().get("houseOnly"));
    }

    private static boolean houseOnly(List<Leg> legs) {
        return legs.stream()
                .allMatch(leg -> isHouses(leg.to())
                        && switch (leg.from()) {
                            case Source.Account(AccountKey key) -> isHouses(key);
                            case Source.AllOf(AccountKey key) -> isHouses(key);
                            case Source.InOrder several ->
                                several.keys().stream().allMatch(PostingByHand::isHouses);
                        });
    }

    private static boolean isHouses(AccountKey account) {
        return HouseAccounts.find(account.code()).isPresent();
    }

    private static List<Leg> legs(String field, List<LegLine> lines, Known known) {
        List<Leg> legs = new ArrayList<>(lines.size());
        for (int i = 0; i < lines.size(); i++) {
            legs.add(leg(field + "[" + i + "]", lines.get(i), known));
        }
        return legs;
    }

    private static Leg leg(String field, LegLine line, Known known) {
        List<Source> sources = Stream.<Optional<Source>>of(
                        line.from().map(code -> new Source.Account(known.account(field + ".from", code))),
                        line.fromInOrder()
                                .map(codes -> new Source.InOrder(codes.stream()
                                        .map(code -> known.account(field + ".fromInOrder", code))
                                        .toList())),
                        line.fromAllOf().map(code -> new Source.AllOf(known.account(field + ".fromAllOf", code))))
                .flatMap(Optional::stream)
                .toList();
        if (sources.size() != 1) {
            throw ProblemException.ofField(
                    field, "one-source", "must have exactly one of from, fromInOrder and fromAllOf");
        }
        AccountKey to = known.account(field + ".to", line.to());
        List<BoundLine> boundLines = line.bounds().orElse(List.of());
        List<Bound> bounds = new ArrayList<>(boundLines.size());
        for (int i = 0; i < boundLines.size(); i++) {
            bounds.add(bound(field + ".bounds[" + i + "]", boundLines.get(i), known));
        }
        long amount = line.amount().orElse(0L);
        return possible(field, () -> new Leg(sources.getFirst(), to, amount, bounds));
    }

    private static Bound bound(String field, BoundLine line, Known known) {
        return new Bound(
                line.name(),
                known.account(field + ".account", line.account()),
                switch (line.when()) {
                    case before -> Bound.When.BEFORE;
                    case after -> Bound.When.AFTER;
                },
                switch (line.is()) {
                    case atMost -> Bound.Comparison.AT_MOST;
                    case atLeast -> Bound.Comparison.AT_LEAST;
                    case exactly -> Bound.Comparison.EXACTLY;
                },
                line.value());
    }

    /** What the ledger's own types refuse, said of the field. */
    private static <T> T possible(String field, Supplier<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException e) {
            throw ProblemException.ofField(field, "impossible", "is not possible: " + e.getMessage());
        }
    }
}
