package io.tongbao.payments.internal;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tongbao.events.LiveTail;
import io.tongbao.events.RecordedEvent;
import io.tongbao.identity.MerchantMemberships;
import io.tongbao.payments.PaymentDeclined;
import io.tongbao.payments.PaymentPending;
import io.tongbao.payments.PaymentReceived;
import io.tongbao.payments.PaymentRefunded;
import io.tongbao.platform.Money;
import jakarta.validation.constraints.NotNull;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells the screens at a merchant's tills at once what was paid and refunded, and what a payer's bank
 * takes its time for. Each screen has a short queue and a virtual
 * thread of its own, so that a slow one holds up nobody; one that falls behind is cut off, comes back by itself and reads
 * the state anew. A quiet line carries a heartbeat, at which it is also asked whether its person still works there.
 */
@Component
class TillScreens implements SmartLifecycle {
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final Duration OPEN_AT_MOST = Duration.ofHours(1);
    private static final int QUEUED_AT_MOST = 256;
    private static final Set<String> TYPES =
            Set.of(PaymentReceived.TYPE, PaymentRefunded.TYPE, PaymentPending.TYPE, PaymentDeclined.TYPE);

    private final LiveTail tail;
    private final MerchantMemberships memberships;
    private final PaymentAnswers answers;
    private final Set<Screen> open = ConcurrentHashMap.newKeySet();
    private volatile boolean running;

    TillScreens(LiveTail tail, MerchantMemberships memberships, PaymentAnswers answers) {
        this.tail = tail;
        this.memberships = memberships;
        this.answers = answers;
    }

    @Schema(
            name = "TillEvent",
            description = "payment.received; payment.pending while the payer's bank has not answered, followed by"
                    + " payment.received or payment.declined; for payment.refunded paid is what the customer got and discount what went to"
                    + " budgets.")
    record TillEvent(
            @NotNull String paymentId,
            Optional<String> orderId,
            Optional<String> refundId,
            @NotNull Money gross,
            @NotNull Money paid,
            @NotNull Money discount,
            Optional<String> customerMasked,
            @NotNull Instant at) {}

    SseEmitter open(String merchantId, String personId) {
        Screen screen = new Screen(merchantId, personId);
        open.add(screen);
        Thread.ofVirtual().name("till-screen").start(screen::show);
        return screen.emitter;
    }

    private final class Screen {
        private final String merchantId;
        private final String personId;
        private final SseEmitter emitter = new SseEmitter(OPEN_AT_MOST.toMillis());
        private final BlockingQueue<RecordedEvent> queue = new LinkedBlockingQueue<>(QUEUED_AT_MOST);
        private volatile boolean closed;

        Screen(String merchantId, String personId) {
            this.merchantId = merchantId;
            this.personId = personId;
            emitter.onCompletion(this::close);
            emitter.onTimeout(this::close);
            emitter.onError(_ -> close());
        }

        void show() {
            try (LiveTail.Subscription _ = tail.subscribe(this::wants, this::hear)) {
                emitter.send(SseEmitter.event().comment("open"));
                while (!closed && running) {
                    @Nullable RecordedEvent event = queue.poll(HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS);
                    if (event != null) {
                        emitter.send(SseEmitter.event()
                                .name(event.type())
                                .id(event.position() + "." + event.n())
                                .data(told(event), MediaType.APPLICATION_JSON));
                    } else if (stillWorksThere()) {
                        emitter.send(SseEmitter.event().comment("alive"));
                    } else {
                        break;
                    }
                }
                emitter.complete();
            } catch (IOException | IllegalStateException _) {
                emitter.complete();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                emitter.complete();
            } finally {
                close();
            }
        }

        private boolean wants(RecordedEvent event) {
            return TYPES.contains(event.type())
                    && event.body().path("merchantId").asString("").equals(merchantId);
        }

        private void hear(RecordedEvent event) {
            if (!queue.offer(event)) {
                close();
            }
        }

        private boolean stillWorksThere() {
            return memberships
                    .of(personId)
                    .filter(membership -> membership.merchantId().equals(merchantId))
                    .isPresent();
        }

        void close() {
            closed = true;
            open.remove(this);
        }
    }

    private TillEvent told(RecordedEvent event) {
        String currency = event.text("currency");
        String customerId = event.text("customerId");
        Optional<String> customer =
                Optional.ofNullable(answers.masked(Set.of(customerId)).get(customerId));
        Optional<String> orderId = optional(event, "orderId");
        Money gross = Money.of(event.number("gross"), currency);
        Instant at = Instant.parse(event.text("at"));
        if (!event.type().equals(PaymentRefunded.TYPE)) {
            return new TillEvent(
                    event.text("paymentId"),
                    orderId,
                    Optional.empty(),
                    gross,
                    Money.of(event.number("paid"), currency),
                    Money.of(event.number("discount"), currency),
                    customer,
                    at);
        }
        return new TillEvent(
                event.text("paymentId"),
                orderId,
                optional(event, "refundId"),
                gross,
                Money.of(event.number("cash") - event.number("cashbackTakenBack"), currency),
                Money.of(event.number("toBudget"), currency),
                customer,
                at);
    }

    private static Optional<String> optional(RecordedEvent event, String member) {
        return Optional.of(event.body().path(member).asString("")).filter(text -> !text.isEmpty());
    }

    @Override
    public void start() {
        running = true;
    }

    /** Before the web server's graceful end, which would wait for these open lines. */
    @Override
    public void stop() {
        running = false;
        open.forEach(screen -> screen.emitter.complete());
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return SmartLifecycle.DEFAULT_PHASE;
    }
}
