package io.tongbao.identity.internal;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tongbao.identity.App;
import io.tongbao.identity.PhoneNumber;
import io.tongbao.identity.Principal;
import io.tongbao.platform.CallerAddress;
import io.tongbao.platform.Page;
import io.tongbao.platform.ProblemException;
import io.tongbao.platform.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Signing in by phone, and one's sessions. */
@RestController
@Tag(name = "identity")
class SignInController {
    private final SignInCodes codes;
    private final PersonStore people;
    private final SessionStore sessions;
    private final SessionCookies cookies;
    private final Describing describing;

    SignInController(
            SignInCodes codes,
            PersonStore people,
            SessionStore sessions,
            SessionCookies cookies,
            Describing describing) {
        this.codes = codes;
        this.people = people;
        this.sessions = sessions;
        this.cookies = cookies;
        this.describing = describing;
    }

    @PostMapping("/codes")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(operationId = "sendCode", summary = "Send a sign-in code to a phone, known or not")
    CodeSent sendCode(@Valid @RequestBody CodeWanted wanted, HttpServletRequest request) {
        refuseConsole(wanted.app());
        return switch (codes.send(phone(wanted.phone()), wanted.app(), CallerAddress.of(request))) {
            case SignInCodes.Sending.Sent _ -> new CodeSent(SignInCodes.LIFE.toSeconds());
            case SignInCodes.Sending.TooOften wait ->
                throw ProblemException.tooOften(
                        "A code was sent a moment ago. Wait before asking again.", wait.retryAfter());
            case SignInCodes.Sending.NotConfigured _ ->
                throw new ProblemException(
                        ProblemType.NOT_CONFIGURED,
                        "Codes can't be sent yet: whoever runs this server has set up no SMS webhook or mail.");
            case SignInCodes.Sending.NotDelivered _ ->
                throw new ProblemException(ProblemType.BUSY, "The code could not be sent. Try again in a minute.");
        };
    }

    @PostMapping("/sessions")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(operationId = "signIn", summary = "Sign in with the code; somebody new is signed up")
    Me signIn(@Valid @RequestBody SignIn asked, HttpServletRequest request, HttpServletResponse response) {
        refuseConsole(asked.app());
        PhoneNumber phone = phone(asked.phone());
        return switch (codes.guess(phone, asked.app(), asked.code())) {
            case SignInCodes.Guess.Right _ ->
                describing.me(cookies.signIn(people.register(phone), asked.app(), request, response));
            case SignInCodes.Guess.Wrong wrong ->
                throw new ProblemException(
                                ProblemType.CODE_WRONG, "The code is wrong.", Map.of("triesLeft", wrong.triesLeft()))
                        .withField("code", "wrong", "is wrong");
            case SignInCodes.Guess.Expired _ ->
                throw new ProblemException(ProblemType.CODE_EXPIRED, "The code is no longer good. Ask for a new one.")
                        .withField("code", "expired", "is no longer good");
        };
    }

    @DeleteMapping("/sessions/current")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "signOut", summary = "Sign out of this app")
    void signOut(Principal principal, HttpServletRequest request, HttpServletResponse response) {
        cookies.signOut(principal, request, response);
    }

    @DeleteMapping("/sessions")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "signOutEverywhere", summary = "End all my sessions, in every app, this one too")
    void signOutEverywhere(Principal principal, HttpServletRequest request, HttpServletResponse response) {
        sessions.endAll(principal.id());
        cookies.signOut(principal, request, response);
    }

    @GetMapping("/sessions")
    @Operation(operationId = "listSessions", summary = "Where I am signed in")
    Page<Session> sessions(Principal principal) {
        List<Session> all = sessions.of(principal.id()).stream()
                .map(one -> new Session(
                        one.id(),
                        one.app(),
                        one.device(),
                        one.createdAt(),
                        one.expiresAt(),
                        one.id().equals(principal.sessionId())))
                .toList();
        return Page.of(all);
    }

    @DeleteMapping("/sessions/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "endSession", summary = "End one of my sessions")
    void end(@PathVariable String id, Principal principal) {
        if (!sessions.end(principal.id(), id)) {
            throw ProblemException.notFound();
        }
    }

    private static void refuseConsole(App app) {
        if (app == App.CONSOLE) {
            throw ProblemException.ofField("app", "invalid", "must be wallet or merchant; staff sign in by e-mail");
        }
    }

    private static PhoneNumber phone(String typed) {
        return PhoneNumber.parse(typed)
                .orElseThrow(() -> ProblemException.ofField(
                        "phone", "not-a-phone", "must be a phone number, with its country if it is not Chinese"));
    }

    @Schema(name = "CodeWanted")
    record CodeWanted(
            @NotBlank(message = "is missing") String phone,
            @NotNull(message = "is missing") App app) {}

    @Schema(name = "CodeSent")
    record CodeSent(@NotNull long expiresInSeconds) {}

    @Schema(name = "SignIn")
    record SignIn(
            @NotNull(message = "is missing") App app,
            @NotBlank(message = "is missing") String phone,

            @NotNull(message = "is missing") @Pattern(regexp = "[0-9]{6}", message = "must be six digits")
            String code) {}

    @Schema(name = "Session")
    record Session(
            @NotNull String id,
            @NotNull App app,
            @NotNull String device,
            @NotNull Instant createdAt,
            @NotNull Instant expiresAt,
            @NotNull boolean current) {}
}
