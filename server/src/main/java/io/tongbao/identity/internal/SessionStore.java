package io.tongbao.identity.internal;

import io.tongbao.identity.App;
import io.tongbao.identity.MerchantMemberships;
import io.tongbao.identity.MerchantMemberships.Membership;
import io.tongbao.identity.Principal;
import io.tongbao.identity.Role;
import io.tongbao.identity.Sessions;
import io.tongbao.platform.Gathering;
import io.tongbao.platform.TypeIds;
import java.nio.ByteBuffer;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of sessions, and what each node remembers of it for five seconds. */
@Component
class SessionStore implements Sessions {
    private static final Duration REMEMBERED = Duration.ofSeconds(5);
    private static final int GATHERED_MAX = 128;
    private static final int REMEMBERED_MAX = 50_000;
    private static final Map<App, Duration> LIFE = Map.of(
            App.WALLET, Duration.ofDays(30), App.MERCHANT, Duration.ofDays(30), App.CONSOLE, Duration.ofHours(12));

    private final JdbcClient database;
    private final Clock clock;
    private final ObjectProvider<MerchantMemberships> memberships;
    private final Gathering<ByteBuffer, Optional<Row>> open = new Gathering<>(GATHERED_MAX, this::open);
    private final Map<ByteBuffer, Remembered> remembered = new ConcurrentHashMap<>();

    SessionStore(JdbcClient database, Clock clock, ObjectProvider<MerchantMemberships> memberships) {
        this.database = database;
        this.clock = clock;
        this.memberships = memberships;
    }

    private record Remembered(Principal principal, long readAtNanos) {
        boolean isYoung() {
            return System.nanoTime() - readAtNanos < REMEMBERED.toNanos();
        }
    }

    private record Row(String id, String app, String subject) {}

    record Listed(String id, App app, String device, Instant createdAt, Instant expiresAt) {}

    record Opened(String token, Principal principal, Duration life) {}

    Opened open(String subject, App app, String device) {
        String token = Tokens.next();
        Instant now = clock.instant();
        Duration life = LIFE.getOrDefault(app, Duration.ofHours(12));
        String id = TypeIds.next("ses");
        database.sql("""
                        insert into identity.session (id, token_hash, app, subject, device, created_at, expires_at)
                        values (:id, :hash, :app, :subject, :device, :now, :expires)
                        """)
                .param("id", id)
                .param("hash", Tokens.hash(token))
                .param("app", app.code())
                .param("subject", subject)
                .param("device", device)
                .param("now", Timestamp.from(now))
                .param("expires", Timestamp.from(now.plus(life)))
                .update();
        return new Opened(token, principal(id, subject, app), life);
    }

    /** @param fresh whether the row must be read, because value is to move */
    Optional<Principal> find(String token, App app, boolean fresh) {
        ByteBuffer hash = ByteBuffer.wrap(Tokens.hash(token));
        Remembered known = remembered.get(hash);
        if (known != null && known.isYoung() && !fresh) {
            return Optional.of(known.principal()).filter(principal -> principal.app() == app);
        }
        Optional<Principal> found = open.ask(hash)
                .filter(row -> row.app().equals(app.code()))
                .map(row -> principal(row.id(), row.subject(), app));
        if (found.isEmpty()) {
            remembered.remove(hash);
            return found;
        }
        if (remembered.size() >= REMEMBERED_MAX) {
            remembered.clear();
        }
        remembered.put(hash, new Remembered(found.get(), System.nanoTime()));
        return found;
    }

    private List<Optional<Row>> open(List<ByteBuffer> hashes) {
        Map<ByteBuffer, Row> rows = HashMap.newHashMap(hashes.size());
        database.sql("""
                        select token_hash, id, app, subject from identity.session
                         where token_hash = any(:hashes) and expires_at > :now
                        """)
                .param("hashes", hashes.stream().map(ByteBuffer::array).toArray(byte[][]::new))
                .param("now", Timestamp.from(clock.instant()))
                .query((row, _) -> rows.put(
                        ByteBuffer.wrap(row.getBytes("token_hash")),
                        new Row(row.getString("id"), row.getString("app"), row.getString("subject"))))
                .list();
        return hashes.stream().map(hash -> Optional.ofNullable(rows.get(hash))).toList();
    }

    private Principal principal(String sessionId, String subject, App app) {
        return switch (app) {
            case WALLET ->
                new Principal(subject, app, Set.of(Role.CUSTOMER), Optional.empty(), Optional.empty(), sessionId);
            case MERCHANT -> {
                Optional<Membership> membership = membership(subject);
                yield new Principal(
                        subject,
                        app,
                        membership.map(of -> Set.of(of.role())).orElse(Set.of()),
                        membership.map(Membership::merchantId),
                        Optional.empty(),
                        sessionId);
            }
            case CONSOLE -> {
                Rights rights = staffRights(subject);
                yield new Principal(subject, app, rights.roles(), Optional.empty(), rights.brandId(), sessionId);
            }
        };
    }

    Optional<Membership> membership(String personId) {
        MerchantMemberships known = memberships.getIfAvailable();
        return known == null ? Optional.empty() : known.of(personId);
    }

    private record Rights(Set<Role> roles, Optional<String> brandId) {}

    /** An administrator may do what an operator may. */
    private Rights staffRights(String staffId) {
        return database.sql("select role, brand_id from identity.staff where id = :id")
                .param("id", staffId)
                .query((row, _) -> {
                    Role role = Role.valueOf(row.getString("role"));
                    return new Rights(
                            role == Role.ADMINISTRATOR ? Set.of(role, Role.OPERATOR) : Set.of(role),
                            Optional.ofNullable(row.getString("brand_id")));
                })
                .optional()
                .orElse(new Rights(Set.of(), Optional.empty()));
    }

    List<Listed> of(String subject) {
        return database.sql("""
                        select id, app, device, created_at, expires_at from identity.session
                         where subject = :subject and expires_at > :now
                         order by created_at desc
                         limit 100
                        """)
                .param("subject", subject)
                .param("now", Timestamp.from(clock.instant()))
                .query((row, _) -> new Listed(
                        row.getString("id"),
                        App.find(row.getString("app")).orElseThrow(),
                        row.getString("device"),
                        row.getTimestamp("created_at").toInstant(),
                        row.getTimestamp("expires_at").toInstant()))
                .list();
    }

    boolean end(String subject, String sessionId) {
        int ended = database.sql("delete from identity.session where id = :id and subject = :subject")
                .param("id", sessionId)
                .param("subject", subject)
                .update();
        remembered.values().removeIf(known -> known.principal().sessionId().equals(sessionId));
        return ended == 1;
    }

    void endByToken(String token) {
        byte[] hash = Tokens.hash(token);
        database.sql("delete from identity.session where token_hash = :hash")
                .param("hash", hash)
                .update();
        remembered.remove(ByteBuffer.wrap(hash));
    }

    void endAll(String subject) {
        database.sql("delete from identity.session where subject = :subject")
                .param("subject", subject)
                .update();
        rightsChanged(subject);
    }

    @Override
    public void endAll(String subject, App app) {
        database.sql("delete from identity.session where subject = :subject and app = :app")
                .param("subject", subject)
                .param("app", app.code())
                .update();
        rightsChanged(subject);
    }

    @Override
    public void rightsChanged(String personId) {
        remembered.values().removeIf(known -> known.principal().id().equals(personId));
    }

    void forgetOld() {
        database.sql("delete from identity.session where expires_at < :now")
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }
}
