package io.tongbao.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tongbao.ServerTest;
import io.tongbao.World;
import io.tongbao.ledger.Ledger;
import io.tongbao.merchants.MerchantProfile;
import io.tongbao.merchants.Merchants;
import io.tongbao.payments.Accounts;
import io.tongbao.platform.Command;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A shop's history through the payment path, held against figures that the tests work out for themselves. */
@ServerTest
class ReplayTests {
    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final String HEADER = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID\n";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final World world;
    private final Command replay;
    private final HistoryReplay history;
    private final Merchants merchants;
    private final Ledger ledger;
    private final JdbcClient database;

    @TempDir
    private Path folder;

    ReplayTests(
            World world,
            List<Command> commands,
            HistoryReplay history,
            Merchants merchants,
            Ledger ledger,
            JdbcClient database) {
        this.world = world;
        this.replay = commands.stream()
                .filter(command -> command.name().equals("replay"))
                .findFirst()
                .orElseThrow();
        this.history = history;
        this.merchants = merchants;
        this.ledger = ledger;
        this.database = database;
    }

    @Test
    void aSliceOfTheRealShopComesOutToThePenny() throws IOException {
        Path slice = slice(4_000);
        String shop = aShop();

        JsonNode said = replayed(0, slice, shop);

        holdsWhatTheFileSays(said, ShopFacts.of(slice), 0);
        assertThat(said.path("refunded").asLong()).isPositive();
        assertThat(said.path("setAside").path("cancellation_unmatched").asLong())
                .isPositive();
        assertThat(balanceOf(shop)).isEqualTo(ShopFacts.of(slice).netMinor());
    }

    @Test
    @Tag("long")
    void theWholeShopComesOutToThePenny() throws IOException {
        String shop = aShop();

        JsonNode said = replayed(0, ShopFacts.REAL_SHOP, shop);

        holdsWhatTheFileSays(said, ShopFacts.of(ShopFacts.REAL_SHOP), 0);
        assertThat(balanceOf(shop)).isEqualTo(5_202_875_70);
    }

    /** Stopped while reading and twice while posting, and the note of what was posted last is lost, as in a crash. */
    @Test
    void stoppedAnywhereItGoesOnWithoutADouble() throws IOException {
        Path slice = gzipped(slice(5_100));
        String shop = aShop();
        // The first sale's invoice makes the merchant, as the command would.
        replayed(0, csv("536000,1,a,1,2010-11-30 08:00:00,1.00,17850\n"), shop);
        MerchantProfile merchant = merchants.findByName(shop).orElseThrow();

        stoppedAt("reading", 5_000, slice, merchant);
        stoppedAt("posting", 500, slice, merchant);
        database.sql("""
                        update imports.invoice i set done = false, payment_id = null, entry_id = null
                        from imports.history h
                        where h.id = i.history_id and h.merchant_id = :merchant and h.first_invoices = 0
                          and i.seq = (select max(seq) from imports.invoice d where d.history_id = h.id and d.done)
                        """).param("merchant", merchant.id()).update();
        stoppedAt("posting", 2_000, slice, merchant);
        JsonNode said = replayed(0, slice, shop);

        ShopFacts facts = ShopFacts.of(slice);
        holdsWhatTheFileSays(said, facts, 0);
        assertThat(balanceOf(shop)).isEqualTo(facts.netMinor() + 1_00);
        assertThat(paymentsOf(merchant)).isEqualTo(facts.invoices() + 1);
        holdsWhatTheFileSays(replayed(0, slice, shop), facts, 0);
        assertThat(balanceOf(shop)).isEqualTo(facts.netMinor() + 1_00);
    }

