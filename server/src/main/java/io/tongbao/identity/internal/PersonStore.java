package io.tongbao.identity.internal;

import io.tongbao.identity.FindingPeople;
import io.tongbao.identity.People;
import io.tongbao.identity.PersonName;
import io.tongbao.identity.PhoneNumber;
import io.tongbao.platform.DatabaseTime;
import io.tongbao.platform.TypeIds;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of people. */
@Component
class PersonStore implements People, FindingPeople {
    private static final String COLUMNS = "select id, phone, name from identity.person ";

    private final JdbcClient database;
    private final Clock clock;

    PersonStore(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Somebody with the fields in the clear, for identity's own use. */
    record Known(String id, Optional<PhoneNumber> phone, Optional<PersonName> name) {
        Person masked() {
            return new Person(
                    id,
                    name.map(PersonName::masked),
                    phone.map(PhoneNumber::masked).orElse(""));
        }
    }

    @Override
    public Optional<Person> byPhone(PhoneNumber phone) {
        return known(phone).map(Known::masked);
    }

    @Override
    public Map<PhoneNumber, String> idsByPhone(Collection<PhoneNumber> phones) {
        Map<String, PhoneNumber> asked =
                phones.stream().collect(Collectors.toMap(PhoneNumber::e164, phone -> phone, (one, _) -> one));
        Map<PhoneNumber, String> found = new HashMap<>();
        database.sql("select id, phone from identity.person where phone = any(:phones)")
                .param("phones", asked.keySet().toArray(String[]::new))
                .query((row, _) -> Map.entry(row.getString("phone"), row.getString("id")))
                .list()
                .forEach(row -> Optional.ofNullable(asked.get(row.getKey()))
                        .ifPresent(phone -> found.put(phone, row.getValue())));
        return found;
    }

    @Override
    public List<Person> byNameAndNumberEnd(PersonName name, String lastFour, int limit) {
        return database.sql(COLUMNS + """
                        where right(phone, 4) = :lastFour and name = :name
                        order by joined_at desc, id desc limit :limit
                        """)
                .param("lastFour", lastFour)
                .param("name", name.value())
                .param("limit", limit)
                .query((row, _) -> read(row).masked())
                .list();
    }

    @Override
    public List<Newcomer> newest(Optional<Joined> before, int limit) {
        return database.sql("""
                        select id, phone, name, joined_at from identity.person
                         where (:beforeAt::timestamptz is null or (joined_at, id) < (:beforeAt, :beforeId))
                         order by joined_at desc, id desc
                         limit :limit
                        """)
                .param(
                        "beforeAt",
                        before.map(joined -> DatabaseTime.utc(joined.at())).orElse(null))
                .param("beforeId", before.map(Joined::id).orElse(null))
                .param("limit", limit)
                .query((row, _) -> new Newcomer(read(row).masked(), DatabaseTime.instant(row, "joined_at")))
                .list();
    }

    @Override
    public Map<String, Person> find(Collection<String> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        List<Person> found = database.sql(COLUMNS + "where id = any(:ids)")
                .param("ids", ids.toArray(String[]::new))
                .query((row, _) -> read(row).masked())
                .list();
        return found.stream().collect(Collectors.toMap(Person::id, Function.identity()));
    }

    Optional<Known> known(String id) {
        return database.sql(COLUMNS + "where id = :id")
                .param("id", id)
                .query((row, _) -> read(row))
                .optional();
    }

    private Optional<Known> known(PhoneNumber phone) {
        return database.sql(COLUMNS + "where phone = :phone")
                .param("phone", phone.e164())
                .query((row, _) -> read(row))
                .optional();
    }

    @Override
    public String register(PhoneNumber phone) {
        Optional<Known> there = known(phone);
        return there.isPresent() ? there.get().id() : insert("phone", phone.e164(), clock.instant());
    }

    @Override
    public String registerImported(String reference, Instant joinedAt) {
        return insert("imported_as", reference, joinedAt);
    }

    /** The update makes the row that is there, or that another request has just made, come back as well. */
    private String insert(String column, String value, Instant joinedAt) {
        return database.sql("""
                        insert into identity.person (id, %1$s, joined_at) values (:id, :value, :joinedAt)
                        on conflict (%1$s) do update set joined_at = least(person.joined_at, excluded.joined_at)
                        returning id
                        """.formatted(column))
                .param("id", TypeIds.next("cus"))
                .param("value", value)
                .param("joinedAt", Timestamp.from(joinedAt))
                .query(String.class)
                .single();
    }

    @Override
    public Map<String, Instant> joinedAt(Collection<String> ids) {
        Map<String, Instant> joined = HashMap.newHashMap(ids.size());
        database.sql("select id, joined_at from identity.person where id = any(:ids)")
                .param("ids", ids.toArray(String[]::new))
                .query(row -> {
                    joined.put(row.getString("id"), DatabaseTime.instant(row, "joined_at"));
                });
        return joined;
    }

    @Override
    public List<String> joinedBefore(Instant instant, Optional<String> after, int limit) {
        return database.sql("""
                        select id from identity.person
                         where id > :after and joined_at < :before
                         order by id
                         limit :limit
                        """)
                .param("after", after.orElse(""))
                .param("before", DatabaseTime.utc(instant))
                .param("limit", limit)
                .query((row, _) -> row.getString("id"))
                .list();
    }

    void rename(String id, PersonName name) {
        database.sql("update identity.person set name = :name where id = :id")
                .param("name", name.value())
                .param("id", id)
                .update();
    }

    private static Known read(ResultSet row) throws SQLException {
        return new Known(
                row.getString("id"),
                Optional.ofNullable(row.getString("phone")).map(PhoneNumber::new),
                Optional.ofNullable(row.getString("name")).map(PersonName::new));
    }
}
