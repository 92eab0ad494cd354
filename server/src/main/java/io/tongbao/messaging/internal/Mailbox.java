package io.tongbao.messaging.internal;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tongbao.identity.CodeChannel;
import io.tongbao.identity.PhoneNumber;
import io.tongbao.platform.Cursor;
import io.tongbao.platform.DatabaseTime;
import io.tongbao.platform.Page;
import io.tongbao.platform.PageRequest;
import jakarta.validation.constraints.NotNull;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The demo's channel: what would have been sent is kept, and anyone at the demo may read it. */
@RestController
@Tag(name = "demo")
@ConditionalOnProperty(name = "tongbao.mode", havingValue = "demo")
class Mailbox implements CodeChannel {
    private final JdbcClient database;
    private final Clock clock;

    Mailbox(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public boolean configured() {
        return true;
    }

    @Override
    public void sendCode(PhoneNumber to, String code, Duration life) {
        database.sql(
                        "insert into messaging.mail (recipient, subject, body, sent_at) values (:to, :subject, :body, :at)")
                .param("to", to.e164())
                .param("subject", CodeText.SUBJECT)
                .param("body", CodeText.of(code, life))
                .param("at", Timestamp.from(clock.instant()))
                .update();
    }

    @GetMapping("/demo/mailbox")
    @Operation(operationId = "readMailbox", summary = "Demo only: what would have been sent, newest first")
    Page<Mail> read(@RequestParam Optional<String> to, PageRequest page) {
        long before = page.after(1).map(cursor -> cursor.number(0)).orElse(Long.MAX_VALUE);
        List<Mail> oneMore = database.sql("""
                        select id, recipient, subject, body, sent_at
                          from messaging.mail
                         where id < :before
                           and (cast(:to as text) is null or recipient like '%' || :to)
                         order by id desc
                         limit :limit""")
                .param("before", before)
                .param("to", to.map(String::strip).orElse(null))
                .param("limit", page.limit() + 1)
                .query((row, _) -> new Mail(
                        row.getLong("id"),
                        row.getString("recipient"),
                        row.getString("subject"),
                        row.getString("body"),
                        DatabaseTime.instant(row, "sent_at")))
                .list();
        return Page.cut(oneMore, page.limit(), mail -> Cursor.of(mail.id()));
    }

    @Schema(name = "Mail")
    record Mail(
            @NotNull long id,
            @NotNull String to,
            @NotNull String subject,
            @NotNull String text,
            @NotNull Instant at) {}
}
