package io.tongbao.ledger.jdbc;

import io.tongbao.ledger.PostResult;
import java.util.concurrent.atomic.LongAdder;

/** Counts what the writer did since it started. */
public final class Tally {
    private final LongAdder batches = new LongAdder();
    private final LongAdder posted = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder repeated = new LongAdder();

    Tally() {}

    void add(BatchTransaction.Ready ready) {
        batches.increment();
        for (PostResult answer : ready.answers()) {
            switch (answer) {
                case PostResult.Posted _ -> posted.increment();
                case PostResult.Refused _ -> refused.increment();
                case PostResult.Repeated _ -> repeated.increment();
                case PostResult.Busy _ -> throw new IllegalStateException("A batch that was written is not busy");
            }
        }
    }

    public long batches() {
        return batches.sum();
    }

    public long posted() {
        return posted.sum();
    }

    public long refused() {
        return refused.sum();
    }

    public long repeated() {
        return repeated.sum();
    }
}
