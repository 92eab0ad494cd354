package io.tongbao.grants;

import io.tongbao.ledger.OnceKey;
import io.tongbao.platform.BackgroundLoop;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is given of one kind to lists of people. A list is read at once: rows that name nobody are told with it, the good ones are kept and given in
 * the background, each once whatever happens, by its place in the list.
 */
public interface ListGrants {

    /** @param recipients phone numbers or ids of customers, as they stand in the list */
    Outset begin(String subjectId, List<String> recipients, String by, OnceKey key);

    Optional<Grant> find(String id);

    /**
     * The newest first.
     *
     * @param before the last one of the page before
     */
    List<Grant> of(String subjectId, Optional<String> before, int limit);

    /** The rows that nobody got anything for, after a place in the list. */
    List<RefusedRow> refused(String id, int after, int limit);

    /** In which it is given: whoever made this runs it. */
    BackgroundLoop loop();

    sealed interface Outset {
        record Begun(Grant grant) implements Outset {}

        record KeyReused() implements Outset {}
    }

    /**
     * @param granted rows whose person has it; the same for refused
     * @param finishedAt empty while it is under way
     */
    record Grant(
            String id,
            String subjectId,
            int rows,
            String grantedBy,
            Instant grantedAt,
            Optional<Instant> finishedAt,
            long granted,
            long refused) {}

    /** @param row its place in the list, from 1 */
    record RefusedRow(int row, String problem) {}
}
