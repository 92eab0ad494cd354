package io.tongbao.coupons.internal;

import io.tongbao.coupons.internal.ClaimingCoupons.Asked;
import io.tongbao.coupons.internal.ClaimingCoupons.Outcome;
import io.tongbao.grants.Giver.Giving;
import io.tongbao.grants.Granting;
import io.tongbao.grants.ListGrants;
import io.tongbao.platform.BackgroundLoop;
import io.tongbao.platform.RunsInBackground;
import org.springframework.stereotype.Component;

/** Gives coupons of an offer to lists of people. */
@Component
class GrantingCoupons implements RunsInBackground {
    private final ListGrants lists;

    GrantingCoupons(Granting granting, ClaimingCoupons claiming) {
        this.lists = granting.of(
                "coupon_grant",
                "cgr",
                (offerId, personId, once) -> giving(claiming.claim(offerId, Asked.grant(personId, once))));
    }

    private static Giving giving(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Got got -> new Giving.Given(got.coupon().id());
            case Outcome.SoldOut _ -> new Giving.Refused("coupons-gone");
            case Outcome.Paused _ -> new Giving.Refused("offer-paused");
            case Outcome.NotInAudience _ -> new Giving.Refused("not-in-audience");
            case Outcome.Over _, Outcome.NotYet _, Outcome.NoSuchOffer _ -> new Giving.Refused("offer-ended");
            case Outcome.Busy _ -> new Giving.Later();
            case Outcome.LimitReached _, Outcome.CodeUsed _, Outcome.KeyReused _ ->
                throw new IllegalStateException("A grant knows neither limit nor code: " + outcome);
        };
    }

    ListGrants lists() {
        return lists;
    }

    @Override
    public BackgroundLoop loop() {
        return lists.loop();
    }
}
