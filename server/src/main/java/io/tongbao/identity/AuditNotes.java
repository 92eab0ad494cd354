package io.tongbao.identity;

/** Lets whoever serves a request of staff say what it was about where its path does not: the customer that was found. */
public interface AuditNotes {

    /** By id; nothing personal. Without meaning in a request of somebody who is not staff. */
    void concerns(String id);
}
