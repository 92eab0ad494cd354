package io.tongbao.bench.pay;

import io.tongbao.Tongbao;
import io.tongbao.bench.BenchRun;
import io.tongbao.bench.Posting;
import io.tongbao.identity.People;
import io.tongbao.ledger.AccountKey;
import io.tongbao.ledger.Currency;
import io.tongbao.ledger.Entry;
import io.tongbao.ledger.Ledger;
import io.tongbao.ledger.Leg;
import io.tongbao.merchants.MerchantProfile;
import io.tongbao.merchants.Merchants;
import io.tongbao.merchants.PaymentQr;
import io.tongbao.offers.NewOffer;
import io.tongbao.offers.Offers;
import io.tongbao.payments.Accounts;
import io.tongbao.platform.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * The whole server on a scratch folder, one shop with one offer of three sponsors, and customers who are signed in and have money. A
 * payment there has eight legs: the cash, three shares, and the counters of day, uses and orders.
 */
final class Street implements AutoCloseable {
    static final Currency CNY = Currency.of("CNY");
    static final String PIN = "274915";
    private static final long PLENTY = 1_000_000_000L;
    private static final Pattern CODE = Pattern.compile("\\b(\\d{6})\\b");

    private final ConfigurableApplicationContext server;
    private final Path folder;
    private final int port;
    private final JsonMapper json;
    private final MerchantProfile shop;
    private final List<Customer> customers = new ArrayList<>();

    private Street(ConfigurableApplicationContext server, Path folder) {
        this.server = server;
        this.folder = folder;
        this.port = Objects.requireNonNull(((ServletWebServerApplicationContext) server).getWebServer())
                .getPort();
        this.json = server.getBean(JsonMapper.class);
        this.shop = openShop();
    }

    static Street build(BenchRun run, int customers) throws IOException {
        run.say("starting the server");
        Path folder = run.scratch().resolve("server");
        SpringApplication application = new SpringApplication(Tongbao.class);
        application.setRegisterShutdownHook(false);
        application.setLogStartupInfo(false);
        ConfigurableApplicationContext server = application.run(
                "--tongbao.mode=demo", "--tongbao.data=" + folder, "--server.port=0", "--logging.level.root=warn");
        Street street = new Street(server, folder);
        try {
            street.openOffer();
            run.say("signing up " + customers + " customers");
            for (int i = 0; i < customers; i++) {
                street.customers.add(street.signUp(i));
            }
            street.shareOnePin();
            street.fund();
            return street;
        } catch (IOException | RuntimeException e) {
            street.close();
            throw e;
        }
    }

    /** Somebody signed in, on a connection of their own. */
    record Customer(String id, Connection connection) {}

    List<Customer> customers() {
        return customers;
    }

    Ledger ledger() {
        return server.getBean(Ledger.class);
    }

    /** PostgreSQL's own statistics are for its superuser, whose password lies in the server's folder. */
    DataSource superuser() throws IOException {
        Path files = folder.resolve("postgres").resolve("postmaster.pid");
        String port = Files.readAllLines(files).get(3).strip();
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl("jdbc:postgresql://127.0.0.1:" + port + "/tongbao");
        database.setUser("postgres");
        database.setPassword(
                Files.readString(folder.resolve("database-superuser.password")).strip());
        return database;
    }

    MerchantProfile shop() {
        return shop;
    }

    private MerchantProfile openShop() {
        String owner = server.getBean(People.class).registerImported("bench/owner", Instant.now());
        return server.getBean(Merchants.class)
                .register(new Merchants.Registration(
                        owner, "巷口面馆", "restaurant", "上海", "91310000BENCH0001X", "老板", CNY, "bench"));
    }

