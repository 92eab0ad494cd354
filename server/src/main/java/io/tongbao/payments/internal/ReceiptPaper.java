package io.tongbao.payments.internal;

import io.tongbao.payments.internal.PaymentAnswers.AppliedAnswer;
import io.tongbao.payments.internal.PaymentAnswers.FundingAnswer;
import io.tongbao.payments.internal.PaymentAnswers.PaymentAnswer;
import io.tongbao.payments.internal.PaymentAnswers.RefundAnswer;
import io.tongbao.payments.internal.PaymentAnswers.SponsorAnswer;
import io.tongbao.payments.internal.PaymentAnswers.ToCardAnswer;
import io.tongbao.platform.Money;
import io.tongbao.platform.PaperAmounts;
import io.tongbao.platform.PaperWords;
import io.tongbao.platform.PdfDocument;
import io.tongbao.platform.PdfDocument.Column;
import io.tongbao.platform.PdfDocument.Fact;
import java.io.OutputStream;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The receipt of a payment on paper, as its customer sees it. */
class ReceiptPaper {
    private static final List<Column> WHAT_AND_AMOUNT = List.of(Column.text("", 4), Column.figure("", 1));
    /** A shop that asks for an amount has one line without a name of its own. */
    private static final String NO_BASKET = "amount";

    private final PaperWords words;
    private final DateTimeFormatter times;

    ReceiptPaper(PaperWords words, ZoneId zone) {
        this.words = words;
        this.times =
                DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(zone);
    }

    void write(PaymentAnswer payment, List<RefundAnswer> refunds, OutputStream out) {
        try (PdfDocument paper = PdfDocument.to(
                out, words.of("receipt.title"), words.language(), page -> words.of("page", Integer.toString(page)))) {
            paper.facts(facts(payment));
            paper.section(words.of("receipt.price"));
            price(payment, paper);
            paper.section(words.of("receipt.paidFrom"));
            funding(payment.funding(), paper);
            for (RefundAnswer refund : refunds) {
                paper.section(words.of("refund.title", times.format(refund.at())));
                refund(refund, paper);
            }
            paper.note(words.of("receipt.note"));
        }
    }

    private List<Fact> facts(PaymentAnswer payment) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(words.of("receipt.merchant"), payment.merchant().name()));
        facts.add(new Fact(words.of("receipt.at"), times.format(payment.at())));
        payment.orderNumber().ifPresent(number -> facts.add(new Fact(words.of("receipt.order"), number)));
        facts.add(new Fact(words.of("receipt.number"), payment.id()));
        facts.add(
                new Fact(words.of("receipt.currency"), payment.paid().currency().code()));
        return facts;
    }

    private void price(PaymentAnswer payment, PdfDocument paper) {
        try (PdfDocument.Table table = paper.table(WHAT_AND_AMOUNT)) {
            payment.lines().stream()
                    .filter(line -> !line.name().isEmpty() && !line.name().equals(NO_BASKET))
                    .forEach(line -> table.row(List.of(
                            line.quantity() > 1 ? line.name() + " × " + line.quantity() : line.name(),
                            PaperAmounts.grouped(line.amount()))));
            table.row(List.of(words.of("receipt.gross"), PaperAmounts.grouped(payment.gross())));
            for (AppliedAnswer offer : payment.applied()) {
                if (offer.discount().minor() > 0) {
                    table.row(List.of(
                            words.of("receipt.discount", offer.name(), givers(offer.sponsors())),
                            PaperAmounts.grouped(offer.discount().negated())));
                }
            }
            table.strong(List.of(words.of("receipt.paid"), PaperAmounts.grouped(payment.paid())));
            for (AppliedAnswer offer : payment.applied()) {
                if (offer.cashback().minor() > 0) {
                    table.row(List.of(
                            words.of("receipt.cashback", offer.name(), givers(offer.sponsors())),
                            PaperAmounts.grouped(offer.cashback())));
                }
            }
        }
    }

    /** Who gives it, and how much each of several. */
    private static String givers(List<SponsorAnswer> sponsors) {
        return sponsors.stream()
                .filter(sponsor -> given(sponsor).minor() > 0)
                .map(sponsor -> sponsors.size() == 1
                        ? sponsor.name()
                        : sponsor.name() + " " + PaperAmounts.grouped(given(sponsor)))
                .collect(Collectors.joining(" · "));
    }

    private static Money given(SponsorAnswer sponsor) {
        return sponsor.discount().plus(sponsor.cashback());
    }

    private void funding(FundingAnswer funding, PdfDocument paper) {
        Money bonus = funding.bonus().orElse(Money.zero(funding.balance().currency()));
        Money balance = funding.balance().minus(bonus);
        try (PdfDocument.Table table = paper.table(WHAT_AND_AMOUNT)) {
            if (bonus.minor() > 0) {
                table.row(List.of(words.of("from.bonus"), PaperAmounts.grouped(bonus)));
            }
            if (balance.minor() > 0 || (bonus.minor() == 0 && funding.card().isEmpty())) {
                table.row(List.of(words.of("from.balance"), PaperAmounts.grouped(balance)));
            }
            funding.card()
                    .ifPresent(card -> table.row(
                            List.of(card.name().orElse(words.of("from.card")), PaperAmounts.grouped(card.amount()))));
        }
    }

    private void refund(RefundAnswer refund, PdfDocument paper) {
        Money toCard = refund.toCard()
                .map(ToCardAnswer::amount)
                .orElse(Money.zero(refund.gross().currency()));
        // Below zero when more cashback is taken back than cash comes to the balance.
        Money toBalance = refund.cashToCustomer().minus(toCard).minus(refund.toBonus());
        try (PdfDocument.Table table = paper.table(WHAT_AND_AMOUNT)) {
            table.strong(List.of(words.of("refund.gross"), PaperAmounts.grouped(refund.gross())));
            if (refund.toBonus().minor() > 0) {
                table.row(List.of(words.of("refund.toBonus"), PaperAmounts.grouped(refund.toBonus())));
            }
            if (toBalance.minor() != 0) {
                table.row(List.of(words.of("refund.toBalance"), PaperAmounts.grouped(toBalance)));
            }
            refund.toCard().ifPresent(card -> table.row(List.of(toCard(card), PaperAmounts.grouped(card.amount()))));
            if (refund.cashbackTakenBack().minor() > 0) {
                table.row(List.of(
                        words.of("refund.cashbackTakenBack"), PaperAmounts.grouped(refund.cashbackTakenBack())));
            }
            for (SponsorAnswer sponsor : refund.sponsors()) {
                table.row(List.of(words.of("refund.toSponsor", sponsor.name()), PaperAmounts.grouped(given(sponsor))));
            }
        }
    }

    private String toCard(ToCardAnswer card) {
        String name = card.name().orElse(words.of("from.card"));
        String at = card.finishedAt().map(this::time).orElse("");
        return switch (card.state()) {
            case PENDING -> words.of("refund.toCardPending", name);
            case DONE -> words.of("refund.toCardDone", name, at);
            case TO_WALLET -> words.of("refund.toCardDeclined", name, at);
        };
    }

    private String time(Instant at) {
        return times.format(at);
    }
}
