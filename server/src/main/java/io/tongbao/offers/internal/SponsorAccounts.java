package io.tongbao.offers.internal;

import io.tongbao.ledger.Balance;
import io.tongbao.ledger.Currency;
import io.tongbao.ledger.Ledger;
import io.tongbao.ledger.StatementPage;
import io.tongbao.ledger.StatementQuery;
import io.tongbao.offers.internal.SponsorStore.Key;
import io.tongbao.payments.Accounts;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * How sponsors stand with the house. A sponsor's position is what it has paid in less what it has borne: above zero it is a
 * deposit, below zero it is due. It does not change when a campaign is given money or gives it back, only by payments to and
 * from the sponsor and by what offers cost.
 */
@Component
class SponsorAccounts {
    private static final int PAGE = 200;
    private static final String CAMPAIGN = "campaign/";

    private final Ledger ledger;
    private final SponsorStore store;
    private final Clock clock;

    SponsorAccounts(Ledger ledger, SponsorStore store, Clock clock) {
        this.ledger = ledger;
        this.store = store;
        this.clock = clock;
    }

    /**
     * @param withCampaignsMinor set aside and not spent
     * @param positionMinor paid in less borne
     */
    record Standing(long withCampaignsMinor, long positionMinor) {
        static final Standing NONE = new Standing(0, 0);
    }

    /** As the books have it now. */
    Map<Key, Standing> standings(List<Key> sponsors) {
        if (sponsors.isEmpty()) {
            return Map.of();
        }
        Map<String, Key> homes = new HashMap<>();
        Map<String, Key> budgets = new HashMap<>();
        for (Key key : sponsors) {
            accounts(key).forEach(account -> homes.put(account, key));
        }
        for (SponsorStore.Funded funded : store.funded(sponsors)) {
            Key key = funded.sponsor();
            budgets.put(
                    Accounts.budget(funded.campaignId(), key.sponsorId(), Currency.of(key.currency()))
                            .code(),
                    key);
        }
        List<String> codes = new ArrayList<>(homes.keySet());
        codes.addAll(budgets.keySet());
        Map<Key, Standing> standings = new HashMap<>();
        for (Balance balance : ledger.balances(codes)) {
            Key inBudget = budgets.get(balance.code());
            Key key = inBudget == null ? homes.get(balance.code()) : inBudget;
            long with = inBudget == null ? 0 : balance.posted();
            standings.merge(
                    key,
                    new Standing(with, balance.posted()),
                    (a, b) -> new Standing(
                            a.withCampaignsMinor() + b.withCampaignsMinor(), a.positionMinor() + b.positionMinor()));
        }
        return standings;
    }

    /** A payment to or from the sponsor: above zero it paid in. */
    record Paid(Instant at, long entryId, String kind, long minor) {}

    /**
     * @param tied whether all that was ever counted comes to what the books hold; for a moment it does not while the last payments
     *     are being counted
     */
    record Statement(
            long openingMinor,
            List<Paid> paid,
            SponsorStore.Sums borne,
            long closingMinor,
            Standing now,
            boolean tied) {
        Statement {
            paid = List.copyOf(paid);
        }

        long paidInMinor() {
            return paid.stream().mapToLong(each -> Math.max(0, each.minor())).sum();
        }

        long paidOutMinor() {
            return paid.stream().mapToLong(each -> Math.max(0, -each.minor())).sum();
        }
    }

    Statement statement(Key sponsor, Instant from, Instant until) {
        Standing now = standings(List.of(sponsor)).getOrDefault(sponsor, Standing.NONE);
        List<Paid> paid = paid(sponsor);
        long before = paid.stream()
                        .filter(each -> each.at().isBefore(from))
                        .mapToLong(Paid::minor)
                        .sum()
                - store.sums(sponsor, Instant.EPOCH, from).net();
        List<Paid> within = paid.stream()
                .filter(each -> !each.at().isBefore(from) && each.at().isBefore(until))
                .toList();
        SponsorStore.Sums borne = store.sums(sponsor, from, until);
        long closing = before + within.stream().mapToLong(Paid::minor).sum() - borne.net();
        long counted = paid.stream().mapToLong(Paid::minor).sum()
                - store.sums(sponsor, Instant.EPOCH, Instant.parse("9999-01-01T00:00:00Z"))
                        .net();
        return new Statement(before, within, borne, closing, now, counted == now.positionMinor());
    }

    /** All lines of the sponsor's accounts but those between them and campaigns, of which there are a few for each campaign; the oldest first. */
    private List<Paid> paid(Key sponsor) {
        List<Paid> paid = new ArrayList<>();
        Instant until = clock.instant().plusSeconds(1);
        for (String account : accounts(sponsor)) {
            Optional<String> cursor = Optional.empty();
            do {
                StatementPage page =
                        ledger.statementBetween(account, Instant.EPOCH, until, new StatementQuery(cursor, PAGE));
                for (StatementPage.Line line : page.lines()) {
                    if (!line.counterparty().startsWith(CAMPAIGN)) {
                        paid.add(new Paid(line.recordedAt(), line.entryId(), line.kind(), line.amount()));
                    }
                }
                cursor = page.next();
            } while (cursor.isPresent());
        }
        paid.sort((a, b) -> a.at().compareTo(b.at()));
        return Collections.unmodifiableList(paid);
    }

    private static List<String> accounts(Key sponsor) {
        Currency currency = Currency.of(sponsor.currency());
        return List.of(
                Accounts.sponsor(sponsor.sponsorId(), currency).code(),
                Accounts.deposit(sponsor.sponsorId(), currency).code());
    }
}
