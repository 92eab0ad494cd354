package io.tongbao.bench;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How a group is run.
 *
 * @param scratch a folder that is removed afterwards
 * @param measured how long each measurement takes
 * @param warm what is to happen once all is set up and warm, such as the beginning of a profile
 * @param profiled whether one wants to know where the time goes, rather than how much of it there is
 */
public record BenchRun(Path scratch, Duration measured, Runnable warm, boolean profiled) {

    /** To be called by a group after its set-up, before its first measurement; again does nothing. */
    public void beginMeasuring() {
        warm.run();
    }

    /** Says on the terminal what goes on now. */
    public void say(String what) {
        System.out.println("  " + what);
    }
}
