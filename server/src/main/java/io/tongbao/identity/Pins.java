package io.tongbao.identity;

import io.tongbao.platform.Money;
import java.util.Optional;

/** Payment PINs: six digits that their owner sets. Hashing is bounded, so a check may answer that it is busy. */
public interface Pins {

    /** Whether the person may spend the amount with what was given; below the limit that the person set no PIN is needed. */
    PinCheck check(String personId, Money amount, Optional<String> pin);

    /** The same where a PIN is always needed. */
    PinCheck require(String personId, Optional<String> pin);
}
