package io.tongbao.connectors.internal;

import io.tongbao.connectors.Bank;
import io.tongbao.connectors.BankAnswer;
import io.tongbao.connectors.BankNotices;
import io.tongbao.connectors.CardDetails;
import io.tongbao.connectors.CardNumber;
import io.tongbao.connectors.PayeeAccount;
import io.tongbao.platform.BackgroundLoop;
import io.tongbao.platform.DatabaseTime;
import io.tongbao.platform.RunsInBackground;
import io.tongbao.platform.TypeIds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * A little bank for the demo and the tests, with books of its own and the manners of a real one: see
 * {@link SandboxCard}. What it has taken on survives a restart.
 */
@Component
@ConditionalOnProperty(name = "tongbao.mode", havingValue = "demo")
class SandboxBank implements Bank, RunsInBackground {
    private static final ZoneId BANKS_ZONE = ZoneId.of("Asia/Shanghai");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Duration ANSWER_TIME = Duration.ofMillis(40);
    private static final Duration TICK = Duration.ofMillis(50);
    private static final int INSTRUCTIONS_PER_TICK = 200;
    private static final String PAY_OUT = "pay_out";
    private static final int DEAF_TO_AT_MOST = 10_000;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final ObjectProvider<BankNotices> notices;
    private final Duration lateBy;
    private final Map<String, Boolean> notHeard = new ConcurrentHashMap<>();
    private final BackgroundLoop loop = new BackgroundLoop("sandbox-bank", this::turn);

