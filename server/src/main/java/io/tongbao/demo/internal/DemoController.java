package io.tongbao.demo.internal;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tongbao.identity.App;
import io.tongbao.identity.SessionOpening;
import io.tongbao.platform.Money;
import io.tongbao.platform.Page;
import io.tongbao.platform.ProblemException;
import io.tongbao.platform.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** One-tap sign-in as a demo person. This controller exists in demo mode only. */
@RestController
@Tag(name = "demo")
@ConditionalOnProperty(name = "tongbao.mode", havingValue = "demo")
class DemoController {
    private final DemoStore store;
    private final DemoStart start;
    private final StreetStore streets;
    private final SessionOpening sessions;

    DemoController(DemoStore store, DemoStart start, StreetStore streets, SessionOpening sessions) {
        this.store = store;
        this.start = start;
        this.streets = streets;
        this.sessions = sessions;
    }

    @GetMapping("/demo/world")
    @Operation(operationId = "demoWorld", summary = "Demo only: how far the demo world is filled")
    World world() {
        return new World(start.isReady(), start.isComplete());
    }

    @GetMapping("/demo/people")
    @Operation(operationId = "demoPeople", summary = "Demo only: who can sign in with one tap")
    Page<DemoPerson> people() {
        return Page.of(store.people());
    }

    @PostMapping("/demo/sessions")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "demoSignIn", summary = "Demo only: sign in as one of the demo people")
    void signIn(@Valid @RequestBody DemoSignIn request, HttpServletRequest http, HttpServletResponse response) {
        DemoPerson person = store.person(request.app().code(), request.id()).orElseThrow(ProblemException::notFound);
        sessions.open(person.id(), request.app(), http, response);
    }

    @GetMapping("/demo/street")
    @Operation(
            operationId = "demoStreet",
            summary = "Demo only: how far the street is, and whether it goes on in real time")
    StreetAnswer street() {
        DemoStart.Filling filling = start.filling();
        return new StreetAnswer(
                filling.done(),
                filling.total(),
                streets.isLive(),
                streets.figures()
                        .map(figures -> new StreetFigures(
                                streets.members("shop").size() + DemoCast.SHOPS.size(),
                                streets.members("customer").size(),
                                figures.payments(),
                                figures.refunds(),
                                figures.sends(),
                                Money.of(figures.takenMinor(), "CNY"))));
    }

    @PutMapping("/demo/street")
    @Operation(operationId = "demoStreetLive", summary = "Demo only: let the street go on in real time, or stop it")
    StreetAnswer live(@Valid @RequestBody StreetSwitch asked) {
        if (asked.live() && streets.figures().isEmpty()) {
            throw new ProblemException(ProblemType.CONFLICT, "The street is not ready yet.");
        }
        streets.live(asked.live());
        return street();
    }

    @Schema(name = "DemoStreetSwitch")
    record StreetSwitch(@NotNull(message = "is missing") Boolean live) {}

    @Schema(name = "DemoStreet")
    record StreetAnswer(
            @Schema(description = "of this step of filling it") @NotNull
            long done,

            @Schema(description = "zero while nothing is known") @NotNull
            long total,

            @NotNull boolean live,

            @Schema(description = "absent until all of it is there")
            Optional<StreetFigures> figures) {}

    @Schema(name = "DemoStreetFigures")
    record StreetFigures(
            @NotNull int shops,
            @NotNull int customers,
            @NotNull long payments,
            @NotNull long refunds,
            @NotNull long sends,
            @NotNull Money taken) {}

    @Schema(name = "DemoWorld")
    record World(
            @Schema(description = "everybody who can sign in is there") @NotNull
            boolean ready,

            @Schema(description = "the real shop's history is in too") @NotNull
            boolean complete) {}

    @Schema(name = "DemoSignIn")
    record DemoSignIn(@NotNull App app, @NotBlank String id) {}
}
