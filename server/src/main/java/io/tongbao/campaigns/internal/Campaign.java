package io.tongbao.campaigns.internal;

import java.time.Instant;
import java.util.Optional;

/**
 * A campaign with its newest version.
 *
 * @param approved the newest version that was approved; empty before it opens
 */
record Campaign(String id, Optional<String> copiedFrom, boolean archived, Version newest, Optional<Integer> approved) {

    boolean isOpen() {
        return approved.isPresent();
    }

    /** How far a version has come. */
    enum Stage {
        DRAFT,
        IN_REVIEW,
        REJECTED,
        APPROVED
    }

    record Version(
            int n,
            Plan plan,
            String why,
            String writtenBy,
            Instant writtenAt,
            Optional<Review> review,
            Optional<Decision> decision) {

        Stage stage() {
            if (decision.isPresent()) {
                return decision.get().approved() ? Stage.APPROVED : Stage.REJECTED;
            }
            return review.isPresent() ? Stage.IN_REVIEW : Stage.DRAFT;
        }
    }

    record Review(String askedBy, Instant askedAt) {}

    /** @param reason may be empty of an approval */
    record Decision(boolean approved, String reason, String by, Instant at) {}
}
