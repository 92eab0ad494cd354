package io.tongbao.wallets.internal;

import io.tongbao.platform.DatabaseTime;
import io.tongbao.platform.DrawingPictures;
import io.tongbao.platform.TypeIds;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Pictures that go with sends. One waits an hour for its send; one that was never sent goes a day later. */
@Component
class SendPictures {
    private static final Logger log = LoggerFactory.getLogger(SendPictures.class);
    private static final Duration WAITS_FOR = Duration.ofHours(1);
    private static final Duration KEPT_FOR = Duration.ofDays(1);
    private static final int WAITING = 10;
    private static final int MAX_BYTES = 1_048_576;

    private final JdbcClient jdbc;
    private final DrawingPictures drawing;
    private final Clock clock;

    SendPictures(JdbcClient jdbc, DrawingPictures drawing, Clock clock) {
        this.jdbc = jdbc;
        this.drawing = drawing;
        this.clock = clock;
    }

    /** What came of keeping a picture. */
    sealed interface Kept {
        record Done(String id) implements Kept {}

        record NoPicture() implements Kept {}

        record TooMany(Duration retryAfter) implements Kept {}
    }

    Kept keep(String personId, byte[] bytes) {
        if (waiting(personId) >= WAITING) {
            return new Kept.TooMany(WAITS_FOR);
        }
        Optional<byte[]> jpeg = drawing.drawnAnew(bytes, MAX_BYTES);
        if (jpeg.isEmpty()) {
            return new Kept.NoPicture();
        }
        String id = TypeIds.next("pic");
        jdbc.sql("""
                        insert into wallets.send_picture (id, person_id, jpeg, made_at)
                        values (:id, :person, :jpeg, :now)
                        """)
                .param("id", id)
                .param("person", personId)
                .param("jpeg", jpeg.get())
                .param("now", DatabaseTime.utc(clock.instant()))
                .update();
        return new Kept.Done(id);
    }

    private int waiting(String personId) {
        return jdbc.sql("""
                        select count(*)::int from wallets.send_picture p
                         where p.person_id = :person and p.made_at > :since
                           and not exists (select from wallets.send s where s.picture_id = p.id)
                        """)
                .param("person", personId)
                .param("since", DatabaseTime.utc(clock.instant().minus(WAITS_FOR)))
                .query(Integer.class)
                .single();
    }

    /** Whether the person has kept it of late; that it goes with one send alone the send's row says. */
    boolean mayBeSent(String personId, String id) {
        return jdbc.sql("""
                        select exists (select from wallets.send_picture
                                        where id = :id and person_id = :person and made_at > :since)
                        """)
                .param("id", id)
                .param("person", personId)
                .param("since", DatabaseTime.utc(clock.instant().minus(WAITS_FOR)))
                .query(Boolean.class)
                .single();
    }

    Optional<byte[]> jpeg(String id) {
        return jdbc.sql("select jpeg from wallets.send_picture where id = :id")
                .param("id", id)
                .query((row, index) -> row.getBytes("jpeg"))
                .optional();
    }

    @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT10M")
    void forgetUnsent() {
        try {
            jdbc.sql("""
                            delete from wallets.send_picture p
                             where p.made_at < :before
                               and not exists (select from wallets.send s where s.picture_id = p.id)
                            """)
                    .param("before", DatabaseTime.utc(clock.instant().minus(KEPT_FOR)))
                    .update();
        } catch (DataAccessException away) {
            log.warn("Pictures that were not sent stay for now: {}", away.getMessage());
        }
    }
}
