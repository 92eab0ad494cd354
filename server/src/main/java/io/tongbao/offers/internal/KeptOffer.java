package io.tongbao.offers.internal;

import io.tongbao.events.Event;
import io.tongbao.ledger.AccountKey;
import io.tongbao.ledger.Currency;
import io.tongbao.offers.CampaignMoney;
import io.tongbao.offers.CouponTerms;
import io.tongbao.offers.OfferChanged;
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

    /** The campaign that it is an offer of, perhaps one of several. */
    String campaignId() {
        return CampaignMoney.campaignOf(terms.campaignId());
    }

    /** Among the offers of its campaign, from 0. */
    int place() {
        return CampaignMoney.placeOf(terms.campaignId());
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

    /** The same terms as the first version of the campaign's offer at this place. */
    KeptOffer ofCampaign(String campaignId, int place) {
        return named(terms.id(), 1, CampaignMoney.id(campaignId, place), this);
    }

    /** The same terms as the version that follows another of an offer. */
    KeptOffer following(KeptOffer earlier) {
        return named(
                earlier.id(), earlier.terms().version() + 1, earlier.terms().campaignId(), earlier);
    }

    private KeptOffer named(String id, int version, String moneyId, KeptOffer opened) {
        Offer renamed = new Offer(
                id,
                version,
                moneyId,
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

    Event changed(String what) {
        return new Event(OfferChanged.TYPE, id(), new OfferChanged(id(), campaignId(), terms.version(), what));
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
