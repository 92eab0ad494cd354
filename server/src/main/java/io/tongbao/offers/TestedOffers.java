package io.tongbao.offers;

import io.tongbao.ledger.Currency;
import io.tongbao.platform.ProblemException.FieldProblem;
import io.tongbao.promotions.Calendars;
import io.tongbao.promotions.Offer;
import io.tongbao.promotions.Stacking;
import io.tongbao.promotions.backtest.Draft;
import java.util.List;
import java.util.Set;

/** What a back-test prices with: drafts in the engine's terms, and what they would run beside. */
public interface TestedOffers {

    /** The offers as their campaign would open them; their schedule may lie in the past, and one by coupon is as if all had a coupon. Nothing is kept. */
    Drafted drafted(List<NewOffer> offers, String campaignId);

    /** Every offer that is live or to come, of other campaigns than these; the paused and those of history are not among them. */
    List<Offer> beside(Currency currency, Set<String> withoutCampaigns);

    Stacking stacking();

    Calendars calendars();

    sealed interface Drafted {
        record Right(Draft draft) implements Drafted {}

        record Wrong(List<FieldProblem> fields) implements Drafted {
            public Wrong {
                fields = List.copyOf(fields);
            }
        }

        /** One gives a bonus on top-ups: no payment has it. */
        record NotForPayments() implements Drafted {}
    }
}
