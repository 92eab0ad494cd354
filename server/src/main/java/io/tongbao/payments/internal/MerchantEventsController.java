package io.tongbao.payments.internal;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tongbao.identity.Principal;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

@RestController
@Tag(name = "Till")
class MerchantEventsController {
    private final TillScreens screens;

    MerchantEventsController(TillScreens screens) {
        this.screens = screens;
    }

    @GetMapping(path = "/merchant-events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(
            operationId = "merchantEvents",
            summary = "Server-sent events: payment.received and payment.refunded at this merchant")
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
                            schema = @Schema(implementation = TillScreens.TillEvent.class)))
    SseEmitter events(
            @Parameter(hidden = true) Principal till, @Parameter(hidden = true) HttpServletResponse response) {
        response.setHeader("X-Accel-Buffering", "no");
        return screens.open(till.merchant(), till.id());
    }
}
