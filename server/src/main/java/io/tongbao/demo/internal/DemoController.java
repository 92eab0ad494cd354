package io.tongbao.demo.internal;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tongbao.identity.App;
import io.tongbao.identity.SessionOpening;
import io.tongbao.platform.Page;
import io.tongbao.platform.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
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
    private final SessionOpening sessions;

    DemoController(DemoStore store, DemoStart start, SessionOpening sessions) {
        this.store = store;
        this.start = start;
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

    @Schema(name = "DemoWorld")
    record World(
            @Schema(description = "everybody who can sign in is there") @NotNull
            boolean ready,

            @Schema(description = "the real shop's history is in too") @NotNull
            boolean complete) {}

    @Schema(name = "DemoSignIn")
    record DemoSignIn(@NotNull App app, @NotBlank String id) {}
}
