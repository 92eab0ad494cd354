package io.tongbao.platform.internal.database;

import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Shows the settings on which every promise about money rests. */
@Component("durability")
class DurabilityHealth implements HealthIndicator {
    private final DataSource database;

    DurabilityHealth(DataSource database) {
        this.database = database;
    }

    @Override
    public Health health() {
        try {
            Map<String, String> settings = Durability.settings(database);
            return (Durability.holds(settings) ? Health.up() : Health.down())
                    .withDetails(settings)
                    .build();
        } catch (SQLException _) {
            return Health.down()
                    .withDetail("reason", "the database is not reachable")
                    .build();
        }
    }
}
