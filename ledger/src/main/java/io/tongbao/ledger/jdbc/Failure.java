package io.tongbao.ledger.jdbc;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Set;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What a failed batch means for its entries. */
enum Failure {
    /** Another transaction was in the way, or has just used one of the once-keys: judge the batch anew. */
    AGAIN,
    /** The connection broke; nothing is committed unless the commit was on its way. */
    LOST,
    /** The database can't write now (disk full, out of memory, shutting down). */
    UNABLE,
    /** Something in one of the entries does not go in: find it by halving. */
    CULPRIT;

    private static final Set<String> IN_THE_WAY = Set.of("40001", "40P01", "55P03", "57014");
    private static final Set<String> GOING_DOWN = Set.of("57P01", "57P02", "57P03", "57P05", "25P03");

    static Failure of(Exception failure) {
        if (!(failure instanceof SQLException sql)) {
            return CULPRIT;
        }
        String state = sql.getSQLState();
        if (state == null || state.startsWith("08") || GOING_DOWN.contains(state) || brokeTheLine(sql)) {
            return LOST;
        }
        if (IN_THE_WAY.contains(state) || ("23505".equals(state) && isOnceKey(sql))) {
            return AGAIN;
        }
        String kind = state.substring(0, 2);
        return switch (kind) {
            case "53", "57", "58", "XX" -> UNABLE;
            default -> CULPRIT;
        };
    }

    private static boolean brokeTheLine(SQLException failure) {
        return failure.getCause() instanceof IOException;
    }

    private static boolean isOnceKey(SQLException failure) {
        if (!(failure instanceof PSQLException postgres)) {
            return false;
        }
        ServerErrorMessage message = postgres.getServerErrorMessage();
        return message != null && "once_key_pkey".equals(message.getConstraint());
    }
}
