package io.tongbao;

import java.util.function.BooleanSupplier;

/** Waits for what the event log, or another thread, will have done. */
public final class Eventually {
    private static final long PATIENCE_NANOS = 40_000_000_000L;
    private static final long LOOK_AGAIN_MS = 50;

    private Eventually() {}

    /** Fails if it has not come to be within forty seconds. */
    public static void await(BooleanSupplier condition) {
        long until = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > until) {
                throw new AssertionError("It did not come to be in time");
            }
            try {
                Thread.sleep(LOOK_AGAIN_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
