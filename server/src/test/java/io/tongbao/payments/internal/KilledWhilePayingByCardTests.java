package io.tongbao.payments.internal;

import static io.tongbao.Eventually.await;
import static io.tongbao.payments.CardPayers.DECLINES;
import static io.tongbao.payments.CardPayers.GOOD;
import static io.tongbao.payments.CardPayers.LATE;
import static io.tongbao.payments.CardPayers.byCard;
import static io.tongbao.payments.CardPayers.link;
import static io.tongbao.payments.CardPayers.pay;
import static io.tongbao.payments.CardPayers.state;
import static io.tongbao.payments.Shops.CNY;
import static io.tongbao.payments.Shops.aKey;
import static io.tongbao.payments.Shops.cny;
import static org.assertj.core.api.Assertions.assertThat;

import io.tongbao.ServerTest;
import io.tongbao.World;
import io.tongbao.connectors.AskingAfterErrands;
import io.tongbao.connectors.BankAnswer;
import io.tongbao.ledger.Entry;
import io.tongbao.ledger.Ledger;
import io.tongbao.ledger.PostResult;
import io.tongbao.payments.Accounts;
import io.tongbao.payments.Channel;
import io.tongbao.payments.Shops;
import io.tongbao.platform.Money;
import io.tongbao.platform.TypeIds;
import io.tongbao.wallets.Cards;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/**
 * A server that dies between two steps of a payment by card leaves the rest to the loop of the next one. Each test does the
 * steps up to where it dies by itself, and then only lets time pass.
 */
@ServerTest
class KilledWhilePayingByCardTests {
    private final World world;
    private final Ledger ledger;
    private final Shops shops;
    private final JdbcClient jdbc;
    private final Cards cards;
    private final QuoteStore quotes;
    private final PostingPayments posting;

    KilledWhilePayingByCardTests(
            World world, Ledger ledger, JdbcClient jdbc, Cards cards, QuoteStore quotes, PostingPayments posting) {
        this.world = world;
        this.ledger = ledger;
        this.shops = new Shops(world, ledger);
        this.jdbc = jdbc;
        this.cards = cards;
        this.quotes = quotes;
        this.posting = posting;
    }

    @Test
    void beforeTheBankHeardOfIt() {
        for (String last4 : new String[] {GOOD, LATE, DECLINES}) {
            Shops.Shop shop = shops.aShop();
            World.Someone customer = world.aCustomer();
            PaymentRow reserved = reserved(customer, shop, link(customer, last4));
            assertThat(state(customer, reserved.id())).isEqualTo("pending");
            theRequestsTurnPasses();
            boolean declined = last4.equals(DECLINES);
            await(() -> state(customer, reserved.id()).equals(declined ? "declined" : "paid"));
            booked(shop, declined ? 0 : 700);
        }
    }

    @Test
    void afterTheBankHadCollected() {
        Shops.Shop shop = shops.aShop();
        World.Someone customer = world.aCustomer();
        String card = link(customer, GOOD);
        PaymentRow reserved = reserved(customer, shop, card);
        assertThat(cards.charge(reserved.id(), card, new Money(700, CNY))).isInstanceOf(BankAnswer.Done.class);
        theRequestsTurnPasses();
        await(() -> state(customer, reserved.id()).equals("paid"));
        booked(shop, 700);
    }

    @Test
    void afterItWasSettledAndBeforeTheErrandWasFinished() {
        Shops.Shop shop = shops.aShop();
        World.Someone customer = world.aCustomer();
        String id = pay(customer, byCard(quote(customer, shop), link(customer, GOOD)))
                .expect(201)
                .json()
                .path("id")
                .asString();
        unfinish(id);
        assertThat(state(customer, id)).isEqualTo("paid");
        await(() -> finished(id));
        assertThat(state(customer, id)).isEqualTo("paid");
        booked(shop, 700);
    }

    @Test
    void afterItsReleaseAndBeforeTheErrandWasFinished() {
        Shops.Shop shop = shops.aShop();
        World.Someone customer = world.aCustomer();
        String id = pay(customer, byCard(quote(customer, shop), link(customer, DECLINES)))
                .expectProblem(422, "declined-by-bank")
                .json()
                .path("paymentId")
                .asString();
        unfinish(id);
        await(() -> finished(id));
        assertThat(state(customer, id)).isEqualTo("declined");
        booked(shop, 0);
    }

