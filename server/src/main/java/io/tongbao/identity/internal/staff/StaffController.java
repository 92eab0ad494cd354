package io.tongbao.identity.internal.staff;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tongbao.identity.App;
import io.tongbao.identity.Role;
import io.tongbao.identity.SessionOpening;
import io.tongbao.identity.internal.StaffRoles.StaffMember;
import io.tongbao.platform.Page;
import io.tongbao.platform.ProblemException;
import io.tongbao.platform.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Staff over HTTP. Between password and code a cookie of its own, short-lived and useless for anything else. */
@RestController
@Tag(name = "staff")
class StaffController {
    private static final String STEP_COOKIE = "tongbao_staff_step";

    private final StaffSignIn signIn;
    private final StaffStore store;
    private final SessionOpening sessions;
    private final Clock clock;

    StaffController(StaffSignIn signIn, StaffStore store, SessionOpening sessions, Clock clock) {
        this.signIn = signIn;
        this.store = store;
        this.sessions = sessions;
        this.clock = clock;
    }

    @PostMapping("/staff-sessions")
    @Operation(operationId = "staffPassword", summary = "First step of staff sign-in: address and password")
    NextStep password(
            @Valid @RequestBody StaffPassword request, HttpServletRequest http, HttpServletResponse response) {
        return switch (signIn.password(request.email(), request.password())) {
            case StaffResult.CodeNeeded(String token) -> {
                response.addHeader(HttpHeaders.SET_COOKIE, stepCookie(token, StaffSignIn.STEP_LIFE, http.isSecure()));
                yield new NextStep("totp");
            }
            case StaffResult other -> throw refusal(other);
        };
    }

