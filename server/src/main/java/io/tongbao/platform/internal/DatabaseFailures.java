package io.tongbao.platform.internal;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;

/** Tells a database that is gone from a mistake of ours. */
final class DatabaseFailures {
    private static final int CAUSES_MAX = 20;

    private DatabaseFailures() {}

    /** SQLSTATE 08 is the connection, 57P0x a server that stops or starts, 53 one without resources. */
    static boolean isConnectionLoss(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < CAUSES_MAX; depth++) {
            if (cause instanceof SQLTransientException || cause instanceof SQLRecoverableException) {
                return true;
            }
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                String state = sql.getSQLState();
                if (state.startsWith("08") || state.startsWith("57P0") || state.startsWith("53")) {
                    return true;
                }
            }
            cause = cause.getCause();
        }
        return false;
    }
}
