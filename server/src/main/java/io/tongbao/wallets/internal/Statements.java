package io.tongbao.wallets.internal;

import io.tongbao.identity.People;
import io.tongbao.ledger.BalanceAt;
import io.tongbao.ledger.Currency;
import io.tongbao.ledger.Ledger;
import io.tongbao.ledger.StatementPage;
import io.tongbao.ledger.StatementQuery;
import io.tongbao.platform.Money;
import io.tongbao.wallets.PaymentsByEntry;
import io.tongbao.wallets.WalletAccounts;
import io.tongbao.wallets.internal.MovementStore.Movement;
import io.tongbao.wallets.internal.StatementPaper.Head;
import io.tongbao.wallets.internal.StatementPaper.Line;
import io.tongbao.wallets.internal.StatementPaper.Purse;
import io.tongbao.wallets.internal.StatementPaper.Sums;
import io.tongbao.wallets.internal.StatementPaper.What;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * A person's statement: every line that the books have of the person's accounts in a time, by when the books heard of it, with
 * the running balance that they kept. Read page by page and passed on, so that a long one is never whole in memory.
 */
@Component
class Statements {
    private static final int LINES_AT_ONCE = 200;

    private final Ledger ledger;
    private final MovementStore movements;
    private final PaymentsByEntry payments;
    private final Counterparties counterparties;
    private final People people;
    private final BusinessDay day;
    private final Clock clock;

    Statements(
            Ledger ledger,
            MovementStore movements,
            PaymentsByEntry payments,
            Counterparties counterparties,
            People people,
            BusinessDay day,
            Clock clock) {
        this.ledger = ledger;
        this.movements = movements;
        this.payments = payments;
        this.counterparties = counterparties;
        this.people = people;
        this.day = day;
        this.clock = clock;
    }

    /** @param to the last day, which counts */
    record Period(LocalDate from, LocalDate to) {}

    void write(String personId, Currency currency, Period period, StatementPaper paper) {
        paper.begin(new Head(owner(personId), currency, period.from(), period.to(), clock.instant()));
        for (Purse purse : Purse.values()) {
            new Account(personId, currency, purse, period).write(paper);
        }
        paper.end();
    }

    private String owner(String personId) {
        return Optional.ofNullable(people.find(List.of(personId)).get(personId))
                .map(People.Person::shown)
                .orElse("");
    }

    /** One of the person's accounts, on its way through the period. */
    private final class Account {
        private final String personId;
        private final Currency currency;
        private final Purse purse;
        private final String code;
        private final Instant from;
        private final Instant until;
        private long in;
        private long out;

        Account(String personId, Currency currency, Purse purse, Period period) {
            this.personId = personId;
            this.currency = currency;
            this.purse = purse;
            this.code = switch (purse) {
                case BALANCE -> WalletAccounts.key(personId, currency).code();
                case BONUS -> WalletAccounts.bonus(personId, currency).code();
            };
            this.from = day.start(period.from());
            this.until = day.start(period.to().plusDays(1));
        }

        void write(StatementPaper paper) {
            StatementPage page = page(Optional.empty());
            // What the first line found is the opening balance, even of a line that was recorded while this is read.
            long balance = page.lines().isEmpty()
                    ? before()
                    : Math.subtractExact(
                            page.lines().getFirst().balance(),
                            page.lines().getFirst().amount());
            if (purse == Purse.BONUS && balance == 0 && page.lines().isEmpty()) {
                return;
            }
            paper.opening(purse, money(balance));
            while (true) {
                balance = write(page, balance, paper);
                if (page.next().isEmpty()) {
                    break;
                }
                page = page(page.next());
            }
            paper.closing(new Sums(purse, money(in), money(out), money(balance)));
        }

        private StatementPage page(Optional<String> cursor) {
            return ledger.statementBetween(code, from, until, new StatementQuery(cursor, LINES_AT_ONCE));
        }

        private long before() {
            return ledger.balanceAt(code, from.minusNanos(1_000), BalanceAt.By.RECORDED) instanceof BalanceAt.Was was
                    ? was.posted()
                    : 0;
        }

        /** Answers the balance after the page. */
        private long write(StatementPage page, long before, StatementPaper paper) {
            Set<Long> entries = new HashSet<>();
            page.lines().forEach(line -> entries.add(line.entryId()));
            Map<Long, Movement> known = known(entries);
            Map<String, String> names = counterparties.names(known.values().stream()
                    .flatMap(movement -> movement.otherId().stream())
                    .distinct()
                    .toList());
            long balance = before;
            for (StatementPage.Line line : page.lines()) {
                balance = Math.addExact(balance, line.amount());
                if (balance != line.balance()) {
                    throw new IllegalStateException("The lines of " + code + " do not follow from each other");
                }
                if (line.amount() > 0) {
                    in = Math.addExact(in, line.amount());
                } else {
                    out = Math.subtractExact(out, line.amount());
                }
                Optional<Movement> movement = Optional.ofNullable(known.get(line.entryId()));
                paper.line(new Line(
                        purse,
                        line.recordedAt(),
                        What.of(line.kind(), purse, line.amount() > 0),
                        movement.flatMap(Movement::otherId).map(names::get),
                        money(line.amount()),
                        money(line.balance()),
                        movement.map(Movement::id)));
            }
            return balance;
        }

        private Map<Long, Movement> known(Set<Long> entries) {
            if (entries.isEmpty()) {
                return Map.of();
            }
            Map<Long, Movement> known = new HashMap<>(movements.of(personId, entries));
            payments.of(entries)
                    .forEach(
                            (entry, paid) -> known.put(entry, new Movement(paid.id(), Optional.of(paid.merchantId()))));
            return known;
        }

        private Money money(long minor) {
            return new Money(minor, currency);
        }
    }
}