    SandboxBank(
            JdbcClient jdbc,
            Clock clock,
            ObjectProvider<BankNotices> notices,
            @Value("${tongbao.sandbox-bank.late-by:PT3S}") Duration lateBy) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.notices = notices;
        this.lateBy = lateBy;
    }

    @Override
    public String code() {
        return "sandbox";
    }

    @Override
    public String name() {
        return "通宝沙盒银行";
    }

    @Override
    public Tokenised tokenise(CardDetails card) {
        return take(card.number());
    }

    @Override
    public Tokenised openPayee(PayeeAccount account) {
        return take(account.number());
    }

    private Tokenised take(CardNumber number) {
        SandboxCard behaviour = SandboxCard.ofLast4(number.last4());
        if (behaviour == SandboxCard.BLOCKED) {
            return new Tokenised.Refused("card-blocked");
        }
        byte[] random = new byte[24];
        RANDOM.nextBytes(random);
        String token = "tok_" + HexFormat.of().formatHex(random);
        jdbc.sql("insert into connectors.sandbox_card (token, behaviour, linked_at) values (:token, :behaviour, :now)")
                .param("token", token)
                .param("behaviour", behaviour.name())
                .param("now", DatabaseTime.utc(clock.instant()))
                .update();
        return new Tokenised.Linked(token, name());
    }

    @Override
    public BankAnswer charge(Instruction instruction) {
        return carryOut("charge", instruction);
    }

    @Override
    public BankAnswer payOut(Instruction instruction) {
        return carryOut(PAY_OUT, instruction);
    }

    private BankAnswer carryOut(String kind, Instruction instruction) {
        Optional<SandboxCard> card = jdbc.sql("select behaviour from connectors.sandbox_card where token = :token")
                .param("token", instruction.token())
                .query(String.class)
                .optional()
                .map(SandboxCard::valueOf);
        if (card.isEmpty()) {
            return new BankAnswer.Declined("card-unknown");
        }
        SandboxCard behaviour = card.get();
        if (behaviour == SandboxCard.DEAF_AT_FIRST && hearsForTheFirstTime(instruction.reference())) {
            pause(ANSWER_TIME);
            return new BankAnswer.Unclear();
        }
        boolean isNew = takeOn(kind, instruction, behaviour);
        if (isNew && behaviour == SandboxCard.CALLS_TWICE) {
            call(instruction.reference());
            call(instruction.reference());
        }
        pause(ANSWER_TIME);
        boolean silent = behaviour == SandboxCard.SILENT_WHEN_DONE || behaviour == SandboxCard.NEVER_CALLS;
        return silent ? new BankAnswer.Unclear() : inquire(instruction.reference());
    }

    private boolean hearsForTheFirstTime(String reference) {
        if (notHeard.size() > DEAF_TO_AT_MOST) {
            notHeard.clear();
        }
        return notHeard.putIfAbsent(reference, true) == null;
    }

    /** Takes an instruction on unless it has this reference already; the reference alone makes it the same. */
    private boolean takeOn(String kind, Instruction instruction, SandboxCard behaviour) {
        Instant now = clock.instant();
        boolean declines = behaviour == SandboxCard.DECLINES
                || (behaviour == SandboxCard.TAKES_NOTHING_BACK && kind.equals(PAY_OUT));
        boolean later = behaviour == SandboxCard.LATE || behaviour == SandboxCard.DECLINES_LATE;
        String state = later ? "accepted" : declines ? "declined" : "done";
        int calls = switch (behaviour) {
            case NEVER_CALLS -> 0;
            case GOOD,
                    DECLINES,
                    LATE,
                    SILENT_WHEN_DONE,
                    DEAF_AT_FIRST,
                    CALLS_TWICE,
                    DECLINES_LATE,
                    TAKES_NOTHING_BACK,
                    BLOCKED -> 1;
        };
        return jdbc.sql("""
                                insert into connectors.sandbox_instruction
                                  (reference, kind, token, minor, currency, state, reason, bank_reference, taken_at,
                                   due_at, finished_at, notices_left, notice_at)
                                values (:reference, :kind, :token, :minor, :currency, :state, :reason, :bank_reference,
                                        :now, :due_at, :finished_at, :notices_left, :notice_at)
                                on conflict (reference) do nothing
                                """)
                        .param("reference", instruction.reference())
                        .param("kind", kind)
                        .param("token", instruction.token())
                        .param("minor", instruction.amount().minor())
                        .param("currency", instruction.amount().currency().code())
                        .param("state", state)
                        .param("reason", state.equals("declined") ? "insufficient-funds" : null)
                        .param("bank_reference", TypeIds.next("bnk"))
                        .param("now", DatabaseTime.utc(now))
                        .param("due_at", DatabaseTime.utc(later ? now.plus(lateBy) : now))
                        .param("finished_at", later ? null : DatabaseTime.utc(now))
                        .param("notices_left", calls)
                        .param("notice_at", DatabaseTime.utc(now.plus(lateBy)))
                        .update()
                == 1;
    }

    @Override
    public BankAnswer inquire(String reference) {
        return jdbc.sql("""
                        select state, reason, bank_reference from connectors.sandbox_instruction
                         where reference = :reference
                        """)
                .param("reference", reference)
                .query(SandboxBank::answer)
                .optional()
                .orElseGet(BankAnswer.NotKnown::new);
    }

    private static BankAnswer answer(ResultSet row, int index) throws SQLException {
        return switch (row.getString("state")) {
            case "done" -> new BankAnswer.Done(row.getString("bank_reference"));
            case "declined" -> new BankAnswer.Declined(row.getString("reason"));
            default -> new BankAnswer.Accepted();
        };
    }

    @Override
    public void dailyFile(LocalDate day, Appendable out) throws IOException {
        out.append("reference,kind,value,currency,state,bank_reference,finished_at\r\n");
        try (Stream<String> lines = jdbc
                .sql("""
                        select reference, kind, minor, currency, state, bank_reference, finished_at
                          from connectors.sandbox_instruction
                         where finished_at >= :from and finished_at < :to
                         order by finished_at, reference
                        """)
                .param("from", day.atStartOfDay(BANKS_ZONE).toOffsetDateTime())
                .param("to", day.plusDays(1).atStartOfDay(BANKS_ZONE).toOffsetDateTime())
                .query((row, index) -> String.join(
                        ",",
                        row.getString("reference"),
                        row.getString("kind"),
                        Long.toString(row.getLong("minor")),
                        row.getString("currency"),
                        row.getString("state"),
                        row.getString("bank_reference"),
                        DatabaseTime.instant(row, "finished_at").toString()))
                .stream()) {
            lines.forEach(line -> append(out, line));
        }
    }

    private static void append(Appendable out, String line) {
        try {
            out.append(line).append("\r\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One tick of the bank's day: decide what is due, call back about what is finished. */
    private void tick() {
        OffsetDateTime now = DatabaseTime.utc(clock.instant());
        jdbc.sql("""
                        update connectors.sandbox_instruction i
                           set state = case when c.behaviour = 'DECLINES_LATE' then 'declined' else 'done' end,
                               reason = case when c.behaviour = 'DECLINES_LATE' then 'account-closed' end,
                               finished_at = :now
                          from connectors.sandbox_card c
                         where c.token = i.token and i.state = 'accepted' and i.due_at <= :now
                        """).param("now", now).update();
        List<String> toCall = jdbc.sql("""
                        update connectors.sandbox_instruction
                           set notices_left = notices_left - 1
                         where reference in (select reference from connectors.sandbox_instruction
                                              where notices_left > 0 and notice_at <= :now and state <> 'accepted'
                                              order by notice_at limit :limit for update skip locked)
                        returning reference
                        """)
                .param("now", now)
                .param("limit", INSTRUCTIONS_PER_TICK)
                .query((row, index) -> row.getString("reference"))
                .list();
        toCall.forEach(this::call);
    }

    /** As a bank would: on a line of its own, without waiting for what the other side makes of it. */
    private void call(String reference) {
        notices.forEach(listener ->
                Thread.ofVirtual().name("sandbox-notice").start(() -> listener.onNotice(code(), reference)));
    }

    private void turn() throws InterruptedException {
        tick();
        Thread.sleep(TICK);
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public BackgroundLoop loop() {
        return loop;
    }
}
