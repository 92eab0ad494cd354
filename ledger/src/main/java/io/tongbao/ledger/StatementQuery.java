package io.tongbao.ledger;

import java.util.Optional;

/** @param cursor from the page before; limit 1 to 200 */
public record StatementQuery(Optional<String> cursor, int limit) {
    public StatementQuery {
        if (limit < 1 || limit > 200) {
            throw new IllegalArgumentException("A page has 1 to 200 rows");
        }
    }
}
