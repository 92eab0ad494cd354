package io.tongbao;

import io.tongbao.platform.DataFolder;
import io.tongbao.platform.StartRefused;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What was asked on the command line, as settings for the server. What can't be meant is refused before anything is started; a command gets what is not common
 * to all.
 */
record CommandLine(String command, Map<String, Object> properties, List<String> arguments) {
    private static final Set<String> STAYING = Set.of("demo", "serve");
    private static final Set<String> ENDING = Set.of("migrate", "verify", "replay");
    private static final String REPLAY = "replay";
    private static final Set<String> OF_REPLAY = Set.of("--currency", "--zone", "--merchant", "--offers", "--json");

    static CommandLine parse(String[] args) {
        String command = args.length == 0 ? "serve" : args[0];
        if (!STAYING.contains(command) && !ENDING.contains(command)) {
            throw new StartRefused("There is no command " + command + ".", "./tongbao help lists them.");
        }
        Map<String, Object> properties = new HashMap<>();
        List<String> rest = new ArrayList<>();
        Optional<Path> data = Optional.empty();
        Optional<Path> file = Optional.empty();
        for (int i = 1; i < args.length; i++) {
            switch (args[i]) {
                case "--data" -> data = Optional.of(Path.of(valueOf(args, i++)).toAbsolutePath());
                case "--port" -> {
                    needsStaying(command, "--port");
                    properties.put("server.port", port(valueOf(args, i++)));
                }
                case "--tls" -> {
                    needsStaying(command, "--tls");
                    properties.put("tongbao.tls", "true");
                }
                default -> {
                    rest.add(args[i]);
                    if (command.equals(REPLAY) && OF_REPLAY.contains(args[i])) {
                        rest.add(valueOf(args, i++));
                    } else if (command.equals(REPLAY) && !args[i].startsWith("--") && file.isEmpty()) {
                        file = Optional.of(readable(Path.of(args[i])));
                    } else {
                        throw new StartRefused(
                                command + " does not know " + args[i] + ".", "./tongbao help lists the options.");
                    }
                }
            }
        }
        if (command.equals(REPLAY) && file.isEmpty()) {
            throw new StartRefused("replay needs a FILE.", "./tongbao help shows how.");
        }
        String mode = modeOf(command, data);
        properties.put("tongbao.mode", mode);
        data.ifPresent(folder -> properties.put("tongbao.data", folder.toString()));
        properties.put("tongbao.command", command);
        if (command.equals("demo")) {
            properties.put("tongbao.demo.fill", "true");
        }
        if (ENDING.contains(command)) {
            properties.put("logging.level.io.tongbao", "warn");
            // The server is started whole, on a port that nobody is told.
            properties.put("server.port", "0");
        }
        return new CommandLine(command, properties, List.copyOf(rest));
    }

    /** As Spring takes settings that override those of application.yaml. */
    String[] settings() {
        return properties.entrySet().stream()
                .map(setting -> "--%s=%s".formatted(setting.getKey(), setting.getValue()))
                .toArray(String[]::new);
    }

    boolean stays() {
        return STAYING.contains(command);
    }

    /** verify and replay work on either kind of folder; a new one is made for serve. */
    private static String modeOf(String command, Optional<Path> data) {
        return STAYING.contains(command)
                ? command
                : data.flatMap(DataFolder::madeBy).orElse("serve");
    }

    private static void needsStaying(String command, String option) {
        if (!STAYING.contains(command)) {
            throw new StartRefused(option + " is for demo and serve.", "Leave it out.");
        }
    }

    private static Path readable(Path file) {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new StartRefused(
                    "There is no file to read at " + file + ".", "Give the path of a CSV, plain or .gz.");
        }
        return file;
    }

    private static String valueOf(String[] args, int option) {
        if (option + 1 >= args.length || args[option + 1].startsWith("--")) {
            throw new StartRefused(args[option] + " needs a value.", "./tongbao help shows how.");
        }
        return args[option + 1];
    }

    private static String port(String text) {
        try {
            int port = Integer.parseInt(text);
            if (port >= 1 && port <= 65_535) {
                return text;
            }
        } catch (NumberFormatException _) {
            // refused below, as a number out of range is
        }
        throw new StartRefused(text + " is not a port.", "A port is a number from 1 to 65535.");
    }
}
