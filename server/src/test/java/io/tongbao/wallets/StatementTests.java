package io.tongbao.wallets;

import static io.tongbao.Eventually.await;
import static io.tongbao.payments.Shops.CNY;
import static io.tongbao.payments.Shops.aKey;
import static io.tongbao.payments.Shops.cny;
import static org.assertj.core.api.Assertions.assertThat;

import io.tongbao.ServerTest;
import io.tongbao.World;
import io.tongbao.World.Someone;
import io.tongbao.ledger.AccountKey;
import io.tongbao.ledger.Ledger;
import io.tongbao.ledger.StatementPage;
import io.tongbao.ledger.StatementQuery;
import io.tongbao.payments.CardPayers;
import io.tongbao.payments.Shops;
import io.tongbao.payments.Shops.Shop;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.openpdf.text.pdf.PdfReader;
import org.openpdf.text.pdf.parser.PdfTextExtractor;

/** A person's statement says what the books say, line by line and to the cent, as a table and on paper. */
@ServerTest
class StatementTests {
    private static final String NAME = "老王面馆";

    private final World world;
    private final Ledger ledger;
    private final Shops shops;

    StatementTests(World world, Ledger ledger) {
        this.world = world;
        this.ledger = ledger;
        this.shops = new Shops(world, ledger);
    }

    @Test
    void everyLineOfTheBooksStandsInItOnceWithItsBalance() throws IOException {
        Someone customer = shops.aCustomerWith(50_000);
        Someone friend = world.aCustomer();
        friend.browser().put("/me/name", Map.of("name", "李雷")).expect(200);
        shops.fund(WalletAccounts.bonus(customer.id(), CNY), 3_000);
        Shop noodles = shops.aShopCalled(NAME);
        String payment = shops.paid(noodles, customer, 1_234).path("id").asString();
        noodles.till()
                .post("/payments/" + payment + "/refunds", Map.of("amount", cny(234)), aKey())
                .expect(201);
        shops.paid(noodles, customer, 4_000);
        customer.browser()
                .post("/sends", Map.of("recipientId", friend.id(), "amount", cny(70), "pin", World.PIN), aKey())
                .expect(201);
        String card = CardPayers.link(customer, CardPayers.GOOD);
        String topUp = customer.browser()
                .post("/top-ups", Map.of("cardId", card, "amount", cny(10_000)), aKey())
                .expect(201)
                .json()
                .path("id")
                .asString();
        await(() -> customer.browser()
                .get("/top-ups/" + topUp)
                .json()
                .path("state")
                .asString()
                .equals("settled"));
        // More than one page of the books.
        for (int i = 0; i < 230; i++) {
            shops.fund(WalletAccounts.key(customer.id(), CNY), 1);
        }

        List<CSVRecord> rows = csv(customer, "zh");

        List<StatementPage.Line> balance = booked(WalletAccounts.key(customer.id(), CNY));
        List<StatementPage.Line> bonus = booked(WalletAccounts.bonus(customer.id(), CNY));
        assertThat(balance).hasSizeGreaterThan(200);
        List<String> expected = new ArrayList<>();
        expected.add("余额 期初余额 + - 0.00");
        balance.forEach(line -> expected.add("余额 " + figures(line)));
        expected.add("余额 期末余额 +" + sum(balance, true) + " -" + sum(balance, false) + " "
                + yuan(balance.getLast().balance()));
        expected.add("赠金 期初余额 + - 0.00");
        bonus.forEach(line -> expected.add("赠金 " + figures(line)));
        expected.add("赠金 期末余额 +" + sum(bonus, true) + " -" + sum(bonus, false) + " "
                + yuan(bonus.getLast().balance()));
        assertThat(rows.stream()
                        .map(row -> (row.get(0).isEmpty() ? row.get(1) + " " + row.get(2) : row.get(1)) + " +"
                                + row.get(4) + " -" + row.get(5) + " " + row.get(6))
                        .toList())
                .containsExactlyElementsOf(expected);
        assertThat(rows.stream().map(row -> row.get(2) + " " + row.get(3) + " " + row.get(8)))
                .contains(
                        "付款 " + NAME + " " + payment,
                        "转账 李* " + idOf(customer, "send_out"),
                        "充值 " + cardName(customer) + " " + topUp)
                .anyMatch(row -> row.startsWith("退款 " + NAME + " ref_"));
        assertThat(rows).allMatch(row -> row.get(7).equals("CNY"));
        assertThat(csv(friend, "en").stream().map(row -> row.get(2) + " " + row.get(4)))
                .containsExactly("Opening balance ", "Received 0.70", "Closing balance 0.70");
    }

    @Test
    void thePaperSaysTheSameAndItsChineseCanBeRead() throws Exception {
        Someone customer = shops.aCustomerWith(50_000);
        Shop noodles = shops.aShopCalled(NAME);
        for (int i = 0; i < 60; i++) {
            shops.paid(noodles, customer, 101 + i);
        }
        HttpResponse<byte[]> answer =
                customer.browser().file("/statements.pdf?" + period() + "&currency=CNY&language=zh");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/pdf");
        assertThat(answer.headers().firstValue("Content-Disposition").orElseThrow())
                .startsWith("attachment; filename=\"tongbao-CNY-" + today());
        // Of a font of ten megabytes only what was written is in it.
        assertThat(answer.body().length).isLessThan(200_000);
        PdfReader reader = new PdfReader(answer.body());
        assertThat(reader.getNumberOfPages()).isGreaterThan(1);
        StringBuilder text = new StringBuilder();
        for (int page = 1; page <= reader.getNumberOfPages(); page++) {
            String onPage = new PdfTextExtractor(reader).getTextFromPage(page);
            assertThat(onPage).contains("摘要", "第 " + page + " 页");
            text.append(onPage);
        }
        assertThat(text).contains("对账单", "期初余额", "期末余额", "按入账时间排列", NAME);
        long left = 50_000;
        for (int i = 0; i < 60; i++) {
            left -= 101 + i;
            assertThat(text).contains(yuan(left).toString());
        }
        assertThat(text.toString()).contains(yuan(50_000 - left).toString());
    }

