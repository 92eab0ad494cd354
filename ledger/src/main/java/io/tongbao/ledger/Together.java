package io.tongbao.ledger;

import java.util.List;
import java.util.OptionalInt;

/**
 * What came of entries that were handed over in one go.
 *
 * @param answers in the order of the entries; those after one that ended it are missing, and when all were undone the
 *     refusal stands alone
 * @param refusedAt the place of the entry that ended it, from 0
 */
public record Together(List<PostResult> answers, OptionalInt refusedAt) {
    public static final int MAX_ENTRIES = 1_000;

    public enum OnRefusal {
        /** The others are judged all the same. */
        GO_ON,
        /** What comes after it is not tried. */
        STOP,
        /** Nothing of it all happens. */
        UNDO_ALL
    }
}
