package io.tongbao.offers;

import io.tongbao.platform.ProblemException.FieldProblem;
import java.util.List;

/** Putting offers live and taking them back. */
public interface Offers {

    /**
     * Sets the budget aside from the sponsors and puts the offer live, both or neither; every node prices with it within a
     * second. Asking again with the same key gives the first answer.
     */
    OpenResult open(NewOffer offer, Asker asker);

    /**
     * The same for history that is brought in: the schedule may lie in the past, and the offer does not end by the clock
     * but only by {@link #end}.
     */
    OpenResult openForHistory(NewOffer offer, Asker asker);

    /** What is not right in an offer for history, without opening it; empty if it can be opened. */
    List<FieldProblem> wrongForHistory(NewOffer offer);

    /** The offer gives nothing until it is resumed; holds at once on every node, for quotes already given too. */
    ChangeResult pause(String offerId, String by);

    ChangeResult resume(String offerId, String by);

    /** For good: what is left goes back to the sponsors, and so does what refunds give back later. */
    ChangeResult end(String offerId, String by);

    /** Who asks, and the key under which the answer is kept. */
    record Asker(String id, String idempotencyKey) {}

    sealed interface OpenResult {
        record Open(String offerId) implements OpenResult {}

        record Invalid(List<FieldProblem> fields) implements OpenResult {
            public Invalid {
                fields = List.copyOf(fields);
            }
        }

        /** The key was used for another offer. */
        record KeyReused() implements OpenResult {}

        /** A sponsor's account is frozen or closed. */
        record SponsorBlocked(String account) implements OpenResult {}

        record Busy(String why) implements OpenResult {}
    }

    sealed interface ChangeResult {
        record Changed() implements ChangeResult {}

        record NoSuchOffer() implements ChangeResult {}

        /** It has ended, which can't be undone. */
        record Over() implements ChangeResult {}

        record Busy(String why) implements ChangeResult {}
    }
}
