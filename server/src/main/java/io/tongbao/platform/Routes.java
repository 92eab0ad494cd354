package io.tongbao.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who may reach which route, read from the committed table {@code routes.csv}. Security is built from it, so that what is
 * written there is what holds; a route missing from it is refused to everybody.
 */
public record Routes(List<Route> all) {
    public static final String PUBLIC = "PUBLIC";
    public static final String SIGNED_IN = "SIGNED_IN";

    /** Who collects metrics, by the token of the data folder; no role, so that nothing else is reached by it. */
    public static final String SCRAPER = "SCRAPER";

    public Routes {
        all = List.copyOf(all);
    }

    /**
     * @param access role names, {@link #SCRAPER}, or one of {@link #PUBLIC} and {@link #SIGNED_IN}
     * @param discloses what the audit log says of it beside that it was done
     */
    public record Route(String method, String path, Set<String> access, Optional<Disclosure> discloses) {
        public Route {
            access = Set.copyOf(access);
        }

        /** Whether it may change something; what only reads is in the audit log if it discloses. */
        public boolean changes() {
            return !method.equals("GET");
        }
    }

    /** What a route shows to staff that is worth a line in the audit log although nothing is changed. */
    public enum Disclosure {
        /** A person. */
        REVEAL,
        /** A list, as a file. */
        EXPORT
    }

    public static Routes committed() {
        try (InputStream in = Routes.class.getResourceAsStream("/routes.csv")) {
            if (in == null) {
                throw new IllegalStateException("routes.csv is not in the jar");
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Routes parse(String csv) {
        List<Route> routes = new ArrayList<>();
        List<String> lines = csv.lines().toList();
        for (String line : lines.subList(1, lines.size())) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] cells = line.strip().split(",", -1);
            if (cells.length < 3 || cells.length > 4 || cells[2].isBlank()) {
                throw new IllegalStateException(
                        "routes.csv has a line that is not method,path,roles or method,path,roles,discloses: " + line);
            }
            Optional<Disclosure> discloses =
                    cells.length == 4 ? Optional.of(Disclosure.valueOf(cells[3])) : Optional.empty();
            routes.add(new Route(cells[0], cells[1], Set.of(cells[2].split("\\|")), discloses));
        }
        return new Routes(routes);
    }
}
