package io.tongbao.identity.internal;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tongbao.identity.App;
import io.tongbao.identity.PersonName;
import io.tongbao.identity.Role;
import io.tongbao.platform.Cursor;
import io.tongbao.platform.Page;
import io.tongbao.platform.PageRequest;
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
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Staff: invited, then in by password and one-time password. */
@RestController
@Tag(name = "staff")
class StaffController {
    private static final Set<Role> ROLES = Set.of(Role.OPERATOR, Role.ADMINISTRATOR, Role.BRAND_PARTNER);
    private static final String HALF_COOKIE = "tongbao_console_step";
    private static final String HALF_PATH = "/staff-sessions";

    private final StaffSigningIn signingIn;
    private final StaffStore staff;
    private final BrandStore brands;
    private final SessionCookies cookies;
    private final Describing describing;
    private final AuditLog audit;

    StaffController(
            StaffSigningIn signingIn,
            StaffStore staff,
            BrandStore brands,
            SessionCookies cookies,
            Describing describing,
            AuditLog audit) {
        this.signingIn = signingIn;
        this.staff = staff;
        this.brands = brands;
        this.cookies = cookies;
        this.describing = describing;
        this.audit = audit;
    }

    @PostMapping("/staff-sessions")
    @Operation(operationId = "staffSignIn", summary = "First factor: e-mail and password")
    NextStep signIn(@Valid @RequestBody StaffSignIn asked, HttpServletRequest request, HttpServletResponse response) {
        return switch (signingIn.password(asked.email(), asked.password())) {
            case StaffSigningIn.FirstFactor.Passed passed -> {
                SessionCookies.set(
                        response, request, HALF_COOKIE, passed.halfToken(), HALF_PATH, StaffSigningIn.HALF_LIFE);
                yield new NextStep("totp");
            }
            case StaffSigningIn.FirstFactor.Failed _ ->
                throw new ProblemException(
                        ProblemType.SIGN_IN_FAILED,
                        "E-mail and password don't fit together, or too many wrong ones were tried.");
            case StaffSigningIn.FirstFactor.Busy _ -> throw busy();
        };
    }

    @PostMapping("/staff-sessions/totp")
    @Operation(operationId = "staffSecondFactor", summary = "Second factor: the authenticator's code")
    Me secondFactor(@Valid @RequestBody StaffCode asked, HttpServletRequest request, HttpServletResponse response) {
        String half = SessionCookies.cookie(request, HALF_COOKIE).orElseThrow(StaffController::passwordFirst);
        return switch (signingIn.oneTimePassword(half, asked.code())) {
            case StaffSigningIn.SecondFactor.Passed passed -> {
                SessionCookies.set(response, request, HALF_COOKIE, "", HALF_PATH, Duration.ZERO);
                yield describing.me(cookies.signIn(passed.staffId(), App.CONSOLE, request, response));
            }
            case StaffSigningIn.SecondFactor.Failed failed -> {
                audit.begin(request, failed.staffId());
                throw new ProblemException(
                                ProblemType.CODE_WRONG,
                                "The code is wrong, or was used already: wait for the next one.")
                        .withField("code", "wrong", "is wrong");
            }
            case StaffSigningIn.SecondFactor.Over _ -> throw passwordFirst();
        };
    }

    @PostMapping("/staff")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(operationId = "inviteStaff", summary = "Invite a member of staff")
    Invited invite(@Valid @RequestBody NewStaff asked) {
        if (!ROLES.contains(asked.role())) {
            throw ProblemException.ofField("role", "invalid", "must be OPERATOR, ADMINISTRATOR or BRAND_PARTNER");
        }
        Optional<String> brandId = asked.brandId().filter(id -> !id.isEmpty());
        if (brandId.isPresent() != (asked.role() == Role.BRAND_PARTNER)) {
            throw ProblemException.ofField(
                    "brandId", brandId.isPresent() ? "invalid" : "missing", "is of a brand partner, and nobody else");
        }
        if (brandId.flatMap(brands::find).isEmpty() && brandId.isPresent()) {
            throw ProblemException.ofField("brandId", "unknown", "must name a brand that exists");
        }
        String token = signingIn
                .invite(asked.email(), name(asked.name()), asked.role(), brandId)
                .orElseThrow(() -> new ProblemException(
                                ProblemType.CONFLICT, "Somebody with this e-mail address is there already.")
                        .withField("email", "taken", "is taken"));
        URI url = ServletUriComponentsBuilder.fromCurrentContextPath()
                .path("/console/invitations/{token}")
                .buildAndExpand(token)
                .toUri();
        return new Invited(url);
    }

    @GetMapping("/staff")
    @Operation(operationId = "listStaff", summary = "Members of staff")
    Page<StaffMember> list(PageRequest page) {
        List<StaffStore.Member> oneMore = staff.members(page.after(1).map(cursor -> cursor.text(0)), page.limit() + 1);
        Map<String, String> named = brands.names(
                oneMore.stream().flatMap(member -> member.brandId().stream()).toList());
        return Page.cut(oneMore, page.limit(), member -> Cursor.of(member.id()))
                .map(member -> new StaffMember(
                        member.id(),
                        member.email(),
                        member.name(),
                        member.role(),
                        member.brandId().map(id -> Objects.requireNonNull(named.get(id))),
                        member.createdAt()));
    }

