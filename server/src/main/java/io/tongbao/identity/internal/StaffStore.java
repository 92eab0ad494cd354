package io.tongbao.identity.internal;

import io.tongbao.identity.Role;
import io.tongbao.identity.StaffNames;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tables of staff, of invitations, and of sign-ins between the two factors. */
@Component
class StaffStore implements StaffNames {
    private final JdbcClient database;
    private final Clock clock;

    StaffStore(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** @param brandId of a brand partner */
    record Member(String id, String email, String name, Role role, Optional<String> brandId, Instant createdAt) {}

    record Credentials(String id, String passwordHash, byte[] totpSeed) {}

    record Invitation(
            byte[] tokenHash,
            Optional<String> email,
            Optional<String> name,
            Role role,
            Optional<String> brandId,
            byte[] totpSeed) {
        /** Where the seed belongs, for the box that seals it. */
        String seedPlace() {
            return "identity.invitation.totp_seed/" + HexFormat.of().formatHex(tokenHash);
        }
    }

    static String seedPlace(String staffId) {
        return "identity.staff.totp_seed/" + staffId;
    }

    Optional<Member> member(String id) {
        return database.sql("select id, email, name, role, brand_id, created_at from identity.staff where id = :id")
                .param("id", id)
                .query((row, _) -> member(row))
                .optional();
    }

    List<Member> members(Optional<String> after, int limit) {
        return database.sql("""
                        select id, email, name, role, brand_id, created_at from identity.staff
                         where id > :after
                         order by id
                         limit :limit
                        """)
                .param("after", after.orElse(""))
                .param("limit", limit)
                .query((row, _) -> member(row))
                .list();
    }

    @Override
    public Map<String, String> names(Collection<String> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        return database
                .sql("select id, name from identity.staff where id = any(:ids)")
                .param("ids", ids.toArray(String[]::new))
                .query((row, _) -> Map.entry(row.getString("id"), row.getString("name")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    boolean hasAdministrator() {
        return database.sql("select exists (select 1 from identity.staff where role = 'ADMINISTRATOR')")
                .query(Boolean.class)
                .single();
    }

    boolean hasEmail(String email) {
        return database.sql("select exists (select 1 from identity.staff where email = :email)")
                .param("email", email)
                .query(Boolean.class)
                .single();
    }

    Optional<Credentials> credentials(String email) {
        return database.sql("select id, password_hash, totp_seed from identity.staff where email = :email")
                .param("email", email)
                .query((row, _) -> credentials(row))
                .optional();
    }

    Optional<Credentials> credentialsById(String id) {
        return database.sql("select id, password_hash, totp_seed from identity.staff where id = :id")
                .param("id", id)
                .query((row, _) -> credentials(row))
                .optional();
    }

    void add(Member member, String passwordHash, byte[] totpSeed, long totpStep) {
        database.sql("""
                        insert into identity.staff
                          (id, email, name, role, brand_id, password_hash, totp_seed, totp_last_step, created_at)
                        values (:id, :email, :name, :role, :brand, :password, :seed, :step, :now)
                        """)
                .param("id", member.id())
                .param("email", member.email())
                .param("name", member.name())
                .param("role", member.role().name())
                .param("brand", member.brandId().orElse(null))
                .param("password", passwordHash)
                .param("seed", totpSeed)
                .param("step", totpStep)
                .param("now", Timestamp.from(member.createdAt()))
                .update();
    }

    /** Lets a one-time password's step pass once, and none before it again. */
    boolean useTotpStep(String staffId, long step) {
        return database.sql(
                                "update identity.staff set totp_last_step = :step where id = :id and totp_last_step < :step")
                        .param("step", step)
                        .param("id", staffId)
                        .update()
                == 1;
    }

    void invite(Invitation invitation, Duration life) {
        database.sql("""
                        insert into identity.invitation (token_hash, email, name, role, brand_id, totp_seed, expires_at)
                        values (:hash, :email, :name, :role, :brand, :seed, :expires)
                        """)
                .param("hash", invitation.tokenHash())
                .param("email", invitation.email().orElse(null))
                .param("name", invitation.name().orElse(null))
                .param("role", invitation.role().name())
                .param("brand", invitation.brandId().orElse(null))
                .param("seed", invitation.totpSeed())
                .param("expires", Timestamp.from(clock.instant().plus(life)))
                .update();
    }

    Optional<Invitation> invitation(String token) {
        return database.sql("""
                        select token_hash, email, name, role, brand_id, totp_seed from identity.invitation
                         where token_hash = :hash and expires_at > :now
                        """)
                .param("hash", Tokens.hash(token))
                .param("now", Timestamp.from(clock.instant()))
                .query((row, _) -> new Invitation(
                        row.getBytes("token_hash"),
                        Optional.ofNullable(row.getString("email")),
                        Optional.ofNullable(row.getString("name")),
                        Role.valueOf(row.getString("role")),
                        Optional.ofNullable(row.getString("brand_id")),
                        row.getBytes("totp_seed")))
                .optional();
    }

    /** Whoever deletes it has used it; a second one comes too late. */
    boolean useInvitation(Invitation invitation) {
        return database.sql("delete from identity.invitation where token_hash = :hash")
                        .param("hash", invitation.tokenHash())
                        .update()
                == 1;
    }

    void withdrawAnonymousInvitations() {
        database.sql("delete from identity.invitation where email is null").update();
    }

    void beginSignIn(String token, String staffId, Duration life) {
        database.sql(
                        "insert into identity.half_sign_in (token_hash, staff_id, expires_at) values (:hash, :staff, :expires)")
                .param("hash", Tokens.hash(token))
                .param("staff", staffId)
                .param("expires", Timestamp.from(clock.instant().plus(life)))
                .update();
    }

    /** Counts a guess of the one-time password and answers whose it is, while guesses are left. */
    Optional<String> guessSecondFactor(String token, int guessesMax) {
        return database.sql("""
                        update identity.half_sign_in set guesses = guesses + 1
                         where token_hash = :hash and guesses < :max and expires_at > :now
                        returning staff_id
                        """)
                .param("hash", Tokens.hash(token))
                .param("max", guessesMax)
                .param("now", Timestamp.from(clock.instant()))
                .query(String.class)
                .optional();
    }

    void endHalfSignIn(String token) {
        database.sql("delete from identity.half_sign_in where token_hash = :hash")
                .param("hash", Tokens.hash(token))
                .update();
    }

    /** Counts a try of a password before it is judged; after a lock has passed the count begins anew. */
    Guesses countPasswordTry(byte[] email) {
        return database.sql("""
                        insert into identity.password_guess as guess (email_fingerprint, wrong_tries)
                        values (:email, 1)
                        on conflict (email_fingerprint) do update
                          set wrong_tries = case when guess.locked_until <= :now then 1 else guess.wrong_tries + 1 end,
                              locked_until = case when guess.locked_until <= :now then null else guess.locked_until end
                        returning wrong_tries, locked_until
                        """)
                .param("email", email)
                .param("now", Timestamp.from(clock.instant()))
                .query((row, _) -> new Guesses(
                        row.getInt("wrong_tries"),
                        Optional.ofNullable(row.getTimestamp("locked_until")).map(Timestamp::toInstant)))
                .single();
    }

    record Guesses(int tries, Optional<Instant> lockedUntil) {}

    void lockPassword(byte[] email, Instant until) {
        database.sql("""
                        update identity.password_guess set locked_until = coalesce(locked_until, :until)
                         where email_fingerprint = :email
                        """)
                .param("until", Timestamp.from(until))
                .param("email", email)
                .update();
    }

    void forgivePassword(byte[] email) {
        database.sql("delete from identity.password_guess where email_fingerprint = :email")
                .param("email", email)
                .update();
    }

    void forgetOld() {
        Timestamp now = Timestamp.from(clock.instant());
        database.sql("delete from identity.half_sign_in where expires_at < :now")
                .param("now", now)
                .update();
        database.sql("delete from identity.invitation where expires_at < :now")
                .param("now", now)
                .update();
    }

    private static Member member(ResultSet row) throws SQLException {
        return new Member(
                row.getString("id"),
                row.getString("email"),
                row.getString("name"),
                Role.valueOf(row.getString("role")),
                Optional.ofNullable(row.getString("brand_id")),
                row.getTimestamp("created_at").toInstant());
    }

    private static Credentials credentials(ResultSet row) throws SQLException {
        return new Credentials(row.getString("id"), row.getString("password_hash"), row.getBytes("totp_seed"));
    }
}
