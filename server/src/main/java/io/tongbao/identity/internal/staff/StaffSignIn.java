package io.tongbao.identity.internal.staff;

import io.tongbao.identity.FirstAdministrator;
import io.tongbao.identity.Role;
import io.tongbao.identity.Totp;
import io.tongbao.identity.internal.BoundedHashing;
import io.tongbao.identity.internal.BoundedHashing.Verdict;
import io.tongbao.platform.SecretBox;
import io.tongbao.platform.TypeIds;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Staff join by an invitation, which shows a TOTP secret once, and sign in by password and code. Five failures lock for a quarter of an hour what was
 * tried, whether it exists or not.
 */
@Service
class StaffSignIn implements FirstAdministrator {
    static final Duration INVITATION_LIFE = Duration.ofDays(3);
    static final Duration STEP_LIFE = Duration.ofMinutes(5);
    private static final int FAILURES_AT_MOST = 5;
    private static final Duration LOCK = Duration.ofMinutes(15);

    private final StaffStore store;
    private final BoundedHashing hashing;
    private final SecretBox secrets;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    StaffSignIn(StaffStore store, BoundedHashing hashing, SecretBox secrets, Clock clock) {
        this.store = store;
        this.hashing = hashing;
        this.secrets = secrets;
        this.clock = clock;
    }

    StaffResult password(String email, String password) {
        String address = normalised(email);
        byte[] subject = secrets.fingerprint("staff_sign_in", address);
        Optional<Instant> locked = store.lockedUntil(subject, clock.instant());
        if (locked.isPresent()) {
            return new StaffResult.Locked(locked.get());
        }
        Optional<StaffStore.Credentials> credentials = store.credentials(address);
        if (credentials.isEmpty()) {
            // The same work as for somebody who exists, so that the time taken tells nothing.
            boolean busy = hashing.hash(password).isEmpty();
            return busy ? new StaffResult.Busy() : fail(subject);
        }
        Verdict verdict = hashing.matches(password, credentials.get().passwordHash());
        if (verdict == Verdict.BUSY) {
            return new StaffResult.Busy();
        }
        if (verdict == Verdict.DIFFERS) {
            return fail(subject);
        }
        String token = newToken();
        Instant now = clock.instant();
        store.openStep(hashOf(token), credentials.get().id(), now, now.plus(STEP_LIFE));
        return new StaffResult.CodeNeeded(token);
    }

    StaffResult code(String stepToken, String code) {
        Instant now = clock.instant();
        byte[] step = hashOf(stepToken);
        Optional<StaffStore.Credentials> credentials = store.stepOf(step, now).flatMap(store::credentialsById);
        if (credentials.isEmpty()) {
            return new StaffResult.Failed();
        }
        String staffId = credentials.get().id();
        byte[] subject = secrets.fingerprint("staff_totp", staffId);
        Optional<Instant> locked = store.lockedUntil(subject, now);
        if (locked.isPresent()) {
            return new StaffResult.Locked(locked.get());
        }
        String secret = secrets.openText(credentials.get().totpSecret(), placeOfSecret(staffId));
        Optional<Long> matching = Totp.matchingStep(secret, code, now);
        if (matching.isEmpty() || !store.takeTotpStep(staffId, matching.get())) {
            return fail(subject);
        }
        store.closeStep(step);
        store.succeeded(subject);
        store.find(staffId).ifPresent(member -> store.succeeded(secrets.fingerprint("staff_sign_in", member.email())));
        return new StaffResult.SignedIn(staffId);
    }

    @Override
    @Transactional
    public Optional<String> invite() {
        if (store.hasAdministrator()) {
            return Optional.empty();
        }
        store.endFirstAdministratorInvitations(clock.instant());
        return Optional.of(newInvitation(Optional.empty(), Optional.empty(), Role.ADMINISTRATOR));
    }

    /** The token of a new invitation; empty if somebody with that address is here already. */
    Optional<String> invite(String email, String name, Role role) {
        String address = normalised(email);
        return store.isKnown(address)
                ? Optional.empty()
                : Optional.of(newInvitation(Optional.of(address), Optional.of(name), role));
    }

    /** What the invited one must see to set up an authenticator. */
    record Shown(Optional<String> email, Optional<String> name, String totpSecret) {}

    Optional<Shown> invitation(String token) {
        byte[] hash = hashOf(token);
        return store.openInvitation(hash, clock.instant())
                .map(open -> new Shown(open.email(), open.name(), secretOf(open, hash)));
    }

    @Transactional
    StaffResult accept(String token, Optional<String> email, String name, String password, String totpCode) {
        Instant now = clock.instant();
        byte[] hash = hashOf(token);
        Optional<StaffStore.Invitation> open = store.openInvitation(hash, now);
        Optional<String> address =
                open.flatMap(StaffStore.Invitation::email).or(() -> email.map(StaffSignIn::normalised));
        if (open.isEmpty() || address.isEmpty()) {
            return new StaffResult.InvitationOver();
        }
        String secret = secretOf(open.get(), hash);
        Optional<Long> step = Totp.matchingStep(secret, totpCode, now);
        if (step.isEmpty()) {
            return new StaffResult.WrongCode();
        }
        if (store.isKnown(address.get())) {
            return new StaffResult.AddressTaken();
        }
        Optional<String> passwordHash = hashing.hash(password);
        if (passwordHash.isEmpty()) {
            return new StaffResult.Busy();
        }
        if (!store.acceptInvitation(hash, now)) {
            return new StaffResult.InvitationOver();
        }
        String id = TypeIds.next("stf");
        StaffStore.NewStaff staff = new StaffStore.NewStaff(
                id,
                address.get(),
                name,
                open.get().role(),
                passwordHash.get(),
                secrets.seal(secret, placeOfSecret(id)),
                step.get());
        return store.add(staff, now) ? new StaffResult.SignedIn(id) : new StaffResult.AddressTaken();
    }

    private StaffResult fail(byte[] subject) {
        Instant now = clock.instant();
        store.failed(subject, FAILURES_AT_MOST, now, now.plus(LOCK));
        return new StaffResult.Failed();
    }

    private String newInvitation(Optional<String> email, Optional<String> name, Role role) {
        String token = newToken();
        byte[] hash = hashOf(token);
        byte[] secret = secrets.seal(Totp.newSecret(random), placeOfInvitation(hash));
        store.invite(
                hash,
                new StaffStore.Invitation(email, name, role, secret),
                clock.instant().plus(INVITATION_LIFE));
        return token;
    }

    private String secretOf(StaffStore.Invitation invitation, byte[] tokenHash) {
        return secrets.openText(invitation.totpSecret(), placeOfInvitation(tokenHash));
    }

    private byte[] hashOf(String token) {
        return secrets.fingerprint("staff_token", token);
    }

    private String newToken() {
        byte[] bytes = new byte[24];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String placeOfSecret(String staffId) {
        return "identity.staff.totp_secret/" + staffId;
    }

    private static String placeOfInvitation(byte[] tokenHash) {
        return "identity.staff_invitation.totp_secret/" + Base64.getEncoder().encodeToString(tokenHash);
    }

    private static String normalised(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }
}
