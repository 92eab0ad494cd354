package io.tongbao.events;

import java.time.Instant;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/**
 * An event as readers see it, in the order of (position, n).
 *
 * @param position of the transaction that wrote it, dense, given after the commit
 * @param n place within that transaction, from 0
 * @param entryId the ledger entry beside which it was written, if there was one
 */
public record RecordedEvent(
        long position, int n, String type, String stream, JsonNode body, Instant recordedAt, OptionalLong entryId) {

    /** A member of the body that must be there. */
    public String text(String member) {
        return body.required(member).asString();
    }

    /** A whole number of the body that must be there. */
    public long number(String member) {
        return body.required(member).asLong();
    }
}
