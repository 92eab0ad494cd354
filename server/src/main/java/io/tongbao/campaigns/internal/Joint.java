package io.tongbao.campaigns.internal;

import java.time.Instant;
import java.util.Optional;

/**
 * Somebody's part in a version who is asked before money is set aside in its name.
 *
 * @param terms the fingerprint of what it is asked for
 * @param answer to these terms, with whichever version it was given
 */
record Joint(String sponsorId, String name, String terms, Optional<Answer> answer) {

    /** @param reason empty of an acceptance */
    record Answer(int n, boolean accepted, String reason, String by, Instant at) {}

    boolean isAccepted() {
        return answer.filter(Answer::accepted).isPresent();
    }

    /** What came of asking. */
    String state() {
        return answer.map(given -> given.accepted() ? "accepted" : "refused").orElse("waiting");
    }
}
