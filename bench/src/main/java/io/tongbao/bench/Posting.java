package io.tongbao.bench;

import io.tongbao.ledger.Entry;
import io.tongbao.ledger.Ledger;
import io.tongbao.ledger.PostResult;

/** Posts what must pass: a benchmark that measures refusals measures something else. */
public final class Posting {
    private Posting() {}

    public static void mustPass(Ledger ledger, Entry entry) {
        PostResult result = ledger.post(entry);
        if (!(result instanceof PostResult.Posted)) {
            throw new IllegalStateException("A benchmark's entry did not pass: " + result);
        }
    }
}
