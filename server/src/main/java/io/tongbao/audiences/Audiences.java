package io.tongbao.audiences;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which sets of customers there are, and who is in them. The lists that one customer is on payments ask for ({@code CustomerLists}). */
public interface Audiences {

    /** Those of these ids that are audiences, with their names; also of those that are out of the way. */
    Map<String, String> names(Collection<String> ids);

    /**
     * Everybody who is in at least one of these, in order of their ids.
     *
     * @param after the last one of the page before
     */
    List<String> members(Collection<String> ids, Optional<String> after, int limit);
}