    private void openOffer() {
        String terms = """
                {"name": "满 20 减 3", "currency": "CNY",
                 "benefit": {"kind": "spend_and_save", "steps": [{"thresholdMinor": 2000, "offMinor": 300}]},
                 "startsAt": "%s", "endsAt": "%s",
                 "budget": {"total": {"value": 100000000000, "currency": "CNY"},
                            "perDay": {"value": 100000000000, "currency": "CNY"}},
                 "usesPerCustomer": 1000000,
                 "sponsors": [{"sponsorId": "platform", "name": "平台", "percent": 50},
                              {"sponsorId": "brand", "name": "品牌", "percent": 30},
                              {"sponsorId": "shop", "name": "商家", "percent": 20}]}
                """.formatted(
                        Instant.now().minus(Duration.ofDays(1)), Instant.now().plus(Duration.ofDays(2)));
        Offers.OpenResult opened = server.getBean(Offers.class)
                .open(json.readValue(terms, NewOffer.class), new Offers.Asker("bench", "the offer"));
        if (!(opened instanceof Offers.OpenResult.Open)) {
            throw new IllegalStateException("The offer was not opened: " + opened);
        }
    }

    private Customer signUp(int number) throws IOException {
        String phone = String.format(Locale.ROOT, "139%08d", number);
        Connection connection = new Connection(port, "wallet");
        connection.get("/me");
        connection
                .post("/codes", "{\"app\": \"wallet\", \"phone\": \"%s\"}".formatted(phone))
                .expect(202);
        String mail = connection.get("/demo/mailbox?to=" + phone).expect(200).body();
        Matcher code = CODE.matcher(
                json.readTree(mail).path("items").path(0).path("text").asString());
        if (!code.find()) {
            throw new IllegalStateException("No code in " + mail);
        }
        String me = connection
                .post(
                        "/sessions",
                        "{\"app\": \"wallet\", \"phone\": \"%s\", \"code\": \"%s\"}".formatted(phone, code.group(1)))
                .expect(201)
                .body();
        return new Customer(json.readTree(me).path("id").asString(), connection);
    }

    /** The first customer sets a PIN and a limit for small payments; the others get the same row, to spare hundreds of slow hashes. */
    private void shareOnePin() throws IOException {
        Customer first = customers.getFirst();
        first.connection().put("/me/pin", "{\"pin\": \"" + PIN + "\"}").expect(204);
        first.connection()
                .put(
                        "/me/small-payment-limit",
                        "{\"limit\": {\"value\": 10000, \"currency\": \"CNY\"}, \"pin\": \"" + PIN + "\"}")
                .expect(204);
        server.getBean(JdbcClient.class)
                .sql("""
                        insert into identity.pin (person_id, hash, small_payment_minor, small_payment_currency)
                        select person, pin.hash, pin.small_payment_minor, pin.small_payment_currency
                          from unnest(:people::text[]) person, identity.pin pin where pin.person_id = :first
                        """)
                .param("people", customers.stream().skip(1).map(Customer::id).toArray(String[]::new))
                .param("first", first.id())
                .update();
    }

    private void fund() {
        AccountKey bank = AccountKey.outside("bank/bench/CNY", CNY.asset());
        for (int from = 0; from < customers.size(); from += Entry.MAX_LEGS) {
            List<Leg> legs = customers.subList(from, Math.min(customers.size(), from + Entry.MAX_LEGS)).stream()
                    .map(customer -> Leg.of(bank, Accounts.wallet(customer.id(), CNY), PLENTY))
                    .toList();
            Posting.mustPass(ledger(), Entry.post("fund", legs));
        }
    }

    /** What a quote is asked with: the shop's own code and 25.00 typed. */
    String quoteRequest() {
        String qr = PaymentQr.ofCounter(shop.id(), Optional.empty()).encode(shop);
        return json.writeValueAsString(Map.of("qr", qr, "amount", Map.of("value", 2500, "currency", "CNY")));
    }

    long payments() {
        return server.getBean(JdbcClient.class)
                .sql("select count(*) from payments.payment")
                .query(Long.class)
                .single();
    }

    /** {@code ./tongbao verify}, with the payments' rows against their entries. */
    void verify() throws Exception {
        Command verify = server.getBeansOfType(Command.class).values().stream()
                .filter(command -> command.name().equals("verify"))
                .findFirst()
                .orElseThrow();
        if (verify.run(List.of()) != 0) {
            throw new IllegalStateException("The books are wrong");
        }
    }

    @Override
    public void close() throws IOException {
        for (Customer customer : customers) {
            customer.connection().close();
        }
        server.close();
    }
}
