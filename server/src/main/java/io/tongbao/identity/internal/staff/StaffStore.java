package io.tongbao.identity.internal.staff;

import io.tongbao.identity.Role;
import io.tongbao.identity.internal.StaffRoles;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The staff's rows. Tokens are kept as hashes, TOTP secrets sealed. */
@Repository
class StaffStore implements StaffRoles {
    private final JdbcClient database;

    StaffStore(JdbcClient database) {
        this.database = database;
    }

    record Credentials(String id, String passwordHash, byte[] totpSecret) {}

    record Invitation(Optional<String> email, Optional<String> name, Role role, byte[] totpSecret) {}

    record NewStaff(
            String id, String email, String name, Role role, String passwordHash, byte[] totpSecret, long totpStep) {}

    @Override
    public Optional<StaffMember> find(String staffId) {
        return database.sql("select id, name, email, role from identity.staff where id = :id")
                .param("id", staffId)
                .query(StaffStore::member)
                .optional();
    }

    /** In order of joining; staff are few, and the list is bounded all the same. */
    List<StaffMember> all() {
        return database.sql("select id, name, email, role from identity.staff order by joined_at, id limit 1000")
                .query(StaffStore::member)
                .list();
    }

    Optional<Credentials> credentials(String email) {
        return database.sql("select id, password_hash, totp_secret from identity.staff where email = :email")
                .param("email", email)
                .query(StaffStore::credentialsOf)
                .optional();
    }

    Optional<Credentials> credentialsById(String id) {
        return database.sql("select id, password_hash, totp_secret from identity.staff where id = :id")
                .param("id", id)
                .query(StaffStore::credentialsOf)
                .optional();
    }

    boolean hasAdministrator() {
        return database.sql("select exists (select from identity.staff where role = 'ADMINISTRATOR')")
                .query(Boolean.class)
                .single();
    }

    boolean isKnown(String email) {
        return database.sql("select exists (select from identity.staff where email = :email)")
                .param("email", email)
                .query(Boolean.class)
                .single();
    }

    /** False if somebody with that address joined meanwhile. */
    boolean add(NewStaff staff, Instant now) {
        return database.sql("""
                        insert into identity.staff
                            (id, email, name, role, password_hash, totp_secret, totp_last_step, joined_at)
                        values (:id, :email, :name, :role, :passwordHash, :totpSecret, :totpStep, :now)
                        on conflict (email) do nothing""")
                        .param("id", staff.id())
                        .param("email", staff.email())
                        .param("name", staff.name())
                        .param("role", staff.role().name())
                        .param("passwordHash", staff.passwordHash())
                        .param("totpSecret", staff.totpSecret())
                        .param("totpStep", staff.totpStep())
                        .param("now", Timestamp.from(now))
                        .update()
                == 1;
    }

    /** Takes a TOTP step once; false if it, or a later one, was taken. */
    boolean takeTotpStep(String staffId, long step) {
        return database.sql(
                                "update identity.staff set totp_last_step = :step where id = :id and totp_last_step < :step")
                        .param("id", staffId)
                        .param("step", step)
                        .update()
                == 1;
    }

    void invite(byte[] tokenHash, Invitation invitation, Instant expiresAt) {
        database.sql("""
                        insert into identity.staff_invitation (token_hash, email, name, role, totp_secret, expires_at)
                        values (:token, :email, :name, :role, :totpSecret, :expiresAt)""")
                .param("token", tokenHash)
                .param("email", invitation.email().orElse(null))
                .param("name", invitation.name().orElse(null))
                .param("role", invitation.role().name())
                .param("totpSecret", invitation.totpSecret())
                .param("expiresAt", Timestamp.from(expiresAt))
                .update();
    }

    /** Invitations without an address are those of the first administrator. */
    void endFirstAdministratorInvitations(Instant now) {
        database.sql("update identity.staff_invitation set expires_at = :now where email is null and expires_at > :now")
                .param("now", Timestamp.from(now))
                .update();
    }

    Optional<Invitation> openInvitation(byte[] tokenHash, Instant now) {
        return database.sql("""
                        select email, name, role, totp_secret
                          from identity.staff_invitation
                         where token_hash = :token and accepted_at is null and expires_at > :now""")
                .param("token", tokenHash)
                .param("now", Timestamp.from(now))
                .query((row, _) -> new Invitation(
                        Optional.ofNullable(row.getString("email")),
                        Optional.ofNullable(row.getString("name")),
                        Role.valueOf(row.getString("role")),
                        row.getBytes("totp_secret")))
                .optional();
    }

    /** False if another request accepted it first. */
    boolean acceptInvitation(byte[] tokenHash, Instant now) {
        return database.sql("""
                        update identity.staff_invitation set accepted_at = :now
                         where token_hash = :token and accepted_at is null and expires_at > :now""")
                        .param("token", tokenHash)
                        .param("now", Timestamp.from(now))
                        .update()
                == 1;
    }

    void openStep(byte[] tokenHash, String staffId, Instant now, Instant expiresAt) {
        database.sql("delete from identity.staff_step where expires_at < :now")
                .param("now", Timestamp.from(now))
                .update();
        database.sql(
                        "insert into identity.staff_step (token_hash, staff_id, expires_at) values (:token, :id, :expiresAt)")
                .param("token", tokenHash)
                .param("id", staffId)
                .param("expiresAt", Timestamp.from(expiresAt))
                .update();
    }

    Optional<String> stepOf(byte[] tokenHash, Instant now) {
        return database.sql("select staff_id from identity.staff_step where token_hash = :token and expires_at > :now")
                .param("token", tokenHash)
                .param("now", Timestamp.from(now))
                .query(String.class)
                .optional();
    }

    void closeStep(byte[] tokenHash) {
        database.sql("delete from identity.staff_step where token_hash = :token")
                .param("token", tokenHash)
                .update();
    }

    Optional<Instant> lockedUntil(byte[] subject, Instant now) {
        return database.sql(
                        "select locked_until from identity.sign_in_failure where subject = :subject and locked_until > :now")
                .param("subject", subject)
                .param("now", Timestamp.from(now))
                .query((row, _) ->
                        row.getObject("locked_until", OffsetDateTime.class).toInstant())
                .optional();
    }

    /** Counts a failure; the last one allowed since the last success or lock locks until the time given. */
    void failed(byte[] subject, int atMost, Instant now, Instant lockUntil) {
        database.sql("""
                        insert into identity.sign_in_failure as f (subject, failures, locked_until, last_at)
                        values (:subject, 1, null, :now)
                        on conflict (subject) do update
                           set failures = case when f.failures + 1 >= :atMost then 0 else f.failures + 1 end,
                               locked_until = case when f.failures + 1 >= :atMost then :lockUntil else f.locked_until end,
                               last_at = :now""")
                .param("subject", subject)
                .param("atMost", atMost)
                .param("now", Timestamp.from(now))
                .param("lockUntil", Timestamp.from(lockUntil))
                .update();
    }

    void succeeded(byte[] subject) {
        database.sql("delete from identity.sign_in_failure where subject = :subject")
                .param("subject", subject)
                .update();
    }

    private static StaffMember member(ResultSet row, int number) throws SQLException {
        return new StaffMember(
                row.getString("id"),
                row.getString("name"),
                row.getString("email"),
                Role.valueOf(row.getString("role")));
    }

    private static Credentials credentialsOf(ResultSet row, int number) throws SQLException {
        return new Credentials(row.getString("id"), row.getString("password_hash"), row.getBytes("totp_secret"));
    }
}
