package io.tongbao.identity.internal;

import io.tongbao.identity.FirstAdministrator;
import io.tongbao.identity.Role;
import io.tongbao.identity.Totp;
import io.tongbao.platform.SecretBox;
import io.tongbao.platform.TypeIds;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * How staff come in: invited by an administrator, then by password and one-time password. A wrong e-mail, a wrong password
 * and a locked one take the same time and get the same answer.
 */
@Component
class StaffSigningIn implements FirstAdministrator {
    static final Duration INVITATION_LIFE = Duration.ofDays(1);
    static final Duration HALF_LIFE = Duration.ofMinutes(5);
    private static final int GUESSES_MAX = 5;
    private static final Duration LOCK = Duration.ofMinutes(15);

    private final StaffStore staff;
    private final BoundedHashing hashing;
    private final SecretBox secrets;
    private final Clock clock;
    private final TransactionTemplate transactions;
    private final SecureRandom random = new SecureRandom();
    private final String hashOfNobody;

    StaffSigningIn(
            StaffStore staff,
            BoundedHashing hashing,
            SecretBox secrets,
            Clock clock,
            TransactionTemplate transactions) {
        this.staff = staff;
        this.hashing = hashing;
        this.secrets = secrets;
        this.clock = clock;
        this.transactions = transactions;
        this.hashOfNobody = hashing.hash(Tokens.next()).orElseThrow();
    }

    sealed interface FirstFactor {
        record Passed(String halfToken) implements FirstFactor {}

        record Failed() implements FirstFactor {}

        record Busy() implements FirstFactor {}
    }

    sealed interface SecondFactor {
        record Passed(String staffId) implements SecondFactor {}

        record Failed(String staffId) implements SecondFactor {}

        /** The password has to be given again. */
        record Over() implements SecondFactor {}
    }

    record Offered(Optional<String> email, Optional<String> name, Role role, String totpSecret) {}

    sealed interface Acceptance {
        record Accepted(String staffId) implements Acceptance {}

        record Gone() implements Acceptance {}

        record EmailTaken() implements Acceptance {}

        record WeakPassword(String why) implements Acceptance {}

        record WrongCode() implements Acceptance {}

        record Busy() implements Acceptance {}
    }

    FirstFactor password(String email, String password) {
        byte[] fingerprint = secrets.fingerprint("staff e-mail", normalised(email));
        StaffStore.Guesses guesses = staff.countPasswordTry(fingerprint);
        Optional<StaffStore.Credentials> known = staff.credentials(normalised(email));
        BoundedHashing.Verdict verdict = hashing.matches(
                password, known.map(StaffStore.Credentials::passwordHash).orElse(hashOfNobody));
        if (verdict == BoundedHashing.Verdict.BUSY) {
            return new FirstFactor.Busy();
        }
        if (guesses.lockedUntil().isPresent() || guesses.tries() > GUESSES_MAX) {
            staff.lockPassword(fingerprint, clock.instant().plus(LOCK));
            return new FirstFactor.Failed();
        }
        if (known.isEmpty() || verdict == BoundedHashing.Verdict.DIFFERS) {
            if (guesses.tries() == GUESSES_MAX) {
                staff.lockPassword(fingerprint, clock.instant().plus(LOCK));
            }
            return new FirstFactor.Failed();
        }
        staff.forgivePassword(fingerprint);
        String token = Tokens.next();
        staff.beginSignIn(token, known.get().id(), HALF_LIFE);
        return new FirstFactor.Passed(token);
    }

    SecondFactor oneTimePassword(String halfToken, String code) {
        Optional<StaffStore.Credentials> who =
                staff.guessSecondFactor(halfToken, GUESSES_MAX).flatMap(staff::credentialsById);
        if (who.isEmpty()) {
            return new SecondFactor.Over();
        }
        String id = who.get().id();
        String seed = secrets.openText(who.get().totpSeed(), StaffStore.seedPlace(id));
        Optional<Long> step = Totp.matchingStep(seed, code, clock.instant());
        if (step.isEmpty() || !staff.useTotpStep(id, step.get())) {
            return new SecondFactor.Failed(id);
        }
        staff.endHalfSignIn(halfToken);
        return new SecondFactor.Passed(id);
    }

    /**
     * The invitation's token, empty if somebody with that address is there already.
     *
     * @param brandId of a brand partner
     */
    Optional<String> invite(String email, String name, Role role, Optional<String> brandId) {
        return staff.hasEmail(normalised(email))
                ? Optional.empty()
                : Optional.of(invite(Optional.of(normalised(email)), Optional.of(name), role, brandId));
    }

    private String invite(Optional<String> email, Optional<String> name, Role role, Optional<String> brandId) {
        String token = Tokens.next();
        StaffStore.Invitation invitation =
                new StaffStore.Invitation(Tokens.hash(token), email, name, role, brandId, new byte[0]);
        byte[] seed = secrets.seal(Totp.newSecret(random), invitation.seedPlace());
        staff.invite(
                new StaffStore.Invitation(invitation.tokenHash(), email, name, role, brandId, seed), INVITATION_LIFE);
        return token;
    }

    @Override
    public boolean isMissing() {
        return !staff.hasAdministrator();
    }

    @Override
    public String invite() {
        staff.withdrawAnonymousInvitations();
        return invite(Optional.empty(), Optional.empty(), Role.ADMINISTRATOR, Optional.empty());
    }

    Optional<Offered> offered(String token) {
        return staff.invitation(token)
                .filter(this::stillOffered)
                .map(invitation ->
                        new Offered(invitation.email(), invitation.name(), invitation.role(), seed(invitation)));
    }

    Acceptance accept(String token, String typedEmail, String name, String password, String totpCode) {
        Optional<StaffStore.Invitation> found = staff.invitation(token).filter(this::stillOffered);
        if (found.isEmpty()) {
            return new Acceptance.Gone();
        }
        StaffStore.Invitation invitation = found.get();
        String email = invitation.email().orElse(normalised(typedEmail));
        Optional<String> weakness = Passwords.weakness(password, email, name);
        if (weakness.isPresent()) {
            return new Acceptance.WeakPassword(weakness.get());
        }
        String seed = seed(invitation);
        Instant now = clock.instant();
        Optional<Long> step = Totp.matchingStep(seed, totpCode, now);
        if (step.isEmpty()) {
            return new Acceptance.WrongCode();
        }
        Optional<String> hash = hashing.hash(password);
        if (hash.isEmpty()) {
            return new Acceptance.Busy();
        }
        String id = TypeIds.next("stf");
        try {
            Boolean used = transactions.execute(_ -> {
                if (!staff.useInvitation(invitation)) {
                    return false;
                }
                staff.add(
                        new StaffStore.Member(id, email, name, invitation.role(), invitation.brandId(), now),
                        hash.get(),
                        secrets.seal(seed, StaffStore.seedPlace(id)),
                        step.get());
                return true;
            });
            return Boolean.TRUE.equals(used) ? new Acceptance.Accepted(id) : new Acceptance.Gone();
        } catch (DuplicateKeyException _) {
            return new Acceptance.EmailTaken();
        }
    }

    /** The first administrator's invitation ends as soon as there is one. */
    private boolean stillOffered(StaffStore.Invitation invitation) {
        return invitation.email().isPresent() || !staff.hasAdministrator();
    }

    private String seed(StaffStore.Invitation invitation) {
        return secrets.openText(invitation.totpSeed(), invitation.seedPlace());
    }

    static String normalised(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }
}
