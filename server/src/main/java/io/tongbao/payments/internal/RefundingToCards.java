package io.tongbao.payments.internal;

import io.micrometer.core.instrument.MeterRegistry;
import io.tongbao.connectors.BankAnswer;
import io.tongbao.ledger.AccountKey;
import io.tongbao.ledger.Entry;
import io.tongbao.ledger.Ledger;
import io.tongbao.ledger.Leg;
import io.tongbao.ledger.OnceKey;
import io.tongbao.ledger.PostResult;
import io.tongbao.ledger.Refusal;
import io.tongbao.payments.Accounts;
import io.tongbao.wallets.Cards;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Pays out what refunds owe to cards. The refund's entry has put the money aside, with the errand beside it; the refund's id
 * is the bank's reference. Done, it goes out of the books; if the bank declines for good, it goes to the wallet instead.
 */
@Component
class RefundingToCards {
    private static final Logger log = LoggerFactory.getLogger(RefundingToCards.class);

    private final Cards cards;
    private final Ledger ledger;
    private final CardErrandStore errands;
    private final MeterRegistry metrics;

    RefundingToCards(Cards cards, Ledger ledger, CardErrandStore errands, MeterRegistry metrics) {
        this.cards = cards;
        this.ledger = ledger;
        this.errands = errands;
        this.metrics = metrics;
    }

    /** Tells the bank of a refund that is in the books. */
    void payOut(String refundId) {
        instruct(errands.find(refundId).orElseThrow());
    }

    /** Asks the bank what became of the pay-out and does what it says. */
    void look(CardErrand errand) {
        BankAnswer answer = cards.inquire(errand.id());
        if (answer instanceof BankAnswer.NotKnown) {
            instruct(errand);
        } else {
            follow(errand, answer);
        }
    }

    private void instruct(CardErrand errand) {
        follow(errand, cards.payOut(errand.id(), errand.cardId(), errand.amount()));
    }

    private void follow(CardErrand errand, BankAnswer answer) {
        switch (answer) {
            case BankAnswer.Done(String bankReference) ->
                move(
                        errand,
                        Accounts.bank(errand.bankCode(), errand.amount().currency()),
                        CardErrand.State.DONE,
                        Optional.empty(),
                        Optional.of(bankReference));
            case BankAnswer.Declined(String reason) ->
                move(
                        errand,
                        Accounts.wallet(errand.customerId(), errand.amount().currency()),
                        CardErrand.State.DECLINED,
                        Optional.of(reason),
                        Optional.empty());
            case BankAnswer.Accepted(), BankAnswer.Unclear(), BankAnswer.NotKnown() -> lookAgain(errand);
        }
    }

    private void move(
            CardErrand errand,
            AccountKey to,
            CardErrand.State state,
            Optional<String> reason,
            Optional<String> bankReference) {
        Entry entry = Entry.post(
                        "card_refund",
                        List.of(Leg.of(
                                Accounts.cardRefunds(
                                        errand.bankCode(), errand.amount().currency()),
                                to,
                                errand.amount().minor())))
                .once(List.of(OnceKey.of(false, state.code(), "card_refund", errand.id())));
        switch (ledger.post(entry)) {
            case PostResult.Posted _, PostResult.Repeated _ -> {
                if (errands.finish(errand, state, reason, bankReference)) {
                    metrics.counter("tongbao.payments.card_refunds", "state", state.code())
                            .increment();
                }
            }
            case PostResult.Refused(Refusal refusal) -> {
                log.warn("The card's part of {} waits, because the books refuse it: {}", errand.id(), refusal);
                lookAgain(errand);
            }
            case PostResult.Busy _ -> lookAgain(errand);
        }
    }

    private void lookAgain(CardErrand errand) {
        errands.queue().lookAgain(errand.id(), errand.looks());
    }
}
