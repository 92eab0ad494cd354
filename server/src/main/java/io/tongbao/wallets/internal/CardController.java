package io.tongbao.wallets.internal;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tongbao.connectors.CardDetails;
import io.tongbao.connectors.CardNumber;
import io.tongbao.identity.Principal;
import io.tongbao.platform.Page;
import io.tongbao.platform.ProblemException;
import io.tongbao.platform.ProblemException.FieldProblem;
import io.tongbao.platform.ProblemType;
import io.tongbao.wallets.internal.LinkingCards.Linked;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "wallet")
class CardController {
    private static final Pattern EXPIRY = Pattern.compile("([0-9]{2})/([0-9]{2})");
    private static final int MAX_HOLDER = 60;

    private final LinkingCards cards;
    private final BusinessDay day;

    CardController(LinkingCards cards, BusinessDay day) {
        this.cards = cards;
        this.day = day;
    }

    @Schema(name = "LinkCard")
    record LinkBody(
            @Schema(description = "12 to 19 digits; goes to the bank and is kept nowhere.") @NotBlank @Size(max = 40)
            String number,

            @NotBlank String holder,

            @Schema(example = "12/29") @NotBlank @Size(max = 7)
            String expiry) {
        @Override
        public String toString() {
            return "LinkCard";
        }
    }

    @Schema(name = "Card")
    record CardBody(
            @NotNull String id,

            @Schema(allowableValues = {"unionpay", "visa", "mastercard", "amex", "jcb", "other"}) @NotNull
            String brand,

            @NotNull String last4,

            @Schema(description = "The bank's code, as conditions of offers name it.") @NotNull
            String bankCode,

            @NotNull String bankName,
            @Schema(example = "12/29") @NotNull String expiry,
            @NotNull boolean expired,
            @NotNull @JsonProperty("default") boolean isDefault) {}

    @PostMapping("/cards")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(operationId = "linkCard", summary = "Links a bank card; the number goes to the bank and is kept nowhere")
    CardBody link(@Valid @RequestBody LinkBody body, Principal principal) {
        return switch (cards.link(principal.id(), details(body))) {
            case Linked.Yes(Card card) -> body(card);
            case Linked.NoBank() ->
                throw new ProblemException(
                        ProblemType.NOT_CONFIGURED,
                        "No bank is connected: money comes and goes by bank transfer, which staff confirm.");
            case Linked.Refused(String reason) ->
                throw new ProblemException(
                                ProblemType.CARD_INVALID, "The bank does not link this card.", Map.of("reason", reason))
                        .withField("number", reason, "is refused by the bank");
            case Linked.Unclear() ->
                throw new ProblemException(
                        ProblemType.BUSY, "The bank does not answer; nothing was linked. Ask again.");
            case Linked.TooMany() ->
                throw new ProblemException(
                        ProblemType.CARD_LIMIT_REACHED, "At most " + LinkingCards.MAX_CARDS + " cards can be linked.");
        };
    }

    @GetMapping("/cards")
    @Operation(operationId = "listCards", summary = "The cards linked to the wallet, the default first")
    Page<CardBody> list(Principal principal) {
        return Page.of(cards.list(principal.id()).stream().map(this::body).toList());
    }

    @Schema(name = "CardBank")
    record BankBody(
            @Schema(description = "As conditions of offers name it.") @NotNull
            String code,

            @NotNull String name) {}

    @GetMapping("/card-banks")
    @Operation(operationId = "listCardBanks", summary = "The banks whose cards can be linked")
    Page<BankBody> banks() {
        return Page.of(cards.banks().stream()
                .map(bank -> new BankBody(bank.code(), bank.name()))
                .toList());
    }

    @DeleteMapping("/cards/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "removeCard", summary = "Lets a card go")
    void remove(@PathVariable String id, Principal principal) {
        switch (cards.remove(principal.id(), id)) {
            case YES -> {}
            case NOT_THERE -> throw ProblemException.notFound();
            case IN_USE ->
                throw new ProblemException(
                        ProblemType.CARD_IN_USE, "A top-up or withdrawal over this card is not finished yet.");
        }
    }

    @PutMapping("/cards/{id}/default")
    @Operation(operationId = "makeCardDefault", summary = "Makes a card the one that is offered first")
    CardBody makeDefault(@PathVariable String id, Principal principal) {
        return cards.makeDefault(principal.id(), id).map(this::body).orElseThrow(ProblemException::notFound);
    }

    private CardDetails details(LinkBody body) {
        List<FieldProblem> wrong = new ArrayList<>();
        Optional<CardNumber> number = CardNumber.parse(body.number());
        if (number.isEmpty()) {
            wrong.add(new FieldProblem("number", "not-a-card-number", "must be the 12 to 19 digits on the card"));
        }
        Optional<YearMonth> expiry = expiry(body.expiry());
        if (expiry.isEmpty()) {
            wrong.add(new FieldProblem("expiry", "invalid", "must be month and year, such as 12/29"));
        } else if (expiry.get().isBefore(day.month())) {
            wrong.add(new FieldProblem("expiry", "expired", "is past"));
        }
        if (!wrong.isEmpty()) {
            throw ProblemException.ofFields(wrong);
        }
        String holder = FreeText.check("holder", body.holder(), MAX_HOLDER)
                .orElseThrow(() -> ProblemException.ofField("holder", "missing", "is missing"));
        return new CardDetails(number.orElseThrow(), holder, expiry.orElseThrow());
    }

    private static Optional<YearMonth> expiry(String text) {
        Matcher matcher = EXPIRY.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    YearMonth.of(2000 + Integer.parseInt(matcher.group(2)), Integer.parseInt(matcher.group(1))));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private CardBody body(Card card) {
        YearMonth expiry = card.expiry();
        return new CardBody(
                card.id(),
                card.brand(),
                card.last4(),
                card.bankCode(),
                card.bankName(),
                String.format(Locale.ROOT, "%02d/%02d", expiry.getMonthValue(), expiry.getYear() % 100),
                expiry.isBefore(day.month()),
                card.isDefault());
    }
}
