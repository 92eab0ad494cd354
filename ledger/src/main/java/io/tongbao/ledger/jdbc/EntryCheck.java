package io.tongbao.ledger.jdbc;

import java.util.Objects;

/**
 * A check that a caller hands in, so that companions' rows are proved with the entries beside which they stand. It is run
 * for one range of entry ids after the other, each in a short transaction.
 *
 * @param sql has two parameters, "after this entry" and "up to this entry", and answers a text for each row that is wrong
 */
public record EntryCheck(String name, String sql) {
    public EntryCheck {
        Objects.requireNonNull(name, "name is null");
        Objects.requireNonNull(sql, "sql is null");
    }
}
