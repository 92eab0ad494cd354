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

    /**
     * The accounts in this order, each as far as it is available, until the leg's amount is reached.
     *
     * @param stopped what a closed or frozen one among them means
     */
    record InOrder(List<AccountKey> keys, Stopped stopped) implements Source {
        public static final int MAX_ACCOUNTS = 200;

        public enum Stopped {
            /** The next one is taken: lots by expiry, whoever may pay. */
            PASSED_OVER,
            /** The leg is refused, even if the others have enough: purses of one owner stand still together. */
            REFUSED
        }

        public InOrder {
            keys = List.copyOf(keys);
            Objects.requireNonNull(stopped, "stopped is null");
            if (keys.isEmpty() || keys.size() > MAX_ACCOUNTS) {
                throw new IllegalArgumentException("A draw has 1 to " + MAX_ACCOUNTS + " accounts");
            }
        }

        /** Closed and frozen ones are passed over. */
        public InOrder(List<AccountKey> keys) {
            this(keys, Stopped.PASSED_OVER);
        }
    }

    /** All that is available of one account, which may be nothing; the leg's amount must be zero. */
    record AllOf(AccountKey key) implements Source {
        public AllOf {
            Objects.requireNonNull(key, "key is null");
        }
    }
}
