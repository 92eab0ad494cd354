package io.tongbao.platform.internal.database;

import io.tongbao.platform.StartRefused;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;

/** Whether the database keeps what it confirms; asked at start-up, shown by health. */
final class Durability {
    private static final Map<String, Set<String>> SAFE = Map.of(
            "fsync", Set.of("on"),
            "full_page_writes", Set.of("on"),
            "synchronous_commit", Set.of("on", "remote_apply"));

    private Durability() {}

    static Map<String, String> settings(DataSource database) throws SQLException {
        Map<String, String> settings = new LinkedHashMap<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select current_setting('fsync'), current_setting('synchronous_commit'),
                               current_setting('full_page_writes'), current_setting('server_version')
                        """)) {
            row.next();
            settings.put("fsync", row.getString(1));
            settings.put("synchronous_commit", row.getString(2));
            settings.put("full_page_writes", row.getString(3));
            settings.put("version", row.getString(4));
        }
        return settings;
    }

    /** Money needs commits that survive a power cut; synchronous_commit may be stronger than on, never weaker. */
    static boolean holds(Map<String, String> settings) {
        return SAFE.entrySet().stream()
                .allMatch(setting -> setting.getValue().contains(settings.getOrDefault(setting.getKey(), "")));
    }

    static void check(DataSource database) {
        try {
            Map<String, String> settings = settings(database);
            if (!holds(settings)) {
                List<String> unsafe = new ArrayList<>();
                settings.forEach((name, value) -> {
                    if (!SAFE.getOrDefault(name, Set.of(value)).contains(value)) {
                        unsafe.add(name + " is " + value);
                    }
                });
                throw new StartRefused(
                        "The database may lose what it has confirmed: " + String.join(", ", unsafe) + ".",
                        "Set fsync, synchronous_commit and full_page_writes to on.");
            }
        } catch (SQLException e) {
            throw new StartRefused(
                    "The database can't be reached: " + e.getMessage(),
                    "Check TONGBAO_DATABASE_URL, and that PostgreSQL is running.");
        }
    }
}