    @Test
    void theFirstInvoicesEndOnTheDayThatWasAskedForAtFirst() throws IOException {
        String shop = aShop();
        replayed(0, csv("1,1,a,1,2010-11-30 08:00:00,1.00,17850\n"), shop);
        MerchantProfile merchant = merchants.findByName(shop).orElseThrow();
        Path file = csv("""
                2,1,a,1,2010-12-01 09:00:00,2.00,17850
                3,1,a,1,2010-12-01 09:30:00,2.00,
                4,1,a,1,2010-12-02 10:00:00,3.00,17850
                C5,1,a,-1,2010-12-03 11:00:00,3.00,17850
                6,1,a,1,2010-12-04 10:00:00,3.00,17850
                """);
        LocalDate yesterday = LocalDate.of(2026, 3, 31);

        assertThatThrownBy(() -> history.replay(
                        first(2, file, merchant, yesterday),
                        (step, done, _) -> interruptIf(step.equals("posting") && done == 1)))
                .isInstanceOf(HistoryReplay.Stopped.class);
        assertThat(Thread.interrupted()).isTrue();
        HistoryReplay.Figures figures =
                history.replay(first(2, file, merchant, yesterday.plusDays(1)), (_, _, _) -> {});

        assertThat(figures.invoices()).isEqualTo(2);
        assertThat(figures.file()).isEqualTo(new HistoryReplay.Amounts(5_00, 0, 3_00));
        assertThat(figures.agree()).isTrue();
        assertThat(paidAt(merchant))
                .containsExactly(
                        LocalDate.of(2010, 11, 30).atTime(8, 0).atZone(LONDON).toInstant(),
                        LocalDate.of(2026, 3, 29).atTime(9, 0).atZone(LONDON).toInstant(),
                        LocalDate.of(2026, 3, 30).atTime(10, 0).atZone(LONDON).toInstant());
    }

    /**
     * Two uses a day, by the day in London: quarter past midnight in July is still the day before by UTC. What is given back
     * on the second day returns to the first one's budget.
     */
    @Test
    void offersApplyAtTheDatesOfTheHistory() throws IOException {
        Path file = csv("""
                1,A,a,1,2011-07-01 10:00:00,120.00,1
                2,A,a,1,2011-07-01 11:00:00,150.00,2
                3,A,a,1,2011-07-01 12:00:00,200.00,3
                4,A,a,2,2011-07-02 00:15:00,150.00,4
                C5,A,a,-1,2011-07-02 09:00:00,120.00,1
                6,A,a,1,2011-07-02 10:00:00,99.99,5
                7,A,a,1,2011-07-02 11:00:00,110.00,6
                8,A,a,1,2011-07-02 12:00:00,140.00,7
                """);
        Path offers = Files.writeString(folder.resolve("offers.json"), """
                [{"name": "Summer in July", "currency": "GBP",
                  "benefit": {"kind": "spend_and_save", "steps": [{"thresholdMinor": 10000, "offMinor": 1000}]},
                  "startsAt": "2011-07-01T00:00:00+01:00", "endsAt": "2011-08-01T00:00:00+01:00", "zone": "Europe/London",
                  "budget": {"total": {"value": 100000, "currency": "GBP"}, "perDay": {"value": 2000, "currency": "GBP"}},
                  "sponsors": [{"sponsorId": "summer-bank", "name": "Summer Bank", "percent": "100"}]}]
                """);
        String shop = aShop();

        JsonNode said = replayed(0, file, shop, "--offers", offers.toString());

        ShopFacts facts = ShopFacts.of(file);
        assertThat(facts.grossMinor()).isEqualTo(1_119_99);
        holdsWhatTheFileSays(said, facts, 40_00);
        MerchantProfile merchant = merchants.findByName(shop).orElseThrow();
        assertThat(database.sql("""
                                select order_number || ' ' || gross_minor || ' = ' || paid_minor || ' + ' || discount_minor
                                from payments.payment where merchant_id = :merchant order by paid_at
                                """)
                        .param("merchant", merchant.id())
                        .query(String.class)
                        .list())
                .containsExactly(
                        "1 12000 = 11000 + 1000",
                        "2 15000 = 14000 + 1000",
                        "3 20000 = 20000 + 0",
                        "4 30000 = 29000 + 1000",
                        "6 9999 = 9999 + 0",
                        "7 11000 = 10000 + 1000",
                        "8 14000 = 14000 + 0");
        JsonNode offer = named(
                "Summer in July",
                world.anOperator()
                        .browser()
                        .get("/offers?limit=100")
                        .expect(200)
                        .json());
        assertThat(offer.path("state").asString()).isEqualTo("ended");
        String campaign = offer.path("campaignId").asString();
        assertThat(spentOn(campaign, "2011-07-01")).isEqualTo(10_00);
        assertThat(spentOn(campaign, "2011-07-02")).isEqualTo(20_00);
    }

    @Test
    void anotherFileUnderTheSameNumbersIsRefusedAndWhatWasThereStays() throws IOException {
        String shop = aShop();
        replayed(0, csv("1,A,a,1,2011-07-01 10:00:00,1.00,1\n2,A,a,1,2011-07-01 11:00:00,2.00,1\n"), shop);

        int exit = replay.run(List.of(
                csv("1,A,a,1,2011-07-01 10:00:00,1.00,1\n2,A,a,5,2011-07-01 11:00:00,2.00,1\n")
                        .toString(),
                "--merchant",
                shop));

        assertThat(exit).isEqualTo(1);
        assertThat(balanceOf(shop)).isEqualTo(3_00);
    }

