package io.tongbao.platform.internal.database;

import io.tongbao.platform.StartRefused;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;

/** Whether the database keeps what it confirms; asked at start-up, shown by health. */
final class Durability {
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
        return "on".equals(settings.get("fsync"))
                && "on".equals(settings.get("full_page_writes"))
                && ("on".equals(settings.get("synchronous_commit"))
                        || "remote_apply".equals(settings.get("synchronous_commit")));
    }

    static void check(DataSource database) {
        try {
            Map<String, String> settings = settings(database);
            if (!holds(settings)) {
                throw new StartRefused(
                        "The database may lose what it has confirmed: " + settings + ".",
                        "Set fsync, synchronous_commit and full_page_writes to on.");
            }
        } catch (SQLException e) {
            throw new StartRefused(
                    "The database can't be reached: " + e.getMessage(),
                    "Check TONGBAO_DATABASE_URL, and that PostgreSQL is running.");
        }
    }
}
