package io.tongbao;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** Gives the tests' server a data folder of its own, deleted when all contexts are closed. */
public class TestFolder implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    @Override
    public void initialize(ConfigurableApplicationContext context) {
        try {
            Path folder = Files.createTempDirectory("tongbao-tests-");
            SpringApplication.getShutdownHandlers().add(() -> delete(folder));
            context.getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource(
                            "tests",
                            Map.of(
                                    "tongbao.data",
                                    folder.toString(),
                                    "tongbao.mode",
                                    "demo",
                                    "tongbao.offers.alone-at-first",
                                    "9007199254740991",
                                    "tongbao.settlements.daily",
                                    "false",
                                    "tongbao.settlements.lag",
                                    "PT0S",
                                    "tongbao.coupons.end-every",
                                    "PT0.2S",
                                    "tongbao.benefits.expire-every",
                                    "PT0.2S",
                                    "tongbao.coupons.remind-every",
                                    "PT0.2S")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
