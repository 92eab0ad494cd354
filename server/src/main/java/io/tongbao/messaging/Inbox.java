package io.tongbao.messaging;

import java.util.Collection;

/** The inbox in the wallet: what customers should know without having asked. */
public interface Inbox {
    /** Puts notices there, all or none, in the caller's transaction if there is one; one told before is not told again. */
    void tell(Collection<Notice> notices);
}
