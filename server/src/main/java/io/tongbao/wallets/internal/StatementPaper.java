package io.tongbao.wallets.internal;

import io.tongbao.ledger.Currency;
import io.tongbao.platform.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;

/** What a statement is written on. It is told from the beginning to the end, and each account apart. */
interface StatementPaper {

    void begin(Head head);

    void opening(Purse purse, Money balance);

    void line(Line line);

    void closing(Sums sums);

    void end();

    /**
     * @param owner the person's masked name, or the phone number
     * @param to the last day, which counts
     */
    record Head(String owner, Currency currency, LocalDate from, LocalDate to, Instant madeAt) {}

    /** Which of the person's accounts. */
    enum Purse {
        BALANCE,
        BONUS;

        String word() {
            return "purse." + name().toLowerCase(Locale.ROOT);
        }
    }

    /** What moved the money, as the person sees it. */
    enum What {
        PAYMENT,
        CASHBACK,
        REFUND,
        CASHBACK_BACK,
        CARD_REFUND,
        TOP_UP,
        BONUS,
        WITHDRAWAL,
        SEND_IN,
        SEND_OUT,
        BANK_IN,
        BANK_OUT,
        ADJUSTMENT,
        OTHER;

        String word() {
            return "what." + name().toLowerCase(Locale.ROOT);
        }

        static What of(String kind, Purse purse, boolean in) {
            return switch (kind) {
                case "payment" -> in ? CASHBACK : PAYMENT;
                case "refund" -> in ? REFUND : CASHBACK_BACK;
                case "card_refund" -> CARD_REFUND;
                case "top_up" -> purse == Purse.BONUS ? BONUS : TOP_UP;
                case "withdrawal" -> WITHDRAWAL;
                case "send" -> in ? SEND_IN : SEND_OUT;
                case "bank_transfer" -> in ? BANK_IN : BANK_OUT;
                case "adjustment" -> ADJUSTMENT;
                default -> OTHER;
            };
        }
    }

    /**
     * @param amount below zero when it went out
     * @param balance of the account, after it
     * @param billId what to look up in the bills
     */
    record Line(
            Purse purse,
            Instant at,
            What what,
            Optional<String> counterparty,
            Money amount,
            Money balance,
            Optional<String> billId) {}

    record Sums(Purse purse, Money in, Money out, Money balance) {}
}
