package io.tongbao.offers.internal;

import io.tongbao.ledger.AccountKey;
import io.tongbao.ledger.Currency;
import io.tongbao.offers.CouponTerms;
import io.tongbao.payments.Accounts;
import io.tongbao.promotions.Offer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An offer with its campaign, as they are kept.
 *
 * @param forHistory whether it was made for history that is brought in: then the clock does not end it
 */
record KeptOffer(
        Offer terms,
        OfferState state,
        boolean forHistory,
        List<KeptSponsor> sponsors,
        Optional<CouponTerms> coupon,
        String openedBy,
        Instant openedAt) {
    KeptOffer {
        sponsors = List.copyOf(sponsors);
    }

    String id() {
        return terms.id();
    }

    Currency currency() {
        return Currency.of(terms.currency());
    }

    /** Whether the account is what a sponsor of it has paid in. */
    boolean isDeposit(String account) {
        return sponsors.stream()
                .anyMatch(sponsor ->
                        sponsor.prefunded() && sponsor.home(currency()).code().equals(account));
    }

    /** The same terms as the first version of a campaign's offer. */
    KeptOffer ofCampaign(String campaignId) {
        return named(terms.id(), 1, campaignId, this);
    }

    /** The same terms as the version that follows another of an offer. */
    KeptOffer following(KeptOffer earlier) {
        return named(
                earlier.id(), earlier.terms().version() + 1, earlier.terms().campaignId(), earlier);
    }

    private KeptOffer named(String id, int version, String campaignId, KeptOffer opened) {
        Offer renamed = new Offer(
                id,
                version,
                campaignId,
                terms.name(),
                terms.benefit(),
                terms.condition(),
                terms.merchantIds(),
                terms.schedule(),
                terms.budget(),
                terms.combining(),
                terms.holdoutBasisPoints(),
                terms.zone(),
                terms.currency(),
                terms.byCoupon());
        return new KeptOffer(
                renamed, opened.state(), opened.forHistory(), sponsors, coupon, opened.openedBy(), opened.openedAt());
    }

    /** What staff are told: what was made live but has not begun is scheduled. */
    String shownState(Instant now) {
        boolean begun = !now.isBefore(terms.schedule().start());
        return state == OfferState.LIVE && !begun ? "scheduled" : state.code();
    }

    /**
     * @param setAsideMinor what of the budget came from this sponsor
     * @param prefunded whether it came from what the sponsor has paid in; otherwise it is settled later
     */
    record KeptSponsor(String sponsorId, String name, int basisPoints, long setAsideMinor, boolean prefunded) {
        /** From where it is set aside, and where it goes back to. */
        AccountKey home(Currency currency) {
            return prefunded ? Accounts.deposit(sponsorId, currency) : Accounts.sponsor(sponsorId, currency);
        }
    }
}
