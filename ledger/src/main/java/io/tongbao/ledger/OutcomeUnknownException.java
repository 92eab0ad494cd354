package io.tongbao.ledger;

/**
 * The connection broke at the commit and the database could not be asked in time whether it took place. The caller can
 * ask again with the same once-key and gets the truth; nobody else may guess it.
 */
public final class OutcomeUnknownException extends RuntimeException {
    public OutcomeUnknownException(String message, Throwable cause) {
        super(message, cause);
    }
}
