package io.tongbao.ledger.faults;

import io.tongbao.ledger.AccountKey;
import io.tongbao.ledger.Asset;
import io.tongbao.ledger.Bound;
import io.tongbao.ledger.Currency;
import io.tongbao.ledger.Entry;
import io.tongbao.ledger.Entry.Action;
import io.tongbao.ledger.Leg;
import io.tongbao.ledger.OnceKey;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What the client asks for, once under its number. Whenever it is asked, on whichever ledger, it is the same entry.
 *
 * @param number names it
 * @param sureToBeRefused what came before makes it impossible
 * @param subject the customer, or the entry that is settled, released or given back
 */
record Question(long number, What what, boolean sureToBeRefused, long subject, long amount) {
    /** How often a customer may use the offer. */
    static final int USES = 3;

    static final Asset CNY = Currency.of("CNY").asset();
    static final Asset USE = new Asset("USE");
    static final String MERCHANT = "merchant/hot/CNY";
    static final String BANK = "bank/faults/CNY";

    enum What {
        /** From the bank into the wallet and on to the merchant. */
        PAY,
        /** The same, counted, and no more than some times for each customer. */
        PAY_CAPPED,
        /** From a wallet that nobody fills. */
        OVERDRAW,
        RESERVE,
        SETTLE,
        RELEASE,
        /** Gives a part of a payment back. */
        REVERSE
    }

    /** As one line: "17 SETTLE may 4711 5". */
    String write() {
        return number + " " + what + (sureToBeRefused ? " must-not " : " may ") + subject + " " + amount;
    }

    static Question read(String line) {
        String[] words = line.split(" ", -1);
        return new Question(
                Long.parseLong(words[0]),
                What.valueOf(words[1]),
                words[2].equals("must-not"),
                Long.parseLong(words[3]),
                Long.parseLong(words[4]));
    }

    /** The key under which its outcome is kept, a refusal too. */
    OnceKey key() {
        return OnceKey.of(true, write(), "client", "ask", Long.toString(number));
    }

    String kind() {
        return what.name().toLowerCase(Locale.ROOT);
    }

    String wallet() {
        return "wallet/" + subject + "/CNY";
    }

    String uses() {
        return "uses/" + subject;
    }

    Entry entry() {
        return Entry.of(kind(), action()).once(List.of(key()));
    }

    private Action action() {
        AccountKey bank = AccountKey.outside(BANK, CNY);
        AccountKey merchant = AccountKey.of(MERCHANT, CNY);
        AccountKey wallet = AccountKey.of(wallet(), CNY);
        return switch (what) {
            case PAY -> new Action.Post(List.of(Leg.of(bank, wallet, amount), Leg.of(wallet, merchant, amount)));
            case PAY_CAPPED -> {
                AccountKey uses = AccountKey.of(uses(), USE);
                Bound cap = new Bound("uses", uses, Bound.When.AFTER, Bound.Comparison.AT_MOST, USES);
                yield new Action.Post(List.of(
                        Leg.of(bank, wallet, amount),
                        Leg.of(wallet, merchant, amount),
                        Leg.of(AccountKey.outside("issued/USE", USE), uses, 1, cap)));
            }
            case OVERDRAW -> new Action.Post(List.of(Leg.of(AccountKey.of("wallet/empty/CNY", CNY), merchant, amount)));
            case RESERVE -> new Action.Reserve(List.of(Leg.of(bank, merchant, amount)), Duration.ofHours(1), "test");
            case SETTLE -> new Action.Settle(subject, List.of(amount));
            case RELEASE -> new Action.Release(subject);
            case REVERSE -> new Action.Reverse(subject, List.of(new Action.Reverse.Part(1, amount)), List.of());
        };
    }
}
