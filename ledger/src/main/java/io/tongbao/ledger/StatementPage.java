package io.tongbao.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** @param next the cursor of the next page; empty at the end */
public record StatementPage(List<Line> lines, Optional<String> next) {

    /** @param amount positive when the account received, negative when it gave; balance is the posted balance after it */
    public record Line(
            long entryId,
            String kind,
            RecordedEntry.Phase phase,
            Instant recordedAt,
            Instant effectiveAt,
            String counterparty,
            long amount,
            long balance) {}
}
