package io.tongbao.ledger;

import java.util.Optional;

/**
 * Which accounts to list, in order of their codes.
 *
 * @param kind only accounts of this line of the chart
 * @param contains only codes that contain this
 * @param after only codes after this one: the last code of the page before
 */
public record AccountQuery(Optional<String> kind, Optional<String> contains, Optional<String> after, int limit) {
    public AccountQuery {
        if (limit < 1 || limit > 200) {
            throw new IllegalArgumentException("A page has 1 to 200 rows");
        }
    }
}
