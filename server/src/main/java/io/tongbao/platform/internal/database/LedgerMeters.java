package io.tongbao.platform.internal.database;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tongbao.ledger.LedgerWatch;
import io.tongbao.ledger.Refusal;

/** What the ledger's writer does, as metrics: size of batches, time in the queue, time of batch and commit, refusals by kind. */
final class LedgerMeters implements LedgerWatch {
    private final MeterRegistry metrics;
    private final DistributionSummary size;
    private final Timer queued;
    private final Timer took;
    private final Timer commit;
    private final Counter busy;

    LedgerMeters(MeterRegistry metrics) {
        this.metrics = metrics;
        this.size = DistributionSummary.builder("tongbao.ledger.batch.entries")
                .description("Entries judged in one batch")
                .register(metrics);
        this.queued = Timer.builder("tongbao.ledger.batch.queued")
                .description("How long the oldest entry of a batch had waited for it to begin")
                .register(metrics);
        this.took = Timer.builder("tongbao.ledger.batch.took")
                .description("From the beginning of a batch to its commit's answer")
                .register(metrics);
        this.commit = Timer.builder("tongbao.ledger.batch.commit")
                .description("The commit of a batch")
                .register(metrics);
        this.busy = Counter.builder("tongbao.ledger.busy")
                .description("Entries answered Busy")
                .register(metrics);
    }

    @Override
    public void committed(Batch batch) {
        size.record(batch.entries());
        queued.record(batch.queued());
        took.record(batch.took());
        commit.record(batch.commit());
    }

    @Override
    public void refused(Refusal refusal) {
        metrics.counter("tongbao.ledger.refused", "reason", reason(refusal)).increment();
    }

    @Override
    public void busy() {
        busy.increment();
    }

    private static String reason(Refusal refusal) {
        return switch (refusal) {
            case Refusal.Insufficient _ -> "insufficient";
            case Refusal.AboveMaximum _ -> "above-maximum";
            case Refusal.BoundBroken _ -> "bound-broken";
            case Refusal.Frozen _ -> "frozen";
            case Refusal.Closed _ -> "closed";
            case Refusal.WrongAsset _ -> "wrong-asset";
            case Refusal.KeyReused _ -> "key-reused";
            case Refusal.ReservationOver _ -> "reservation-over";
            case Refusal.MoreThanLeft _ -> "more-than-left";
            case Refusal.NoSuchEntry _ -> "no-such-entry";
            case Refusal.PeriodClosed _ -> "period-closed";
            case Refusal.Overflow _ -> "overflow";
            case Refusal.Rejected _ -> "rejected";
        };
    }
}
