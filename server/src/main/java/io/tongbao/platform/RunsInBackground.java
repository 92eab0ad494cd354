package io.tongbao.platform;

import org.springframework.context.SmartLifecycle;

/** A bean whose work is one loop, which starts and ends with the server. */
public interface RunsInBackground extends SmartLifecycle {
    BackgroundLoop loop();

    @Override
    default void start() {
        loop().start();
    }

    @Override
    default void stop() {
        loop().stop();
    }

    @Override
    default boolean isRunning() {
        return loop().isRunning();
    }
}
