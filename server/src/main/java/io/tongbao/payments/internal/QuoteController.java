package io.tongbao.payments.internal;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tongbao.identity.Principal;
import io.tongbao.ledger.Currency;
import io.tongbao.merchants.MerchantProfile;
import io.tongbao.merchants.Merchants;
import io.tongbao.merchants.PaymentQr;
import io.tongbao.merchants.TillPeople;
import io.tongbao.platform.Device;
import io.tongbao.platform.Money;
import io.tongbao.platform.ProblemException;
import io.tongbao.platform.ProblemType;
import io.tongbao.promotions.Setting;
import io.tongbao.wallets.Cards;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Paying")
class QuoteController {
    private final QuotingPayments quoting;
    private final OrderStore orders;
    private final Merchants merchants;
    private final TillPeople tillPeople;
    private final Cards cards;
    private final PaymentAnswers answers;
    private final Clock clock;

    QuoteController(
            QuotingPayments quoting,
            OrderStore orders,
            Merchants merchants,
            TillPeople tillPeople,
            Cards cards,
            PaymentAnswers answers,
            Clock clock) {
        this.quoting = quoting;
        this.orders = orders;
        this.merchants = merchants;
        this.tillPeople = tillPeople;
        this.cards = cards;
        this.answers = answers;
        this.clock = clock;
    }

    @Schema(name = "QuoteRequest")
    record QuoteRequest(
            @Schema(description = "The text of a scanned QR code; either this or orderId.")
            Optional<@Size(max = 2048, message = "must have at most 2048 characters") String> qr,

            Optional<@Size(max = 64, message = "must have at most 64 characters") String> orderId,

            @Schema(description = "What the customer typed, where the code does not set the amount.")
            Optional<Money> amount,

            @Schema(description = "How it is to be paid, as POST /payments takes it; from the balance if absent.")
            Optional<@Valid FundingRequest> funding,

            @Schema(description = "The coupons that may be used; the best of all if absent, none if empty.")
            Optional<@Size(max = 20, message = "must name at most 20 coupons") List<@NotBlank @Size(max = 64) String>>
                    coupons) {}

    @PostMapping("/quotes")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            operationId = "quote",
            summary = "The price before paying: every discount named, who funds it, and what did not apply")
    PaymentAnswers.QuoteAnswer quote(@Valid @RequestBody QuoteRequest request, Principal customer, Device device) {
        if (request.qr().isPresent() == request.orderId().isPresent()) {
            throw ProblemException.ofField("qr", "missing", "or orderId must be given, and not both");
        }
        QuotingPayments.Asked asked = request.qr()
                .map(qr -> ofCode(qr, request.amount(), customer.id()))
                .orElseGet(() -> ofOrder(request.orderId().orElseThrow(), request.amount(), "orderId", customer.id()));
        Setting.Source source = request.funding()
                .map(funding -> source(funding.checked(), customer.id(), asked.currency()))
                .orElse(Funding.BALANCE);
        return answers.quote(quoting.quote(
                customer.id(),
                asked.paidWith(source).using(CouponChoice.of(request.coupons())).from(device.fingerprint())));
    }

    private Setting.Source source(Funding funding, String customerId, Currency currency) {
        if (!cards.haveBank()) {
            throw PaymentController.refusal(new PayResult.NoBank());
        }
        if (funding.balance().filter(part -> !part.currency().equals(currency)).isPresent()) {
            throw PaymentController.refusal(new PayResult.WrongCurrency(currency));
        }
        return cards.find(customerId, funding.cardId())
                .map(Funding::source)
                .orElseThrow(() -> PaymentController.refusal(new PayResult.NoSuchCard()));
    }

    private QuotingPayments.Asked ofCode(String qr, Optional<Money> amount, String customerId) {
        PaymentQr code = switch (PaymentQr.read(qr)) {
            case PaymentQr.Scanned.Ours ours -> ours.code();
            case PaymentQr.Scanned.Foreign _ ->
                throw new ProblemException(ProblemType.QR_FOREIGN, "This is not a code of this wallet.")
                        .withField("qr", "foreign", "is a code of another scheme");
            case PaymentQr.Scanned.Broken broken ->
                throw new ProblemException(ProblemType.QR_INVALID, "The code can't be read: " + broken.why() + ".")
                        .withField("qr", "invalid", "is damaged: " + broken.why());
        };
        if (code.orderId().isPresent()) {
            QuotingPayments.Asked asked = ofOrder(code.orderId().get(), amount, "qr", customerId);
            if (!asked.merchant().id().equals(code.merchantId())) {
                throw new ProblemException(ProblemType.QR_INVALID, "The code names another merchant than its order.")
                        .withField("qr", "invalid", "names another merchant than its order");
            }
            return asked;
        }
        MerchantProfile merchant = merchant(code.merchantId());
        if (code.amount().isPresent() && amount.isPresent() && !code.amount().equals(amount)) {
            throw ProblemException.ofField("amount", "fixed", "is set by the code and can't be another");
        }
        Money asked = code.amount()
                .or(() -> amount)
                .orElseThrow(() -> ProblemException.ofField("amount", "missing", "must be given for this code"));
        Refusals.requirePositive(asked, "amount", merchant.currency());
        return QuotingPayments.Asked.ofAmount(merchant, openStore(code), asked.minor());
    }

    /** The code of a store that is closed since is the shop's. */
    private Optional<String> openStore(PaymentQr code) {
        return code.storeId()
                .filter(storeId -> tillPeople.stores(code.merchantId()).stream()
                        .anyMatch(store -> store.id().equals(storeId)));
    }

    private QuotingPayments.Asked ofOrder(String orderId, Optional<Money> amount, String field, String customerId) {
        OrderStore.Order order = orders.find(orderId).orElseThrow(ProblemException::notFound);
        OrderStore.State state = order.state(clock.instant());
        if (state != OrderStore.State.OPEN) {
            throw Refusals.orderOver(state);
        }
        Money due = new Money(order.amount(), order.currency());
        if (amount.isPresent() && !amount.get().equals(due)) {
            throw new ProblemException(ProblemType.INVALID_FIELD, "The order sets the amount.", Map.of("amount", due))
                    .withField("amount", "fixed", "is set by the " + field + " and can't be another");
        }
        return QuotingPayments.Asked.of(merchant(order.merchantId()), order, customerId);
    }

    private MerchantProfile merchant(String merchantId) {
        MerchantProfile merchant = merchants.find(merchantId).orElseThrow(ProblemException::notFound);
        if (!merchant.isActive()) {
            throw Refusals.merchantStopped();
        }
        return merchant;
    }
}
