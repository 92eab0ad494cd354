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

    /** The accounts in this order, each as far as it is available, until the leg's amount is reached (lots by expiry). */
    record InOrder(List<AccountKey> keys) implements Source {
        public InOrder {
            keys = List.copyOf(keys);
            if (keys.isEmpty()) {
                throw new IllegalArgumentException("A draw needs at least one account");
            }
        }
    }

    /** All that is available of one account, which may be nothing; the leg's amount is ignored and must be zero. */
    record AllOf(AccountKey key) implements Source {
        public AllOf {
            Objects.requireNonNull(key, "key is null");
        }
    }
}
