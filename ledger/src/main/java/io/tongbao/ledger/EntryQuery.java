package io.tongbao.ledger;

import java.util.Optional;
import java.util.OptionalLong;

/** @param before only entries with a lower id; limit 1 to 200 */
public record EntryQuery(Optional<String> kind, OptionalLong before, int limit) {
    public EntryQuery {
        if (limit < 1 || limit > 200) {
            throw new IllegalArgumentException("A page has 1 to 200 rows");
        }
    }
}