    @PostMapping("/staff-sessions/totp")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "staffTotp", summary = "Second step of staff sign-in: the authenticator's code")
    void code(
            @Valid @RequestBody StaffCode request,
            @CookieValue(name = STEP_COOKIE) Optional<String> step,
            HttpServletRequest http,
            HttpServletResponse response) {
        open(signIn.code(step.orElse(""), request.code()), http, response);
    }

    @GetMapping("/staff-invitations/{token}")
    @Operation(
            operationId = "getStaffInvitation",
            summary = "What an invited member of staff needs to set up an authenticator")
    Invitation invitation(@PathVariable String token) {
        StaffSignIn.Shown shown = signIn.invitation(token).orElseThrow(() -> refusal(new StaffResult.InvitationOver()));
        String label = URLEncoder.encode(shown.email().orElse("administrator"), StandardCharsets.UTF_8);
        String uri = "otpauth://totp/Tongbao:%s?secret=%s&issuer=Tongbao".formatted(label, shown.totpSecret());
        return new Invitation(shown.email(), shown.name(), shown.totpSecret(), uri);
    }

    @PostMapping("/staff-invitations/{token}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            operationId = "acceptStaffInvitation",
            summary = "Join: name, password and a code of the authenticator; signs in")
    void accept(
            @PathVariable String token,
            @Valid @RequestBody StaffJoining request,
            HttpServletRequest http,
            HttpServletResponse response) {
        String email = signIn.invitation(token)
                .orElseThrow(() -> refusal(new StaffResult.InvitationOver()))
                .email()
                .or(request::email)
                .orElseThrow(() -> ProblemException.ofField("email", "required", "must be your e-mail address"));
        PasswordRule.complaint(request.password(), email).ifPresent(complaint -> {
            throw ProblemException.ofField("password", "weak", complaint);
        });
        open(
                signIn.accept(token, request.email(), request.name().strip(), request.password(), request.totpCode()),
                http,
                response);
    }

    @PostMapping("/staff")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            operationId = "inviteStaff",
            summary = "Invite a member of staff; the answer's link works once, for three days")
    Invited invite(@Valid @RequestBody StaffInviting request) {
        String token = signIn.invite(request.email(), request.name().strip(), request.role().role)
                .orElseThrow(() -> refusal(new StaffResult.AddressTaken()));
        return new Invited("/console/invitations/" + token);
    }

    @GetMapping("/staff")
    @Operation(operationId = "listStaff", summary = "Who is on the staff")
    Page<Staff> list() {
        return Page.of(store.all().stream().map(Staff::of).toList());
    }

    private void open(StaffResult result, HttpServletRequest http, HttpServletResponse response) {
        switch (result) {
            case StaffResult.SignedIn(String staffId) -> {
                response.addHeader(HttpHeaders.SET_COOKIE, stepCookie("", Duration.ZERO, http.isSecure()));
                sessions.open(staffId, App.CONSOLE, http, response);
            }
            case StaffResult other -> throw refusal(other);
        }
    }

    private ProblemException refusal(StaffResult result) {
        return switch (result) {
            case StaffResult.Failed() ->
                new ProblemException(ProblemType.SIGN_IN_FAILED, "The address, the password or the code is wrong.");
            case StaffResult.Locked(var until) ->
                ProblemException.tooOften(
                        "Too many failed tries; wait and try again.", Duration.between(clock.instant(), until));
            case StaffResult.Busy() ->
                ProblemException.tooOften("Many are signing in at this moment.", Duration.ofSeconds(2));
            case StaffResult.InvitationOver() ->
                new ProblemException(
                        ProblemType.NOT_FOUND, "The invitation was used or has expired; ask for a new one.");
            case StaffResult.WrongCode() ->
                ProblemException.ofField(
                        "totpCode", "wrong", "must be the authenticator's present code for this secret");
            case StaffResult.AddressTaken() ->
                new ProblemException(ProblemType.CONFLICT, "Somebody with that address is on the staff already.")
                        .withField("email", "taken", "must be of somebody who is not on the staff");
            case StaffResult.CodeNeeded _, StaffResult.SignedIn _ ->
                throw new IllegalStateException("Not a refusal: " + result);
        };
    }

    private static String stepCookie(String token, Duration life, boolean secure) {
        return ResponseCookie.from(STEP_COOKIE, token)
                .path("/staff-sessions")
                .httpOnly(true)
                .secure(secure)
                .sameSite("Strict")
                .maxAge(life)
                .build()
                .toString();
    }

    @Schema(name = "StaffPassword")
    record StaffPassword(
            @NotBlank @Size(max = 254) String email,
            @NotBlank @Size(max = 128) String password) {}

    @Schema(name = "StaffNextStep")
    record NextStep(@NotNull String step) {}

    @Schema(name = "StaffCode")
    record StaffCode(
            @NotNull @Pattern(regexp = "[0-9]{6}", message = "must be six digits")
            String code) {}

    @Schema(name = "StaffInvitation")
    record Invitation(
            @Schema(types = {"string", "null"}) Optional<String> email,
            @Schema(types = {"string", "null"}) Optional<String> name,
            @NotNull String totpSecret,
            @NotNull String otpauthUri) {}

    @Schema(name = "StaffJoining")
    record StaffJoining(
            Optional<@Email @Size(max = 254) String> email,
            @NotBlank @Size(max = 60) String name,
            @NotBlank @Size(max = 128) String password,

            @NotNull @Pattern(regexp = "[0-9]{6}", message = "must be six digits")
            String totpCode) {}

    @Schema(name = "StaffInviting")
    record StaffInviting(
            @NotBlank @Email @Size(max = 254) String email,
            @NotBlank @Size(max = 60) String name,
            @NotNull StaffRole role) {}

    enum StaffRole {
        OPERATOR(Role.OPERATOR),
        ADMINISTRATOR(Role.ADMINISTRATOR);

        private final Role role;

        StaffRole(Role role) {
            this.role = role;
        }
    }

    @Schema(name = "StaffInvited")
    record Invited(@NotNull String invitationUrl) {}

    @Schema(name = "StaffMember")
    record Staff(
            @NotNull String id,
            @NotNull String name,
            @NotNull String email,
            @NotNull String role) {
        static Staff of(StaffMember member) {
            return new Staff(
                    member.id(), member.name(), member.email(), member.role().name());
        }
    }
}
