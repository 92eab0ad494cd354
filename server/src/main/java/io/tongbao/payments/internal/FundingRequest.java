package io.tongbao.payments.internal;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tongbao.platform.Money;
import io.tongbao.platform.ProblemException;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Optional;

@Schema(name = "FundingRequest", description = "From a linked card, or a part from the balance and the rest from it.")
record FundingRequest(
        @NotNull(message = "is missing") @Size(max = 64, message = "must have at most 64 characters")
        String cardId,

        @Schema(description = "What comes from the balance, less than the price; all comes from the card if absent.")
        Optional<Money> balance) {
    Funding checked() {
        balance.filter(part -> part.minor() < 1).ifPresent(_ -> {
            throw ProblemException.ofField("funding.balance.value", "not-positive", "must be more than zero");
        });
        return new Funding(cardId, balance);
    }
}
