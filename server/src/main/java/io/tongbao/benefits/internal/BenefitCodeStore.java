package io.tongbao.benefits.internal;

import io.tongbao.ledger.Companion;
import io.tongbao.ledger.Companion.Companioned;
import io.tongbao.ledger.OnceKey;
import io.tongbao.ledger.Transfer;
import io.tongbao.platform.CompanionColumns;
import io.tongbao.platform.DatabaseTime;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tables of codes: as they came, as they were given, as they ended. Rows are written beside the entries that tell their numbers, and never changed. */
@Component
class BenefitCodeStore {
    private static final String GIVEN =
            "select g.id, g.request, g.benefit_id, g.lot, g.n, g.owner, g.how, g.given_at from benefits.given_code g ";

    private final JdbcClient jdbc;
    private final Companion.Table<Upload> uploaded = BenefitCodeStore::insertUploads;
    private final Companion.Table<Given> given = BenefitCodeStore::insertGiven;
    private final Companion.Table<Expiry> expired = BenefitCodeStore::insertExpired;

    BenefitCodeStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A code as it came, sealed. */
    record NewCode(String id, long line, Lot lot, byte[] fingerprint, byte[] sealed) {}

    /** Codes of a batch that one entry brings. */
    record Upload(String benefitId, String supplierId, String batchId, List<NewCode> codes) {
        Upload {
            codes = List.copyOf(codes);
        }
    }

    private record Given(String id, String request, String benefitId, Lot lot, String owner, GivenCode.How how) {}

    private record Expiry(String benefitId, Lot lot) {}

    Companion<?> uploaded(Upload upload) {
        return new Companion<>(uploaded, upload);
    }

    Companion<?> given(String id, OnceKey key, String benefitId, Lot lot, String owner, GivenCode.How how) {
        return new Companion<>(given, new Given(id, request(key), benefitId, lot, owner, how));
    }

    Companion<?> expired(String benefitId, Lot lot) {
        return new Companion<>(expired, new Expiry(benefitId, lot));
    }

    private static String request(OnceKey key) {
        return key.key() + "/" + key.content();
    }

    /** The balance that the entry left on the account: the number of the last code that it moved. */
    private static long number(Companioned<?> row, String account) {
        return row.resolved().stream()
                .filter(transfer -> transfer.toCode().equals(account))
                .findFirst()
                .orElseThrow()
                .toBalance()
                .orElseThrow();
    }

    private static long moved(Companioned<?> row, String account) {
        return row.resolved().stream()
                .filter(transfer -> transfer.toCode().equals(account))
                .mapToLong(Transfer::amount)
                .sum();
    }

    private record Numbered(Upload of, NewCode code, long n) {}

    /** The codes of an entry that come to one lot have its last numbers. */
    private static List<Companioned<Numbered>> numbered(Companioned<Upload> row) {
        Map<Lot, Long> last = new HashMap<>();
        List<Companioned<Numbered>> numbered = new ArrayList<>();
        for (NewCode code : row.row().codes()) {
            String account =
                    BenefitAccounts.filled(row.row().benefitId(), code.lot()).code();
            long n = last.computeIfAbsent(code.lot(), _ -> number(row, account) - moved(row, account)) + 1;
            last.put(code.lot(), n);
            numbered.add(new Companioned<>(
                    row.entryId(), row.recordedAt(), row.resolved(), new Numbered(row.row(), code, n)));
        }
        return numbered;
    }

