package io.tongbao.offers.internal;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tongbao.MovableClock;
import io.tongbao.audiences.Audiences;
import io.tongbao.identity.AuditNotes;
import io.tongbao.identity.Brands;
import io.tongbao.identity.People;
import io.tongbao.identity.PhoneNumber;
import io.tongbao.identity.StaffNames;
import io.tongbao.ledger.Currency;
import io.tongbao.ledger.Ledger;
import io.tongbao.ledger.jdbc.JdbcLedger;
import io.tongbao.ledger.jdbc.LedgerMigration;
import io.tongbao.ledger.jdbc.LedgerOptions;
import io.tongbao.merchants.MerchantProfile;
import io.tongbao.merchants.MerchantStatus;
import io.tongbao.merchants.Merchants;
import io.tongbao.payments.CustomerLists;
import io.tongbao.payments.CustomersTrade;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;

/**
 * Offers, the event log and the books on a PostgreSQL of their own, without the rest of the server. Merchants and people,
 * which offers only look up, are a short list each. It bears no {@code @Configuration}, so that the scan of the whole server
 * does not find it.
 */
@ImportAutoConfiguration({
    JacksonAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class,
    JdbcClientAutoConfiguration.class,
    DataSourceTransactionManagerAutoConfiguration.class,
    TransactionAutoConfiguration.class
})
@ComponentScan({"io.tongbao.events", "io.tongbao.offers"})
@ComponentScan(
        basePackages = "io.tongbao.platform.internal",
        useDefaultFilters = false,
        includeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*\\.JsonConfiguration"))
@Import(MovableClock.Bean.class)
class OffersSlice {

    @Bean(destroyMethod = "close")
    EmbeddedPostgres postgres() throws IOException {
        return EmbeddedPostgres.builder().setRegisterShutdownHook(false).start();
    }

    @Bean
    DataSource database(EmbeddedPostgres postgres) {
        DataSource database = postgres.getPostgresDatabase();
        LedgerMigration.migrate(database, "postgres");
        for (String module : List.of("events", "offers")) {
            Flyway.configure()
                    .dataSource(database)
                    .locations("classpath:db/migration/" + module)
                    .schemas(module)
                    .defaultSchema(module)
                    .placeholders(Map.of("server_role", "postgres"))
                    .load()
                    .migrate();
        }
        return database;
    }

    @Bean
    MeterRegistry meters() {
        return new SimpleMeterRegistry();
    }

    @Bean(destroyMethod = "close")
    Ledger ledger(DataSource database, Clock clock) {
        return JdbcLedger.start(database, clock, LedgerOptions.STANDARD);
    }

    @Bean
    Merchants merchants() {
        return new Merchants() {
            private final Map<String, MerchantProfile> known =
                    List.of(profile("mer_noodles", "CNY"), profile("mer_tea", "CNY"), profile("mer_london", "GBP"))
                            .stream()
                            .collect(Collectors.toMap(MerchantProfile::id, Function.identity()));

            @Override
            public Optional<MerchantProfile> find(String merchantId) {
                return Optional.ofNullable(known.get(merchantId));
            }

            @Override
            public Map<String, MerchantProfile> find(Collection<String> merchantIds) {
                return merchantIds.stream()
                        .distinct()
                        .map(this::find)
                        .flatMap(Optional::stream)
                        .collect(Collectors.toMap(MerchantProfile::id, Function.identity()));
            }

            @Override
            public Optional<MerchantProfile> findByName(String name) {
                return known.values().stream()
                        .filter(merchant -> merchant.name().equals(name))
                        .findFirst();
            }

            @Override
            public Set<String> categories() {
                return Set.of("restaurant");
            }

            @Override
            public MerchantProfile register(Registration registration) {
                throw new UnsupportedOperationException("Offers don't register merchants");
            }
        };
    }

    private static MerchantProfile profile(String id, String currency) {
        return new MerchantProfile(
                id, "Shop " + id, "restaurant", "5812", "上海", Currency.of(currency), MerchantStatus.ACTIVE);
    }

    /** Nobody's request: what staff did is written down where the whole server runs. */
    @Bean
    AuditNotes auditNotes() {
        return _ -> {};
    }

    @Bean
    Brands brands() {
        return _ -> Map.of();
    }

    @Bean
    StaffNames staffNames() {
        return _ -> Map.of();
    }

    @Bean
    Audiences audiences() {
        return new Audiences() {
            @Override
            public Map<String, String> names(Collection<String> ids) {
                return Map.of();
            }

            @Override
            public List<String> members(Collection<String> ids, Optional<String> after, int limit) {
                return List.of();
            }
        };
    }

    @Bean
    CustomerLists customerLists() {
        return _ -> Map.of();
    }

    /** Nobody is held out here, so nobody's trade is compared. */
    @Bean
    CustomersTrade customersTrade() {
        return (_, _, _, _, _, _) -> List.of();
    }

    @Bean
    People people() {
        return new People() {
            @Override
            public Optional<Person> byPhone(PhoneNumber phone) {
                return Optional.empty();
            }

            @Override
            public Map<PhoneNumber, String> idsByPhone(Collection<PhoneNumber> phones) {
                return Map.of();
            }

            @Override
            public String register(PhoneNumber phone) {
                throw new UnsupportedOperationException("Offers register nobody");
            }

            @Override
            public String registerImported(String reference, Instant joinedAt) {
                throw new UnsupportedOperationException("Offers register nobody");
            }

            @Override
            public Map<String, Instant> joinedAt(Collection<String> ids) {
                throw new UnsupportedOperationException("Offers ask nobody's age");
            }

            @Override
            public List<String> joinedBefore(Instant instant, Optional<String> after, int limit) {
                return List.of();
            }

            @Override
            public Map<String, Person> find(Collection<String> ids) {
                return ids.stream()
                        .distinct()
                        .collect(Collectors.toMap(
                                Function.identity(), id -> new Person(id, Optional.of("*明"), "138****0000")));
            }
        };
    }
}
