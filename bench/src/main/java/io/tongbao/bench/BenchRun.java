package io.tongbao.bench;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How a group is run.
 *
 * @param scratch a folder that is removed afterwards
 * @param measured how long each measurement takes
 */
public record BenchRun(Path scratch, Duration measured) {

    /** Says on the terminal what goes on now. */
    public void say(String what) {
        System.out.println("  " + what);
    }
}