    private static void insertUploads(Connection connection, Companion.Batch batch, List<Companioned<Upload>> rows)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                insert into benefits.upload (entry_id, batch_id, benefit_id, codes, uploaded_at)
                select entry_id, batch_id, benefit_id, codes, uploaded_at::timestamptz
                  from unnest(?::bigint[], ?::text[], ?::text[], ?::bigint[], ?::text[])
                    as t (entry_id, batch_id, benefit_id, codes, uploaded_at)
                """)) {
            CompanionColumns<Upload> columns = new CompanionColumns<>(connection, statement, rows);
            columns.number(Companioned::entryId);
            columns.text(each -> each.row().batchId());
            columns.text(each -> each.row().benefitId());
            columns.number(each -> (long) each.row().codes().size());
            columns.text(each -> each.recordedAt().toString());
            statement.executeUpdate();
        }
        try (PreparedStatement statement = connection.prepareStatement("""
                insert into benefits.code
                  (id, entry_id, benefit_id, supplier_id, batch_id, line, fingerprint, sealed, lot, n, uploaded_at)
                select id, entry_id, benefit_id, supplier_id, batch_id, line, decode(fingerprint, 'hex'), decode(sealed, 'base64'), lot, n,
                       uploaded_at::timestamptz
                  from unnest(?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[],
                              ?::bigint[], ?::text[])
                    as t (id, entry_id, benefit_id, supplier_id, batch_id, line, fingerprint, sealed, lot, n, uploaded_at)
                """)) {
            List<Companioned<Numbered>> codes = rows.stream()
                    .map(BenefitCodeStore::numbered)
                    .flatMap(List::stream)
                    .toList();
            CompanionColumns<Numbered> columns = new CompanionColumns<>(connection, statement, codes);
            columns.text(each -> each.row().code().id());
            columns.number(Companioned::entryId);
            columns.text(each -> each.row().of().benefitId());
            columns.text(each -> each.row().of().supplierId());
            columns.text(each -> each.row().of().batchId());
            columns.number(each -> each.row().code().line());
            columns.text(each -> HexFormat.of().formatHex(each.row().code().fingerprint()));
            columns.text(
                    each -> Base64.getEncoder().encodeToString(each.row().code().sealed()));
            columns.text(each -> each.row().code().lot().code());
            columns.number(each -> each.row().n());
            columns.text(each -> each.recordedAt().toString());
            statement.executeUpdate();
        }
    }

    private static void insertGiven(Connection connection, Companion.Batch batch, List<Companioned<Given>> rows)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                insert into benefits.given_code (id, entry_id, request, benefit_id, lot, n, owner, how, given_at)
                select id, entry_id, request, benefit_id, lot, n, owner, how, given_at::timestamptz
                  from unnest(?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[])
                    as t (id, entry_id, request, benefit_id, lot, n, owner, how, given_at)
                """)) {
            CompanionColumns<Given> columns = new CompanionColumns<>(connection, statement, rows);
            columns.text(each -> each.row().id());
            columns.number(Companioned::entryId);
            columns.text(each -> each.row().request());
            columns.text(each -> each.row().benefitId());
            columns.text(each -> each.row().lot().code());
            columns.number(each -> number(
                    each,
                    BenefitAccounts.taken(each.row().benefitId(), each.row().lot())
                            .code()));
            columns.text(each -> each.row().owner());
            columns.text(each -> each.row().how().code());
            columns.text(each -> each.recordedAt().toString());
            statement.executeUpdate();
        }
    }

    private static void insertExpired(Connection connection, Companion.Batch batch, List<Companioned<Expiry>> rows)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                insert into benefits.expiry (entry_id, benefit_id, lot, first_n, last_n, expired_at)
                select entry_id, benefit_id, lot, last_n - codes + 1, last_n, expired_at::timestamptz
                  from unnest(?::bigint[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::text[])
                    as t (entry_id, benefit_id, lot, codes, last_n, expired_at)
                """)) {
            CompanionColumns<Expiry> columns = new CompanionColumns<>(connection, statement, rows);
            columns.number(Companioned::entryId);
            columns.text(each -> each.row().benefitId());
            columns.text(each -> each.row().lot().code());
            columns.number(each -> moved(each, taken(each)));
            columns.number(each -> number(each, taken(each)));
            columns.text(each -> each.recordedAt().toString());
            statement.executeUpdate();
        }
    }

    private static String taken(Companioned<Expiry> row) {
        return BenefitAccounts.taken(row.row().benefitId(), row.row().lot()).code();
    }

    void addLots(String benefitId, Collection<Lot> lots) {
        jdbc.sql("""
                        insert into benefits.lot (benefit_id, lot)
                        select :benefit, lot from unnest(:lots::text[]) as t (lot) order by lot
                        on conflict (benefit_id, lot) do nothing
                        """)
                .param("benefit", benefitId)
                .param("lots", lots.stream().map(Lot::code).distinct().toArray(String[]::new))
                .update();
    }

    /** Whose day is not over before this one; they that end first come first. */
    List<Lot> lots(String benefitId, String today) {
        return jdbc.sql("select lot from benefits.lot where benefit_id = :benefit and lot >= :today order by lot")
                .param("benefit", benefitId)
                .param("today", today)
                .query((row, n) -> Lot.of(row.getString("lot")))
                .list();
    }

    record LotOf(String benefitId, Lot lot) {}

    /** Lots whose day was over between these two, the first of them counted. */
    List<LotOf> over(String from, String until) {
        return jdbc.sql(
                        "select benefit_id, lot from benefits.lot where lot <> 'open' and lot >= :from and lot < :until")
                .param("from", from)
                .param("until", until)
                .query((row, n) -> new LotOf(row.getString("benefit_id"), Lot.of(row.getString("lot"))))
                .list();
    }

    /** Where a code of the supplier's came from. */
    record Known(String batchId, long line) {}

    /** By fingerprint in hexadecimal figures; those not known are absent. */
    Map<String, Known> known(String supplierId, Collection<byte[]> fingerprints) {
        Map<String, Known> known = new HashMap<>();
        jdbc.sql("""
                        select encode(fingerprint, 'hex') as fingerprint, batch_id, line from benefits.code
                         where supplier_id = :supplier
                           and fingerprint = any(select decode(hex, 'hex') from unnest(:prints::text[]) as t (hex))
                        """)
                .param("supplier", supplierId)
                .param(
                        "prints",
                        fingerprints.stream()
                                .map(print -> HexFormat.of().formatHex(print))
                                .toArray(String[]::new))
                .query((row, n) -> known.put(
                        row.getString("fingerprint"), new Known(row.getString("batch_id"), row.getLong("line"))))
                .list();
        return known;
    }

    Optional<GivenCode> ofEntry(long entryId) {
        return jdbc.sql(GIVEN + "where g.entry_id = :entry")
                .param("entry", entryId)
                .query(BenefitCodeStore::givenCode)
                .optional();
    }

    /** What the request brought when it was first sent. */
    Optional<GivenCode> ofRequest(OnceKey key) {
        return jdbc.sql(GIVEN + "where g.request = :request")
                .param("request", request(key))
                .query(BenefitCodeStore::givenCode)
                .optional();
    }

    /** One's own. */
    Optional<GivenCode> find(String id, String owner) {
        return jdbc.sql(GIVEN + "where g.id = :id and g.owner = :owner")
                .param("id", id)
                .param("owner", owner)
                .query(BenefitCodeStore::givenCode)
                .optional();
    }

    List<GivenCode> ofOwner(String owner, Optional<String> before, int limit) {
        return jdbc.sql(GIVEN + "where g.owner = :owner and g.id < :before order by g.id desc limit :limit")
                .param("owner", owner)
                .param("before", before.orElse("~"))
                .param("limit", limit)
                .query(BenefitCodeStore::givenCode)
                .list();
    }

    /** A code under the installation's key. */
    record Sealed(String codeId, byte[] sealed) {}

    Sealed sealed(GivenCode of) {
        return jdbc.sql("select id, sealed from benefits.code where benefit_id = :benefit and lot = :lot and n = :n")
                .param("benefit", of.benefitId())
                .param("lot", of.lot().code())
                .param("n", of.n())
                .query((row, n) -> new Sealed(row.getString("id"), row.getBytes("sealed")))
                .single();
    }

    enum State {
        IN_STOCK,
        GIVEN,
        EXPIRED;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A code as staff see it. */
    record Kept(
            Sealed code,
            Lot lot,
            String batchId,
            long line,
            Instant uploadedAt,
            State state,
            Optional<String> owner,
            Optional<Instant> over) {}

    /** The newest first. */
    List<Kept> codes(String benefitId, Optional<State> state, Optional<String> before, int limit) {
        return jdbc.sql("""
                        select c.*, g.owner, coalesce(g.given_at, e.expired_at) as over_at,
                               case when g.id is not null then 'given' when e.entry_id is not null then 'expired' else 'in_stock' end as state
                          from benefits.code c
                          left join benefits.given_code g on g.benefit_id = c.benefit_id and g.lot = c.lot and g.n = c.n
                          left join benefits.expiry e on e.benefit_id = c.benefit_id and e.lot = c.lot and c.n between e.first_n and e.last_n
                         where c.benefit_id = :benefit and c.id < :before
                           and case :state when 'given' then g.id is not null
                                           when 'expired' then e.entry_id is not null
                                           when 'in_stock' then g.id is null and e.entry_id is null
                                           else true end
                         order by c.id desc
                         limit :limit
                        """)
                .param("benefit", benefitId)
                .param("before", before.orElse("~"))
                .param("state", state.map(State::code).orElse("all"))
                .param("limit", limit)
                .query((row, n) -> new Kept(
                        new Sealed(row.getString("id"), row.getBytes("sealed")),
                        Lot.of(row.getString("lot")),
                        row.getString("batch_id"),
                        row.getLong("line"),
                        DatabaseTime.instant(row, "uploaded_at"),
                        State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                        Optional.ofNullable(row.getString("owner")),
                        Optional.ofNullable(row.getTimestamp("over_at")).map(at -> at.toInstant())))
                .list();
    }

    private static GivenCode givenCode(ResultSet row, int n) throws SQLException {
        return new GivenCode(
                row.getString("id"),
                row.getString("benefit_id"),
                Lot.of(row.getString("lot")),
                row.getLong("n"),
                row.getString("owner"),
                GivenCode.How.valueOf(row.getString("how").toUpperCase(Locale.ROOT)),
                DatabaseTime.instant(row, "given_at"));
    }
}
