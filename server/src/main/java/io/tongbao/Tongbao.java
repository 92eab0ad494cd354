package io.tongbao;

import io.tongbao.platform.Command;
import io.tongbao.platform.StartRefused;
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
        CommandLine line;
        try {
            line = CommandLine.parse(args);
        } catch (StartRefused refused) {
            refuse(refused);
            return;
        }
        SpringApplication application = new SpringApplication(Tongbao.class);
        if (line.stays()) {
            application.run(line.settings());
        } else {
            runOnce(application, line);
        }
    }

    private static void runOnce(SpringApplication application, CommandLine line) {
        int status;
        try (ConfigurableApplicationContext context = application.run(line.settings())) {
            Command command = context.getBeansOfType(Command.class).values().stream()
                    .filter(one -> one.name().equals(line.command()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("No command " + line.command()));
            status = command.run(line.arguments());
        } catch (StartRefused refused) {
            refuse(refused);
            return;
        }
        System.exit(status);
    }

    private static void refuse(StartRefused refused) {
        System.err.println("tongbao: " + refused.getMessage());
        System.err.println("         " + refused.remedy());
        System.exit(REFUSED);
    }
}
