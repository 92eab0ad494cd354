package io.tongbao.payments;

import static io.tongbao.Eventually.await;
import static io.tongbao.payments.Shops.aKey;
import static io.tongbao.payments.Shops.cny;
import static org.assertj.core.api.Assertions.assertThat;

import io.tongbao.ServerTest;
import io.tongbao.World;
import io.tongbao.World.Someone;
import io.tongbao.ledger.Ledger;
import io.tongbao.payments.Shops.Shop;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openpdf.text.pdf.PdfReader;
import org.openpdf.text.pdf.parser.PdfTextExtractor;
import tools.jackson.databind.JsonNode;

/** A receipt on paper: what it cost, who gave what, from where it was paid and what came back. */
@ServerTest
class ReceiptTests {
    private final World world;
    private final Shops shops;

    ReceiptTests(World world, Ledger ledger) {
        this.world = world;
        this.shops = new Shops(world, ledger);
    }

    @Test
    void saysEveryDiscountItsSponsorsTheSourcesAndTheRefunds() throws IOException {
        Someone customer = shops.aCustomerWith(100_000);
        Shop noodles = shops.aShopCalled("小南国");
        spendAndSave(noodles);
        String card = CardPayers.link(customer, CardPayers.GOOD);
        JsonNode quote =
                shops.quote(customer, shops.order(noodles, 10_400).path("id").asString());
        JsonNode payment = CardPayers.pay(customer, CardPayers.mixed(quote, card, 1_400))
                .expect(201)
                .json();
        String id = payment.path("id").asString();
        await(() -> CardPayers.state(customer, id).equals("paid"));
        noodles.till()
                .post("/payments/" + id + "/refunds", Map.of("amount", cny(5_200)), aKey())
                .expect(201);
        await(() -> customer.browser()
                .get("/payments/" + id + "/refunds")
                .json()
                .at("/items/0/toCard/state")
                .asString()
                .equals("done"));
        JsonNode refund =
                customer.browser().get("/payments/" + id + "/refunds").json().at("/items/0");
        assertThat(refund.at("/toCard/finishedAt").asString()).isNotEmpty();

        String zh = text(customer, id, "zh");

        assertThat(zh)
                .contains(
                        "付款收据",
                        "小南国",
                        id,
                        "104.00",
                        "满减",
                        "通宝 14.00",
                        "银行 6.00",
                        "\u221220.00",
                        "84.00",
                        "14.00",
                        "70.00",
                        "8888")
                .contains("退款金额", "52.00", "退回余额，即时到账", "7.00", "银行已于", "35.00");
        assertThat(text(customer, id, "en"))
                .contains("Payment receipt", "given by", "Paid from", "paid out by the bank");
    }

    @Test
    void isForItsCustomerAloneAndOnlyOfWhatWasPaid() {
        Someone customer = shops.aCustomerWith(10_000);
        Someone another = world.aCustomer();
        Shop noodles = shops.aShop();
        String id = shops.paid(noodles, customer, 100).path("id").asString();
        another.browser().get("/payments/" + id + "/receipt.pdf?language=zh").expectProblem(404, "not-found");

        String declines = CardPayers.link(customer, CardPayers.DECLINES_LATE);
        JsonNode quote =
                shops.quote(customer, shops.order(noodles, 300).path("id").asString());
        String pending = CardPayers.pay(customer, CardPayers.byCard(quote, declines))
                .expect(201)
                .json()
                .path("id")
                .asString();
        customer.browser()
                .get("/payments/" + pending + "/receipt.pdf?language=zh")
                .expectProblem(409, "payment-not-paid");
    }

    @Test
    void ofATopUpAndASendToo() throws IOException {
        Someone customer = shops.aCustomerWith(10_000);
        Someone friend = world.aCustomer();
        customer.browser()
                .post("/sends", Map.of("recipientId", friend.id(), "amount", cny(1_234), "pin", World.PIN), aKey())
                .expect(201);
        String card = CardPayers.link(customer, CardPayers.GOOD);
        customer.browser()
                .post("/top-ups", Map.of("cardId", card, "amount", cny(5_000)), aKey())
                .expect(201);
        await(() -> bill(customer, "top_up").path("state").asString().equals("settled"));
        await(() -> !bill(customer, "send_out").isMissingNode());

        assertThat(movement(customer, bill(customer, "top_up"), "zh")).contains("回单", "充值", "50.00");
        JsonNode sent = bill(customer, "send_out");
        assertThat(movement(customer, sent, "en"))
                .contains("Receipt", "Sent", "12.34", sent.path("referenceId").asString());
        world.aCustomer()
                .browser()
                .get("/bills/" + sent.path("id").asString() + "/receipt.pdf?language=zh")
                .expectProblem(404, "not-found");
        String paid = shops.paid(shops.aShop(), customer, 100).path("id").asString();
        await(() -> !bill(customer, "payment").isMissingNode());
        customer.browser().get("/bills/" + paid + "/receipt.pdf?language=zh").expectProblem(404, "not-found");
    }

    /** The latest of its kind. */
    private static JsonNode bill(Someone customer, String kind) {
        return customer.browser().get("/bills?limit=1&kind=" + kind).json().at("/items/0");
    }

    private static String movement(Someone customer, JsonNode bill, String language) throws IOException {
        HttpResponse<byte[]> file =
                customer.browser().file("/bills/" + bill.path("id").asString() + "/receipt.pdf?language=" + language);
        assertThat(file.statusCode()).isEqualTo(200);
        return new PdfTextExtractor(new PdfReader(file.body())).getTextFromPage(1);
    }

    private String text(Someone customer, String id, String language) throws IOException {
        HttpResponse<byte[]> file = customer.browser().file("/payments/" + id + "/receipt.pdf?language=" + language);
        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.headers().firstValue("Content-Type")).contains("application/pdf");
        return new PdfTextExtractor(new PdfReader(file.body())).getTextFromPage(1);
    }

    /** Spend 100, save 20: the bank gives seven parts of ten, the shop three. */
    private void spendAndSave(Shop shop) {
        world.anOperator()
                .browser()
                .post(
                        "/offers",
                        Map.of(
                                "name",
                                "满减",
                                "currency",
                                "CNY",
                                "benefit",
                                Map.of(
                                        "kind",
                                        "spend_and_save",
                                        "steps",
                                        List.of(Map.of("thresholdMinor", 10_000, "offMinor", 2_000))),
                                "merchantIds",
                                List.of(shop.id()),
                                "startsAt",
                                "2026-01-01T00:00:00+08:00",
                                "endsAt",
                                "2035-01-01T00:00:00+08:00",
                                "budget",
                                Map.of("total", cny(100_000)),
                                "sponsors",
                                List.of(
                                        Map.of("sponsorId", "platform:receipts", "name", "通宝", "percent", 70),
                                        Map.of("sponsorId", "bank", "name", "银行", "percent", 30))),
                        aKey())
                .expect(201);
    }
}