    @Test
    void anEmptyTimeHasItsOpeningBalanceAndItsClosingBalance() throws IOException {
        Someone customer = shops.aCustomerWith(12_345);
        String yesterday = today().minusDays(1).toString();
        assertThat(figuresOf(csv(customer, "from=" + yesterday + "&to=" + yesterday, "en")))
                .containsExactly("Opening balance 0.00", "Closing balance 0.00");
        assertThat(figuresOf(csv(customer, "en")))
                .containsExactly("Opening balance 0.00", "Other 123.45", "Closing balance 123.45");
        List<CSVRecord> dollars = records(customer.browser()
                .get("/statements.csv?" + period() + "&currency=USD&language=en")
                .expect(200)
                .text());
        assertThat(figuresOf(dollars)).containsExactly("Opening balance 0.00", "Closing balance 0.00");
    }

    @Test
    void aShopsNameIsNoFormula() throws IOException {
        Someone customer = shops.aCustomerWith(1_000);
        Shop shop = shops.aShopCalled("=HYPERLINK(\"x\",\"面\")");
        shops.paid(shop, customer, 100);
        assertThat(csv(customer, "zh").stream().map(row -> row.get(3))).contains("'=HYPERLINK(\"x\",\"面\")");
    }

    @Test
    void aPeriodThatThereIsNotIsNamedAtItsField() {
        Someone customer = world.aCustomer();
        LocalDate today = today();
        Map<String, String> wrong = Map.of(
                "from=" + today + "&to=" + today.minusDays(1) + "&currency=CNY",
                "to before-from",
                "from=" + today + "&to=" + today.plusDays(1) + "&currency=CNY",
                "to in-future",
                "from=" + today.minusDays(366) + "&to=" + today + "&currency=CNY",
                "from too-long",
                "from=1969-12-31&to=1970-01-01&currency=CNY",
                "from invalid",
                "from=" + today + "&to=" + today + "&currency=XYZ",
                "currency unknown");
        for (String suffix : List.of("csv", "pdf")) {
            wrong.forEach((query, field) -> {
                var problem = customer.browser()
                        .send(
                                "GET",
                                "/statements." + suffix + "?" + query + "&language=zh",
                                Optional.empty(),
                                Map.of(
                                        "Accept",
                                        (suffix.equals("csv") ? "text/csv" : "application/pdf")
                                                + ", application/problem+json"))
                        .expectProblem(400, "invalid-field")
                        .json();
                assertThat(problem.at("/errors/0/field").asString() + " "
                                + problem.at("/errors/0/code").asString())
                        .isEqualTo(field);
            });
            customer.browser()
                    .get("/statements." + suffix + "?from=" + today.minusDays(365) + "&to=" + today
                            + "&currency=CNY&language=zh")
                    .expect(200);
        }
    }

    private List<CSVRecord> csv(Someone customer, String language) throws IOException {
        return csv(customer, period(), language);
    }

    private List<CSVRecord> csv(Someone customer, String period, String language) throws IOException {
        var answer = customer.browser()
                .get("/statements.csv?" + period + "&currency=CNY&language=" + language)
                .expect(200);
        assertThat(answer.header("Content-Type").orElseThrow()).startsWith("text/csv");
        return records(answer.text());
    }

    private static List<CSVRecord> records(String text) throws IOException {
        assertThat(text).startsWith("\uFEFF");
        try (CSVParser parser = CSVParser.parse(text.substring(1), CSVFormat.RFC4180)) {
            List<CSVRecord> all = parser.getRecords();
            return all.subList(1, all.size());
        }
    }

    private static List<String> figuresOf(List<CSVRecord> rows) {
        return rows.stream().map(row -> row.get(2) + " " + row.get(6)).toList();
    }

    /** The account's lines, the oldest first. */
    private List<StatementPage.Line> booked(AccountKey account) {
        List<StatementPage.Line> lines = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            StatementPage page = ledger.statement(account.code(), new StatementQuery(cursor, 200));
            lines.addAll(page.lines());
            cursor = page.next();
        } while (cursor.isPresent());
        return lines.reversed();
    }

    private static String figures(StatementPage.Line line) {
        BigDecimal amount = yuan(line.amount());
        return "+" + (line.amount() > 0 ? amount : "") + " -" + (line.amount() < 0 ? amount.negate() : "") + " "
                + yuan(line.balance());
    }

    private static BigDecimal sum(List<StatementPage.Line> lines, boolean in) {
        return yuan(lines.stream()
                .mapToLong(StatementPage.Line::amount)
                .filter(amount -> amount > 0 == in)
                .map(Math::abs)
                .sum());
    }

    private static BigDecimal yuan(long minor) {
        return BigDecimal.valueOf(minor, 2);
    }

    private String period() {
        return "from=" + today() + "&to=" + today();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(world.clock().instant(), ZoneId.of("Asia/Shanghai"));
    }

    private static String cardName(Someone customer) {
        var bills = customer.browser().get("/bills?kind=top_up").expect(200).json();
        return bills.at("/items/0/counterparty").asString();
    }

    private static String idOf(Someone customer, String kind) {
        await(() -> !customer.browser()
                .get("/bills?kind=" + kind)
                .json()
                .path("items")
                .isEmpty());
        return customer.browser()
                .get("/bills?kind=" + kind)
                .json()
                .at("/items/0/id")
                .asString();
    }
}
