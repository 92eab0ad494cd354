package io.tongbao.events;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** What was told beside an entry of the books: by it one finds the payment, the refund, the top-up behind the entry. */
public interface EntryEvents {
    int AT_MOST = 100;

    /** In the order in which they were written; empty if nothing was told, or if there is no such entry. */
    List<Told> of(long entryId);

    record Told(String type, String stream, JsonNode body) {}
}
