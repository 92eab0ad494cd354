package io.tongbao.ledger;

import java.util.List;
import java.util.Objects;

/** Where a leg takes its amount from. */
public sealed interface Source {

    /** One account. */
    record Account(AccountKey key) implements Source {
        public Account {
            Objects.requireNonNull(key, "key is null");
        }
    }

    /** The accounts in this order, each as far as it is available, until the leg's amount is reached (lots by expiry). Closed and frozen ones are passed over. */
    record InOrder(List<AccountKey> keys) implements Source {
        public static final int MAX_ACCOUNTS = 200;

        public InOrder {
            keys = List.copyOf(keys);
            if (keys.isEmpty() || keys.size() > MAX_ACCOUNTS) {
                throw new IllegalArgumentException("A draw has 1 to " + MAX_ACCOUNTS + " accounts");
            }
        }
    }

    /** All that is available of one account, which may be nothing; the leg's amount must be zero. */
    record AllOf(AccountKey key) implements Source {
        public AllOf {
            Objects.requireNonNull(key, "key is null");
        }
    }
}
