package io.tongbao.events;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What was told beside an entry of the books: by it one finds the payment, the refund, the top-up behind the entry. */
public interface EntryEvents {
    int AT_MOST = 100;

    /** In the order in which they were written; empty if nothing was told, or if there is no such entry. */
    List<Told> of(long entryId);

    /** Of each of these entries what was told of this type, in one read; entries beside which it was not told are absent. */
    Map<Long, Told> of(Collection<Long> entryIds, String type);

    record Told(String type, String stream, Map<String, Object> body) {}
}
