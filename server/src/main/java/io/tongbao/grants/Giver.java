package io.tongbao.grants;

import io.tongbao.ledger.OnceKey;

/** Gives one thing to one person, once for a key however often it is asked. */
@FunctionalInterface
public interface Giver {

    Giving give(String subjectId, String personId, OnceKey once);

    sealed interface Giving {
        /** @param id of what the person has now */
        record Given(String id) implements Giving {}

        /** @param problem why the person gets nothing, as the list tells it */
        record Refused(String problem) implements Giving {}

        /** The ledger is busy: it is tried again. */
        record Later() implements Giving {}
    }
}
