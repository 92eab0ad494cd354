package io.tongbao.platform;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Says on the terminal what the start is doing and how long each step took. */
@Component
public class StartUp {
    private final PrintStream out = System.out;

    public <T> T step(String name, Supplier<T> work) {
        long started = System.nanoTime();
        T result = work.get();
        took(name, Duration.ofNanos(System.nanoTime() - started));
        return result;
    }

    private void took(String name, Duration time) {
        say(String.format(Locale.ROOT, "%-44s %6.2f s", name, time.toMillis() / 1000.0));
    }

    /** Everything since the process began: Java itself, the steps above, and the server around them. */
    @EventListener(ApplicationStartedEvent.class)
    void tell() {
        took("The server, with the steps above", sinceTheProcessBegan());
    }

    public Duration sinceTheProcessBegan() {
        return Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime());
    }

    public void step(String name, Runnable work) {
        step(name, () -> {
            work.run();
            return name;
        });
    }

    public void say(String line) {
        out.println(line);
        out.flush();
    }
}
