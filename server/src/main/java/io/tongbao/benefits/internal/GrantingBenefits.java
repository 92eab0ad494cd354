package io.tongbao.benefits.internal;

import io.tongbao.benefits.internal.GivingBenefits.Outcome;
import io.tongbao.grants.Giver.Giving;
import io.tongbao.grants.Granting;
import io.tongbao.grants.ListGrants;
import io.tongbao.platform.BackgroundLoop;
import io.tongbao.platform.RunsInBackground;
import org.springframework.stereotype.Component;

/** Gives codes of a benefit to lists of people. */
@Component
class GrantingBenefits implements RunsInBackground {
    static final String PREFIX = "bgr";

    private final ListGrants lists;

    GrantingBenefits(Granting granting, GivingBenefits giving) {
        this.lists = granting.of(
                "benefit_grant",
                PREFIX,
                (benefitId, personId, once) -> giving(giving.grant(benefitId, personId, once)));
    }

    private static Giving giving(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Got got -> new Giving.Given(got.given().id());
            case Outcome.Gone _ -> new Giving.Refused("benefits-gone");
            case Outcome.Paused _ -> new Giving.Refused("benefit-paused");
            case Outcome.Busy _ -> new Giving.Later();
            case Outcome.NoSuchBenefit _,
                    Outcome.NotYet _,
                    Outcome.Over _,
                    Outcome.LimitReached _,
                    Outcome.KeyReused _ ->
                throw new IllegalStateException("A grant knows neither time nor limit: " + outcome);
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
