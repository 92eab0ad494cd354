package io.tongbao;

import io.tongbao.platform.Command;
import io.tongbao.platform.StartRefused;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

/** The server and its commands in one program: {@code demo} and {@code serve} stay, the others do their work and end. */
@SpringBootApplication(exclude = {FlywayAutoConfiguration.class, UserDetailsServiceAutoConfiguration.class})
public class Tongbao {
    private static final int REFUSED = 2;

    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals(PricingFile.COMMAND)) {
            String[] files = Arrays.copyOfRange(args, 1, args.length);
            System.exit(new PricingFile(System.in, System.out, System.err).run(files));
        }
        CommandLine line;
        try {
            line = CommandLine.parse(args);
        } catch (StartRefused refused) {
            refuse(refused);
            return;
        }
        SpringApplication application = new SpringApplication(Tongbao.class);
        Optional<ConfigurableApplicationContext> started = started(application, line);
        if (started.isEmpty()) {
            System.exit(REFUSED);
        } else if (!line.stays()) {
            runOnce(started.get(), line);
        }
    }

    /** Empty if it does not start; why, has been said by then. */
    private static Optional<ConfigurableApplicationContext> started(SpringApplication application, CommandLine line) {
        try {
            return Optional.of(application.run(line.settings()));
        } catch (RuntimeException _) {
            return Optional.empty();
        }
    }

    private static void runOnce(ConfigurableApplicationContext started, CommandLine line) {
        int status;
        try (started) {
            Command command = started.getBeansOfType(Command.class).values().stream()
                    .filter(one -> one.name().equals(line.command()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("No command " + line.command()));
            status = command.run(line.arguments());
        }
        System.exit(status);
    }

    private static void refuse(StartRefused refused) {
        System.err.println("tongbao: " + refused.getMessage());
        System.err.println("         " + refused.remedy());
        System.exit(REFUSED);
    }
}
