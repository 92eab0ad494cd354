package io.tongbao.wallets;

import io.tongbao.ledger.Leg;
import io.tongbao.ledger.Refusal;
import io.tongbao.platform.Money;
import java.util.List;

/** What wallets must know of offers on top-ups; answered by the module that prices. */
public interface TopUpOffers {

    /** What the top-up would get now. */
    Priced price(TopUp topUp);

    /** What brings the bonus to the person, with the bounds that it rests on; none if there is no bonus. */
    List<Leg> legs(TopUp topUp, TopUpBonus bonus);

    /** Whether a refusal of those legs means that an offer of the bonus can't be had, and not something else. */
    boolean isRefused(TopUp topUp, TopUpBonus bonus, Refusal refusal);

    record TopUp(String personId, Money amount, Cards.LinkedCard card) {}

    record Priced(TopUpBonus bonus, List<Missed> missed) {
        public Priced {
            missed = List.copyOf(missed);
        }
    }

    /** An offer on top-ups that gives nothing to this one, and the condition that failed. */
    record Missed(String offerId, String name, String code, String condition, String seen) {}
}