    // ---- the tests' language ---------------------------------------------------------------------------------------

    private static String aShop() {
        return "Shop " + UUID.randomUUID();
    }

    private JsonNode replayed(int exit, Path file, String shop, String... more) throws IOException {
        Path figures = Files.createTempFile(folder, "figures", ".json");
        List<String> arguments =
                new java.util.ArrayList<>(List.of(file.toString(), "--merchant", shop, "--json", figures.toString()));
        arguments.addAll(List.of(more));
        assertThat(replay.run(arguments)).isEqualTo(exit);
        return JSON.readTree(Files.readString(figures));
    }

    private static void holdsWhatTheFileSays(JsonNode said, ShopFacts facts, long discountMinor) {
        assertThat(said.path("rows").asLong()).isEqualTo(facts.rows());
        assertThat(said.path("used").asLong()).isEqualTo(facts.used());
        assertThat(said.path("refunded").asLong()).isEqualTo(facts.refunded());
        for (String reason : List.of("no_customer", "cancellation_unmatched", "not_positive", "sub_minor")) {
            assertThat(said.path("setAside").path(reason).asLong())
                    .as(reason)
                    .isEqualTo(facts.setAside().getOrDefault(reason, 0L));
        }
        assertThat(said.path("customers").asLong()).isEqualTo(facts.customers());
        assertThat(said.path("invoices").asLong()).isEqualTo(facts.invoices());
        for (JsonNode amounts : List.of(said, said.path("books"))) {
            assertThat(amounts.path("grossMinor").asLong()).isEqualTo(facts.grossMinor());
            assertThat(amounts.path("discountMinor").asLong()).isEqualTo(discountMinor);
            assertThat(amounts.path("refundedMinor").asLong()).isEqualTo(facts.refundedMinor());
            assertThat(amounts.path("netMinor").asLong()).isEqualTo(facts.netMinor());
        }
    }

    private void stoppedAt(String step, long done, Path file, MerchantProfile merchant) {
        HistoryReplay.Request request =
                new HistoryReplay.Request(file, merchant, LONDON, OptionalInt.empty(), Optional.empty());
        assertThatThrownBy(() -> history.replay(request, (at, now, _) -> interruptIf(at.equals(step) && now >= done)))
                .isInstanceOf(HistoryReplay.Stopped.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    private static void interruptIf(boolean now) {
        if (now) {
            Thread.currentThread().interrupt();
        }
    }

    private static HistoryReplay.Request first(int invoices, Path file, MerchantProfile merchant, LocalDate endOn) {
        return new HistoryReplay.Request(file, merchant, LONDON, OptionalInt.of(invoices), Optional.of(endOn));
    }

    private long balanceOf(String shop) {
        MerchantProfile merchant = merchants.findByName(shop).orElseThrow();
        return posted(Accounts.merchant(merchant.id(), merchant.currency()).code());
    }

    private long spentOn(String campaign, String day) {
        return posted("campaign/" + campaign + "/day/" + day);
    }

    private long posted(String account) {
        return ledger.balances(List.of(account)).getFirst().posted();
    }

    private long paymentsOf(MerchantProfile merchant) {
        return database.sql("select count(*) from payments.payment where merchant_id = :merchant")
                .param("merchant", merchant.id())
                .query(Long.class)
                .single();
    }

    private List<Instant> paidAt(MerchantProfile merchant) {
        return database.sql("select paid_at from payments.payment where merchant_id = :merchant order by paid_at")
                .param("merchant", merchant.id())
                .query((row, _) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .list();
    }

    private static JsonNode named(String name, JsonNode page) {
        for (JsonNode item : page.path("items")) {
            if (item.path("name").asString().equals(name)) {
                return item;
            }
        }
        throw new AssertionError("No " + name + " in " + page);
    }

    private Path csv(String lines) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "history", ".csv"), HEADER + lines);
    }

    /** The real shop's first lines. */
    private Path slice(int lines) throws IOException {
        try (BufferedReader text = new BufferedReader(ShopFacts.reader(ShopFacts.REAL_SHOP))) {
            return Files.writeString(
                    Files.createTempFile(folder, "slice", ".csv"),
                    text.lines().limit(lines + 1L).collect(Collectors.joining("\n", "", "\n")));
        }
    }

    private Path gzipped(Path plain) throws IOException {
        Path file = folder.resolve(plain.getFileName() + ".gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(Files.readString(plain).getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }
}
