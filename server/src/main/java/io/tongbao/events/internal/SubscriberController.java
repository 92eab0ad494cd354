package io.tongbao.events.internal;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tongbao.events.internal.SubscriberStore.ParkedStream;
import io.tongbao.events.internal.TellingSubscriber.Rerun;
import io.tongbao.platform.Page;
import io.tongbao.platform.ProblemException;
import io.tongbao.platform.ProblemType;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** For operators: how far the log's readers are, and running again what they parked. */
@RestController
@Tag(name = "subscribers")
class SubscriberController {
    private static final int PARKED_SHOWN = 200;

    private final Subscribers subscribers;
    private final SubscriberStore store;

    SubscriberController(Subscribers subscribers, SubscriberStore store) {
        this.subscribers = subscribers;
        this.store = store;
    }

    @Schema(name = "Subscriber")
    record SubscriberBody(
            @NotNull String name,
            @NotNull long position,
            @NotNull long lag,
            @NotNull Instant movedAt,
            @NotNull long parked,

            @Schema(description = "The longest parked, at most 200 in all.") @NotNull
            List<ParkedBody> parkedStreams) {}

    @Schema(name = "ParkedStream")
    record ParkedBody(
            @NotNull String stream,
            @NotNull long position,
            @NotNull int failures,
            @NotNull String error,
            @NotNull Instant parkedAt) {}

    @Schema(name = "RerunStream")
    record RerunBody(
            @NotNull String subscriber,
            @NotNull String stream,

            @Schema(description = "How many events the subscriber was told.") @NotNull
            long told) {}

    @GetMapping("/subscribers")
    @Operation(
            operationId = "listSubscribers",
            summary = "Readers of the event log, their lag and their parked streams")
    Page<SubscriberBody> list() {
        List<ParkedStream> parked = store.parked(PARKED_SHOWN);
        return Page.of(store.states().stream()
                .map(state -> new SubscriberBody(
                        state.name(),
                        state.position(),
                        state.lag(),
                        state.movedAt(),
                        state.parked(),
                        parked.stream()
                                .filter(stream -> stream.subscriber().equals(state.name()))
                                .map(SubscriberController::body)
                                .toList()))
                .toList());
    }

    @PostMapping("/subscribers/{name}/streams/{stream}/rerun")
    @Operation(operationId = "rerunStream", summary = "Tells a parked stream again, from where it stopped")
    RerunBody rerun(@PathVariable String name, @PathVariable String stream) {
        TellingSubscriber subscriber = subscribers.find(name).orElseThrow(ProblemException::notFound);
        return switch (subscriber.rerun(stream)) {
            case Rerun.Done(long told) -> new RerunBody(name, stream, told);
            case Rerun.NotParked() -> throw ProblemException.notFound();
            case Rerun.FailedAgain(String error) ->
                throw new ProblemException(
                        ProblemType.STREAM_FAILED_AGAIN,
                        "The subscriber failed again; the stream stays parked.",
                        Map.of("error", error));
        };
    }

    private static ParkedBody body(ParkedStream stream) {
        return new ParkedBody(
                stream.stream(), stream.from().position(), stream.failures(), stream.error(), stream.parkedAt());
    }
}