    @Test
    void betweenARefundAndItsPayOut() {
        Shops.Shop shop = shops.aShop();
        World.Someone customer = world.aCustomer();
        String id = pay(customer, byCard(quote(customer, shop), link(customer, GOOD)))
                .expect(201)
                .json()
                .path("id")
                .asString();
        String refund = shop.till()
                .post("/payments/" + id + "/refunds", Map.of("amount", cny(300)), aKey())
                .expect(201)
                .json()
                .path("id")
                .asString();
        unfinish(refund);
        await(() -> finished(refund));
        assertThat(jdbc.sql("select count(*) from connectors.sandbox_instruction where reference = :refund")
                        .param("refund", refund)
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        assertThat(shops.balance(Accounts.wallet(customer.id(), CNY))).isZero();
        booked(shop, 400);
    }

    /** The reservation is over and then the bank says that it has collected: the money is real, and it is the customer's. */
    @Test
    void whatTheBankCollectsTooLateGoesToTheWallet() {
        Shops.Shop shop = shops.aShop();
        World.Someone customer = world.aCustomer();
        PaymentRow reserved = reserved(customer, shop, link(customer, LATE));
        assertThat(ledger.post(Entry.of(
                        "test", new Entry.Action.Release(reserved.entryId().orElseThrow()))))
                .isInstanceOf(PostResult.Posted.class);
        theRequestsTurnPasses();
        await(() -> state(customer, reserved.id()).equals("declined"));
        unfinish(reserved.id());
        await(() -> finished(reserved.id()));
        JsonNode told =
                customer.browser().get("/payments/" + reserved.id()).expect(200).json();
        assertThat(told.path("reason").asString()).isEqualTo("too-late");
        assertThat(shops.balance(Accounts.wallet(customer.id(), CNY))).isEqualTo(700);
        booked(shop, 0);
        await(() -> customer.browser()
                .get("/bills")
                .expect(200)
                .json()
                .path("items")
                .valueStream()
                .anyMatch(bill -> bill.path("kind").asString().equals("top_up")
                        && bill.at("/amount/value").asLong() == 700));
    }

    /** What a request does before it calls the bank, and no more. */
    private PaymentRow reserved(World.Someone customer, Shops.Shop shop, String card) {
        String quoteId = quote(customer, shop).path("id").asString();
        QuoteStore.Quote quote = quotes.find(quoteId, customer.id()).orElseThrow();
        PaymentRow payment = new PaymentRow(
                TypeIds.next("pay"),
                OptionalLong.empty(),
                Channel.QR,
                Optional.of(quoteId),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                customer.id(),
                shop.id(),
                Optional.empty(),
                CNY,
                quote.price().frozen(),
                Optional.of(new PaymentRow.CardPart(
                        card, cards.find(customer.id(), card).orElseThrow().bankCode(), 700)),
                world.clock().instant());
        return switch (posting.post(payment, 0, Optional.empty())) {
            case PostingPayments.Outcome.Posted posted -> posted.payment();
            case PostingPayments.Outcome other -> throw new AssertionError(other.toString());
        };
    }

    private static JsonNode quote(World.Someone customer, Shops.Shop shop) {
        return customer.browser()
                .post("/quotes", Map.of("qr", shop.qr(), "amount", cny(700)))
                .expect(201)
                .json();
    }

    private void theRequestsTurnPasses() {
        world.clock().advance(AskingAfterErrands.REQUESTS_TURN.plus(Duration.ofSeconds(1)));
    }

    /** As the row was before its last step. */
    private void unfinish(String id) {
        jdbc.sql("""
                        update payments.card_errand
                        set state = 'pending', reason = null, bank_reference = null, finished_at = null, look_at = now()
                        where id = :id
                        """).param("id", id).update();
    }

    private boolean finished(String id) {
        return jdbc.sql("select state <> 'pending' from payments.card_errand where id = :id")
                .param("id", id)
                .query(Boolean.class)
                .single();
    }

    private void booked(Shops.Shop shop, long minor) {
        assertThat(shops.balance(Accounts.merchant(shop.id(), CNY))).isEqualTo(minor);
        assertThat(ledger.balance(Accounts.merchant(shop.id(), CNY).code())
                        .orElseThrow()
                        .reservedIn())
                .isZero();
    }
}
