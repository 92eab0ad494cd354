package io.tongbao.ledger.jdbc;

import java.sql.SQLException;

/** The database could not be read or changed just now. */
public final class LedgerUnavailableException extends RuntimeException {
    LedgerUnavailableException(String message, SQLException cause) {
        super(message, cause);
    }
}
