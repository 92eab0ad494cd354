package io.tongbao.identity;

/**
 * Sessions are rows; each node remembers one for at most five seconds. A request that carries an Idempotency-Key, as all do
 * that move value, is never answered from memory.
 */
public interface Sessions {

    /** Says that the person's roles have changed, so that the next request on this node sees it at once. */
    void rightsChanged(String personId);

    /** Ends all sessions of somebody in an app, as when a cashier leaves. */
    void endAll(String subject, App app);
}
