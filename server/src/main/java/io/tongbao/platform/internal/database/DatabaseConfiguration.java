package io.tongbao.platform.internal.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.tongbao.ledger.Ledger;
import io.tongbao.ledger.jdbc.JdbcLedger;
import io.tongbao.ledger.jdbc.LedgerOptions;
import io.tongbao.platform.DataFolder;
import io.tongbao.platform.StartUp;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The order at start: folder, PostgreSQL, migrations as the owner, then a pool as the server's role. Beans depend on each
 * other in that order, so they are closed in the reverse one: PostgreSQL goes last.
 */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    @Bean
    DataFolder dataFolder(@Value("${tongbao.data}") Path path, @Value("${tongbao.mode}") String mode) {
        return DataFolder.open(path, mode);
    }

    @Bean
    Database database(
            DataFolder folder,
            StartUp startUp,
            @Value("${tongbao.database.url:}") String url,
            @Value("${tongbao.database.owner-url:}") String ownerUrl) {
        return url.isBlank()
                ? Database.embedded(folder, startUp)
                : Database.external(
                        ConnectionSettings.parse(url),
                        Optional.of(ownerUrl).filter(text -> !text.isBlank()).map(ConnectionSettings::parse),
                        startUp);
    }

    /**
     * Short waits: while the database is away a request fails within three seconds as busy, and a connection that died
     * with it is noticed at the next use and replaced.
     */
    @Bean
    HikariDataSource dataSource(Database database) {
        ConnectionSettings settings = database.server();
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("tongbao");
        pool.setJdbcUrl(settings.url());
        settings.user().ifPresent(pool::setUsername);
        settings.password().ifPresent(pool::setPassword);
        pool.setMaximumPoolSize(24);
        pool.setConnectionTimeout(3_000);
        pool.setValidationTimeout(1_000);
        pool.setKeepaliveTime(30_000);
        pool.setInitializationFailTimeout(-1);
        pool.addDataSourceProperty("ApplicationName", "tongbao");
        pool.addDataSourceProperty("connectTimeout", "2");
        pool.addDataSourceProperty("socketTimeout", "60");
        pool.addDataSourceProperty("tcpKeepAlive", "true");
        pool.addDataSourceProperty("options", "-c statement_timeout=30s -c lock_timeout=10s");
        return new HikariDataSource(pool);
    }

    @Bean
    Ledger ledger(
            HikariDataSource dataSource,
            Clock clock,
            MeterRegistry metrics,
            @Value("${tongbao.ledger.batch-limit:2000}") int batchLimit) {
        LedgerOptions options = LedgerOptions.STANDARD.withBatchLimit(batchLimit);
        return JdbcLedger.start(dataSource, clock, options, new LedgerMeters(metrics));
    }
}
