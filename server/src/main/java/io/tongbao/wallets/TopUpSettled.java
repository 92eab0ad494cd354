package io.tongbao.wallets;

import java.time.Instant;
import java.util.List;

/**
 * Event {@code top_up.settled}, in the person's stream: money came in from a bank.
 *
 * @param topUpId a top-up from a card ({@code top_…}) or a bank transfer ({@code btr_…})
 * @param sourceId the card, or the code of the transfer
 * @param bonus what offers added, in minor units as the amount
 */
public record TopUpSettled(
        String topUpId,
        String personId,
        String sourceId,
        String currency,
        long amount,
        long bonus,
        List<OfferUsed> offers,
        Instant at) {
    public static final String TYPE = "top_up.settled";

    /** @param sponsors who bears the bonus */
    public record OfferUsed(String offerId, int version, String campaignId, long bonus, List<BornePart> sponsors) {
        public OfferUsed {
            sponsors = List.copyOf(sponsors);
        }
    }

    /** What of an offer's cost a sponsor bears. */
    public record BornePart(String sponsorId, long minor) {}

    public TopUpSettled {
        offers = List.copyOf(offers);
    }

    /** Without a bonus. */
    public TopUpSettled(String topUpId, String personId, String sourceId, String currency, long amount, Instant at) {
        this(topUpId, personId, sourceId, currency, amount, 0, List.of(), at);
    }
}
