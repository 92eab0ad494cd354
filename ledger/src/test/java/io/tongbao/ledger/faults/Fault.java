package io.tongbao.ledger.faults;

/** What can break, once in each round. */
enum Fault {
    /** SIGKILL to a ledger's process. */
    LEDGER_KILLED,
    /** SIGSTOP in the middle of a batch, until the other has given up waiting for its locks. */
    LEDGER_PAUSED,
    /** SIGSTOP in the middle of a batch, until PostgreSQL has ended its transaction for idling. */
    LEDGER_PAUSED_TOO_LONG,
    /** SIGKILL to all processes of PostgreSQL. */
    POSTGRES_KILLED,
    /** The same while a commit is under way to it. */
    POSTGRES_KILLED_AT_A_COMMIT,
    /** Lines between a ledger and PostgreSQL break, in the middle of a transaction. */
    LINE_CUT,
    /** Everything between a ledger and PostgreSQL is late. */
    LINE_SLOW,
    /** A line breaks before the commit has arrived. */
    COMMIT_NOT_DELIVERED,
    /** A line breaks after the commit, before its answer. */
    COMMIT_NOT_ANSWERED;

    /** Whether the client may be left without an answer by it. */
    boolean cutsOffTheClient() {
        return switch (this) {
            case LEDGER_KILLED, LEDGER_PAUSED_TOO_LONG -> true;
            case LEDGER_PAUSED,
                    POSTGRES_KILLED,
                    POSTGRES_KILLED_AT_A_COMMIT,
                    LINE_CUT,
                    LINE_SLOW,
                    COMMIT_NOT_DELIVERED,
                    COMMIT_NOT_ANSWERED -> false;
        };
    }

    /** Whether it leaves a ledger without an answer to a commit, so that it must ask what came of it. */
    boolean leavesACommitInDoubt() {
        return switch (this) {
            case POSTGRES_KILLED_AT_A_COMMIT, COMMIT_NOT_DELIVERED, COMMIT_NOT_ANSWERED -> true;
            case LEDGER_KILLED, LEDGER_PAUSED, LEDGER_PAUSED_TOO_LONG, POSTGRES_KILLED, LINE_CUT, LINE_SLOW -> false;
        };
    }
}
