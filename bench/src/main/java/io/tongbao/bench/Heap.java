package io.tongbao.bench;

import java.lang.management.ManagementFactory;

/** What lives on the heap. */
public final class Heap {
    private Heap() {}

    /** Bytes that are left after a collection; what a first one only made ready to go is gone with the second. */
    public static double liveBytes() throws InterruptedException {
        System.gc();
        Thread.sleep(500);
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
