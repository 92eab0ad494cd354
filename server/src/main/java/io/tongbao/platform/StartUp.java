package io.tongbao.platform;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Says on the terminal what the start is doing and how long each step took. */
@Component
public class StartUp {
    private final PrintStream out = System.out;

    public <T> T step(String name, Supplier<T> work) {
        long started = System.nanoTime();
        T result = work.get();
        Duration took = Duration.ofNanos(System.nanoTime() - started);
        say(String.format(Locale.ROOT, "%-44s %6.2f s", name, took.toMillis() / 1000.0));
        return result;
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