    @GetMapping("/staff-invitations/{token}")
    @Operation(operationId = "readInvitation", summary = "What an invitation is for, and the authenticator's secret")
    Invitation invitation(@PathVariable String token) {
        StaffSigningIn.Offered offered = signingIn.offered(token).orElseThrow(ProblemException::notFound);
        String label = URLEncoder.encode("Tongbao:" + offered.email().orElse("administrator"), StandardCharsets.UTF_8)
                .replace("+", "%20");
        URI otpauth = URI.create("otpauth://totp/" + label + "?secret=" + offered.totpSecret()
                + "&issuer=Tongbao&algorithm=SHA1&digits=6&period=30");
        return new Invitation(offered.email(), offered.name(), offered.role(), offered.totpSecret(), otpauth);
    }

    @PostMapping("/staff-invitations/{token}")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(operationId = "acceptInvitation", summary = "Become a member of staff, signed in")
    Me accept(
            @PathVariable String token,
            @Valid @RequestBody InvitationAccepted asked,
            HttpServletRequest request,
            HttpServletResponse response) {
        return switch (signingIn.accept(token, asked.email(), name(asked.name()), asked.password(), asked.totpCode())) {
            case StaffSigningIn.Acceptance.Accepted accepted ->
                describing.me(cookies.signIn(accepted.staffId(), App.CONSOLE, request, response));
            case StaffSigningIn.Acceptance.Gone _ -> throw ProblemException.notFound();
            case StaffSigningIn.Acceptance.EmailTaken _ ->
                throw new ProblemException(ProblemType.CONFLICT, "Somebody with this e-mail address is there already.")
                        .withField("email", "taken", "is taken");
            case StaffSigningIn.Acceptance.WeakPassword weak ->
                throw ProblemException.ofField("password", "weak", weak.why());
            case StaffSigningIn.Acceptance.WrongCode _ ->
                throw new ProblemException(ProblemType.CODE_WRONG, "The authenticator's code is wrong.")
                        .withField("totpCode", "wrong", "is wrong");
            case StaffSigningIn.Acceptance.Busy _ -> throw busy();
        };
    }

    private static String name(String typed) {
        return PersonName.parse(typed)
                .map(PersonName::value)
                .orElseThrow(() -> ProblemException.ofField(
                        "name", "invalid", "must have 1 to 60 characters, none of them a control character"));
    }

    private static ProblemException passwordFirst() {
        return new ProblemException(ProblemType.SIGN_IN_FAILED, "Give e-mail and password first.");
    }

    private static ProblemException busy() {
        return ProblemException.tooOften("Too many passwords are being checked. Try again.", Duration.ofSeconds(2));
    }

    @Schema(name = "StaffSignIn")
    record StaffSignIn(
            @NotBlank(message = "is missing") @Size(max = 254, message = "must have at most 254 characters")
            String email,

            @NotNull(message = "is missing") @Size(max = 200, message = "must have at most 200 characters")
            String password) {
        @Override
        public String toString() {
            return "StaffSignIn[…]";
        }
    }

    @Schema(name = "NextStep")
    record NextStep(
            @Schema(allowableValues = "totp") @NotNull String step) {}

    @Schema(name = "StaffCode")
    record StaffCode(
            @NotNull(message = "is missing") @Pattern(regexp = "[0-9]{6}", message = "must be six digits")
            String code) {}

    @Schema(name = "NewStaff")
    record NewStaff(
            @NotBlank(message = "is missing")
            @Email(message = "must be an e-mail address")
            @Size(max = 254, message = "must have at most 254 characters")
            String email,

            @NotNull(message = "is missing") String name,
            @NotNull(message = "is missing") Role role,

            @Schema(description = "Of a brand partner: for which brand.")
            Optional<String> brandId) {}

    @Schema(name = "Invited")
    record Invited(@NotNull URI invitationUrl) {}

    @Schema(name = "StaffMember")
    record StaffMember(
            @NotNull String id,
            @NotNull String email,
            @NotNull String name,
            @NotNull Role role,

            @Schema(description = "Of a brand partner: the brand's name.")
            Optional<String> brand,

            @NotNull Instant createdAt) {}

    @Schema(name = "Invitation")
    record Invitation(
            @Schema(types = {"string", "null"}) Optional<String> email,
            @Schema(types = {"string", "null"}) Optional<String> name,
            @NotNull Role role,
            @NotNull String totpSecret,
            @NotNull URI otpauthUri) {}

    @Schema(name = "InvitationAccepted")
    record InvitationAccepted(
            @NotBlank(message = "is missing")
            @Email(message = "must be an e-mail address")
            @Size(max = 254, message = "must have at most 254 characters")
            String email,

            @NotNull(message = "is missing") String name,
            @NotNull(message = "is missing") String password,

            @NotNull(message = "is missing") @Pattern(regexp = "[0-9]{6}", message = "must be six digits")
            String totpCode) {
        @Override
        public String toString() {
            return "InvitationAccepted[…]";
        }
    }
}
