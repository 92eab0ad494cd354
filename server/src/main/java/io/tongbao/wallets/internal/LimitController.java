package io.tongbao.wallets.internal;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tongbao.identity.Principal;
import io.tongbao.platform.Money;
import io.tongbao.platform.Page;
import io.tongbao.platform.ProblemException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.Locale;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "limits")
class LimitController {
    private final Limits limits;
    private final LimitsToday today;

    LimitController(Limits limits, LimitsToday today) {
        this.limits = limits;
        this.today = today;
    }

    @Schema(name = "LimitKind", enumAsRef = true)
    enum KindBody {
        top_up,
        withdrawal,
        send
    }

    @Schema(name = "Limit")
    record LimitBody(
            @NotNull KindBody kind,

            @Schema(description = "At most at once.") @NotNull
            Money each,

            @Schema(description = "At most in a business day.") @NotNull
            Money day) {}

    @GetMapping("/limits")
    @Operation(operationId = "listLimits", summary = "How much one may move, at once and in a day")
    Page<LimitBody> list() {
        return Page.of(limits.rules().stream()
                .map(rule -> new LimitBody(KindBody.valueOf(rule.kind()), rule.each(), rule.day()))
                .toList());
    }

    @Schema(name = "LimitToday")
    record TodayBody(
            @NotNull KindBody kind,
            @NotNull Money each,
            @NotNull Money day,

            @Schema(description = "What one may still move today.") @NotNull
            Money left) {}

    @GetMapping("/limits/today")
    @Operation(operationId = "listLimitsToday", summary = "What is left to oneself of each limit today")
    Page<TodayBody> today(Principal principal) {
        return Page.of(today.of(principal.id()).stream()
                .map(each -> new TodayBody(
                        KindBody.valueOf(each.rule().kind()),
                        each.rule().each(),
                        each.rule().day(),
                        each.left()))
                .toList());
    }

    @PutMapping("/limits")
    @Operation(operationId = "setLimit", summary = "Sets a limit from now on; what held before is kept as history")
    LimitBody set(@Valid @RequestBody LimitBody body, Principal principal) {
        if (body.each().minor() <= 0) {
            throw ProblemException.ofField("each.value", "not-positive", "must be more than zero");
        }
        if (!body.day().currency().equals(body.each().currency())) {
            throw ProblemException.ofField("day.currency", "wrong-currency", "must be the currency of each");
        }
        if (body.each().isAbove(body.day())) {
            throw ProblemException.ofField("day.value", "below-each", "must not be below each");
        }
        limits.set(
                Limits.Kind.valueOf(body.kind().name().toUpperCase(Locale.ROOT)),
                body.each(),
                body.day(),
                principal.id());
        return body;
    }
}
