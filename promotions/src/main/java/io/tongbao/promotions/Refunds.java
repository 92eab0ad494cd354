package io.tongbao.promotions;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Plans refunds by running totals. What has come back of a line after R of its gross is a function of R alone, so any sequence of
 * partial refunds sums to the same, and after all of it to exactly what was paid:
 * <ul>
 *   <li>the R units are dealt to cash and to each sponsor's discount ({@link Apportioning#deal}), no unit ever taken back. The shares
 *       of a line's first, second, third ... unit to be returned are so frozen with the payment;
 *   <li>of the cashback C, C · R / G of the whole payment is taken back, rounded down in the customer's favour, and dealt to the
 *       sponsors likewise; and so are points.
 * </ul>
 * The ledger must hold that no transfer of the payment gives back more than is left of it; its reversals do.
 */
public final class Refunds {
    private Refunds() {}

    /**
     * Of a payment whose lines are not told apart ({@link PaidShares#ofTotals}).
     *
     * @param refundedMinor gross refunded by all refunds before
     * @param grossMinor gross to refund now, more than zero
     */
    public static Refunding plan(PaidShares paid, long refundedMinor, long grossMinor) {
        String line = onlyLine(paid);
        return plan(paid, Map.of(line, refundedMinor), Map.of(line, grossMinor));
    }

    /**
     * @param refundedMinor gross refunded by all refunds before, by line; a line that is not named has none
     * @param grossMinor gross to refund now, by line; units of a line are as many times its unit price
     */
    public static Refunding plan(PaidShares paid, Map<String, Long> refundedMinor, Map<String, Long> grossMinor) {
        checkNames(paid, refundedMinor);
        checkNames(paid, grossMinor);
        long before = 0;
        long now = 0;
        long cash = 0;
        long[] discounts = new long[paid.funded().size()];
        List<Refunding.OfLine> lines = new ArrayList<>();
        for (PaidShares.Line line : paid.lines()) {
            long refunded = refundedMinor.getOrDefault(line.id(), 0L);
            long asked = grossMinor.getOrDefault(line.id(), 0L);
            if (refunded < 0 || refunded > line.grossMinor()) {
                throw new IllegalArgumentException("Refunded before: " + refunded + " of " + line.grossMinor());
            }
            if (asked < 0) {
                throw new IllegalArgumentException("A refund is not below zero: " + asked);
            }
            if (asked > line.grossMinor() - refunded) {
                return new Refunding.AboveLeft(line.grossMinor() - refunded);
            }
            long[] returnedBefore = returned(line, refunded);
            long[] returnedAfter = returned(line, refunded + asked);
            long lineCash = returnedAfter[0] - returnedBefore[0];
            for (int i = 0; i < discounts.length; i++) {
                discounts[i] += returnedAfter[i + 1] - returnedBefore[i + 1];
            }
            if (asked > 0) {
                lines.add(new Refunding.OfLine(line.id(), asked, lineCash));
            }
            before += refunded;
            now += asked;
            cash += lineCash;
        }
        if (now < 1) {
            throw new IllegalArgumentException("A refund is more than zero");
        }
        long gross = paid.grossMinor();
        long[] cashback = between(
                paid.funded().stream()
                        .mapToLong(PaidShares.Funded::cashbackMinor)
                        .toArray(),
                before,
                now,
                gross);
        long[] points = between(
                paid.earned().stream().mapToLong(PaidShares.Earned::points).toArray(), before, now, gross);
        List<PaidShares.Funded> sponsors = new ArrayList<>();
        for (int i = 0; i < discounts.length; i++) {
            PaidShares.Funded part = paid.funded().get(i);
            sponsors.add(new PaidShares.Funded(part.campaignId(), part.sponsorId(), discounts[i], cashback[i]));
        }
        List<PaidShares.Earned> earned = new ArrayList<>();
        for (int i = 0; i < points.length; i++) {
            earned.add(new PaidShares.Earned(paid.earned().get(i).campaignId(), points[i]));
        }
        long left = gross - before - now;
        return new Refunding.Plan(
                now,
                cash,
                sponsors.stream().mapToLong(PaidShares.Funded::cashbackMinor).sum(),
                sponsors,
                earned,
                lines,
                left,
                left == 0);
    }

    private static String onlyLine(PaidShares paid) {
        if (paid.lines().size() != 1) {
            throw new IllegalArgumentException("A payment of several lines is refunded line by line");
        }
        return paid.lines().getFirst().id();
    }

    private static void checkNames(PaidShares paid, Map<String, Long> byLine) {
        for (String id : byLine.keySet()) {
            if (paid.lines().stream().noneMatch(line -> line.id().equals(id))) {
                throw new IllegalArgumentException("The payment has no line " + id);
            }
        }
    }

    /**
     * Of the cash that this refund gives back, what goes to each of the sources that the cash came from (a card, a bonus, the
     * balance). By running totals as well: the cash that has come back is dealt to the sources ({@link Apportioning#deal}), so each
     * gets back exactly what it gave, and the parts of every refund sum to its cash.
     *
     * @param sourcesMinor what each gave, zeros included; they sum to the cash paid
     */
    public static List<Long> cashToSources(
            PaidShares paid, List<Long> sourcesMinor, long refundedMinor, long grossMinor) {
        String line = onlyLine(paid);
        return cashToSources(paid, sourcesMinor, Map.of(line, refundedMinor), Map.of(line, grossMinor));
    }

    /** The same of a payment of several lines; the maps are those of the plan. */
    public static List<Long> cashToSources(
            PaidShares paid, List<Long> sourcesMinor, Map<String, Long> refundedMinor, Map<String, Long> grossMinor) {
        long[] sources = sourcesMinor.stream().mapToLong(Long::longValue).toArray();
        if (Arrays.stream(sources).sum() != paid.cashMinor()) {
            throw new IllegalArgumentException("The sources gave " + sourcesMinor + " of " + paid.cashMinor());
        }
        long before = 0;
        long after = 0;
        for (PaidShares.Line line : paid.lines()) {
            long refunded = refundedMinor.getOrDefault(line.id(), 0L);
            before += returned(line, refunded)[0];
            after += returned(line, refunded + grossMinor.getOrDefault(line.id(), 0L))[0];
        }
        long[] already = Apportioning.deal(before, sources);
        long[] all = Apportioning.deal(after, sources);
        List<Long> now = new ArrayList<>();
        for (int i = 0; i < sources.length; i++) {
            now.add(all[i] - already[i]);
        }
        return now;
    }

    /** What has come back of a line: cash first, then by sponsor. */
    static long[] returned(PaidShares.Line line, long refundedMinor) {
        long[] parts = new long[line.discountsMinor().size() + 1];
        parts[0] = line.cashMinor();
        for (int i = 1; i < parts.length; i++) {
            parts[i] = line.discountsMinor().get(i - 1);
        }
        return Apportioning.deal(refundedMinor, parts);
    }

    /** What comes back now of the parts that come back in proportion to the whole payment's gross. */
    private static long[] between(long[] parts, long before, long now, long gross) {
        long whole = 0;
        for (long part : parts) {
            whole += part;
        }
        long[] came = new long[parts.length];
        if (whole == 0) {
            return came;
        }
        long[] after = Apportioning.deal(Apportioning.proportion(whole, before + now, gross), parts);
        long[] already = Apportioning.deal(Apportioning.proportion(whole, before, gross), parts);
        for (int i = 0; i < came.length; i++) {
            came[i] = after[i] - already[i];
        }
        return came;
    }
}
