package io.tongbao;

import static io.tongbao.Eventually.await;
import static io.tongbao.payments.Shops.CNY;
import static io.tongbao.payments.Shops.aKey;
import static io.tongbao.payments.Shops.cny;

import io.tongbao.identity.Totp;
import io.tongbao.ledger.AccountKey;
import io.tongbao.merchants.ShownDocuments;
import io.tongbao.messaging.Inbox;
import io.tongbao.messaging.Notice;
import io.tongbao.payments.Accounts;
import io.tongbao.payments.Shops;
import io.tongbao.platform.TypeIds;
import io.tongbao.wallets.CardNumbers;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/**
 * How each route is called rightly: a line a route, with what exists and is named in its path or body, made anew for each
 * call because many calls use it up. Of customers and merchants there are two: what belongs to the first is the other's
 * to be refused.
 */
public final class RouteExamples {
    /** A PNG of one pixel. */
    private static final String PICTURE =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    private static final String NOBODY = "00000000000000000000000000";

    private final World world;
    private final Shops shops;
    private final StumblingSubscriber stumbling;
    private final JdbcClient jdbc;
    private final Inbox inbox;
    final Cast first;
    final Cast other;
    final Caller operator;
    final Caller administrator;
    /** Whose campaigns the operator may decide on. */
    private final Caller writer;

    private final AtomicInteger daysTaken = new AtomicInteger();
    private final List<Example> all;

    /** What somebody is to the table of routes; a newcomer is signed in to the merchant app and works nowhere. */
    enum Who {
        STRANGER,
        CUSTOMER,
        MERCHANT_OWNER,
        CASHIER,
        NEWCOMER,
        OPERATOR,
        ADMINISTRATOR,
        BRAND_PARTNER
    }

    record Caller(Who who, String id, String phone, Visitor browser) {
        static Caller of(Who who, World.Someone someone) {
            return new Caller(who, someone.id(), someone.phone(), someone.browser());
        }

        static Caller of(Who who, World.Staff staff) {
            return new Caller(who, staff.id(), staff.email(), staff.browser());
        }
    }

    /** A customer, and a merchant with who works there. */
    record Cast(Caller customer, Shops.Shop shop, Caller owner, Caller cashier, String brand, Caller partner) {
        Collection<Caller> callers() {
            return List.of(customer, owner, cashier, partner);
        }
    }

    /**
     * @param thing what exists and is asked about; several path variables are parted by a blank
     * @param body of the thing; empty for a request without one
     * @param by who calls rightly, if the roles in the table of routes don't say it all
     */
    record Example(
            String method,
            String path,
            String query,
            Function<Caller, String> thing,
            Optional<BiFunction<Caller, String, Object>> body,
            Reach reach,
            String refusal,
            List<Supplier<Caller>> by) {

        /** Whose the thing is. */
        enum Reach {
            /** Its customer's or merchant's: to another it looks as if it were not there. */
            PRIVATE,
            /** Anybody's who has the role. */
            SHARED,
            /** Listed for whom it belongs to, and not for another. */
            LISTED,
            /** Answers with a stream of events. */
            STREAM,
            /** A file of the apps, which are built apart: let through, whether it is there or not. */
            FILE
        }

        String route() {
            return method + " " + path;
        }

        Example of(Supplier<String> things) {
            return of(_ -> things.get());
        }

        Example of(Function<Caller, String> things) {
            return new Example(method, path, query, things, body, Reach.PRIVATE, refusal, by);
        }

        Example shared() {
            return new Example(method, path, query, thing, body, Reach.SHARED, refusal, by);
        }

        Example listing(Supplier<String> listed) {
            return new Example(method, path, query, _ -> listed.get(), body, Reach.LISTED, refusal, by);
        }

        Example ofTheApps() {
            return new Example(method, path, query, thing, body, Reach.FILE, refusal, by);
        }

        Example streaming() {
            return new Example(method, path, query, thing, body, Reach.STREAM, refusal, by);
        }

        /** @param always the same, whatever the thing */
        Example with(Object always) {
            return with((_, _) -> always);
        }

        Example with(Function<String, Object> ofThing) {
            return with((_, id) -> ofThing.apply(id));
        }

        Example with(BiFunction<Caller, String, Object> bodies) {
            return new Example(method, path, query, thing, Optional.of(bodies), reach, refusal, by);
        }

        /** @param asked what the route can't do without */
        Example asking(String asked) {
            return new Example(method, path, asked, thing, body, reach, refusal, by);
        }

        Example refusing(String refused) {
            return new Example(method, path, query, thing, body, reach, refused, by);
        }

        Example by(List<Supplier<Caller>> callers) {
            return new Example(method, path, query, thing, body, reach, refusal, callers);
        }

        boolean isOf(String id) {
            return !id.isEmpty() && reach == Reach.PRIVATE;
        }

        /** The path with the thing's parts in place of its variables, or what stands for a wildcard. */
        String pathTo(String id) {
            String filled = path.replace("/**", "/any/page");
            for (String part : id.split(" ", -1)) {
                filled = filled.replaceFirst("\\{[^}]*}", part);
            }
            return filled;
        }

        Visitor.Answer call(Caller caller, String id) {
            return caller.browser()
                    .send(
                            method,
                            pathTo(id) + query,
                            body.map(made -> made.apply(caller, id)),
                            Map.of("Idempotency-Key", aKey()));
        }
    }

    RouteExamples(World world, Shops shops, StumblingSubscriber stumbling, JdbcClient jdbc, Inbox inbox) {
        this.world = world;
        this.shops = shops;
        this.stumbling = stumbling;
        this.jdbc = jdbc;
        this.inbox = inbox;
        this.operator = Caller.of(Who.OPERATOR, world.anOperator());
        this.administrator = Caller.of(Who.ADMINISTRATOR, world.anAdministrator());
        this.writer = Caller.of(Who.OPERATOR, world.anOperator());
        this.first = cast();
        this.other = cast();
        this.all = examples();
    }

    List<Example> all() {
        return all;
    }

    private List<Example> examples() {
        List<Example> table = new ArrayList<>();
        table.addAll(pages());
        table.addAll(people());
        table.addAll(wallets());
        table.addAll(merchants());
        table.addAll(payments());
        table.addAll(settlements());
        table.addAll(offers());
        table.addAll(coupons());
        table.addAll(benefits());
        table.addAll(campaigns());
        table.addAll(backtests());
        table.addAll(books());
        return table;
    }

    private List<Example> pages() {
        return List.of(
                get("/").ofTheApps(),
                get("/*.ico").ofTheApps(),
                get("/*.png").ofTheApps(),
                get("/*.svg").ofTheApps(),
                get("/*.webmanifest").ofTheApps(),
                get("/assets/**").ofTheApps(),
                get("/wallet-worker.js").ofTheApps(),
                get("/wallet/**").ofTheApps(),
                get("/merchant/**").ofTheApps(),
                get("/console/**").ofTheApps(),
                get("/mailbox/**").ofTheApps(),
                get("/actuator/health"),
                get("/actuator/prometheus"),
                get("/v3/api-docs"),
                get("/demo/mailbox"),
                get("/demo/people"),
                get("/demo/world"),
                get("/demo/street"),
                put("/demo/street").with(Map.of("live", false)),
                post("/demo/sessions").of(this::aDemoPerson).with(id -> Map.of("app", "wallet", "id", id)));
    }

    private List<Example> people() {
        List<Supplier<Caller>> passers = List.of(
                () -> Caller.of(Who.CUSTOMER, world.aNewCustomer()),
                this::aNewcomer,
                () -> Caller.of(Who.OPERATOR, world.anOperator()));
        return List.of(
                post("/codes").of(world::aPhone).with(phone -> Map.of("app", "wallet", "phone", phone)),
                post("/sessions")
                        .of(this::aPhoneWithACode)
                        .with(phone -> Map.of("app", "wallet", "phone", phone, "code", world.codeFor(phone))),
                get("/sessions").listing(() -> sessionOf(first.customer())).by(List.of(first::customer)),
                delete("/sessions/{id}").of(this::sessionOf).by(passers),
                delete("/sessions").by(passers),
                delete("/sessions/current").by(passers),
                get("/me"),
                put("/me/name").with(Map.of("name", "王小明")),
                put("/me/pin").with(Map.of("pin", World.PIN, "currentPin", World.PIN)),
                put("/me/small-payment-limit").with(Map.of("limit", cny(20_000), "pin", World.PIN)),
                get("/audit-log"),
                get("/audit-log.csv"),
                get("/saved-views").asking("?list=payments"),
                post("/saved-views")
                        .of(world::aPhone)
                        .shared()
                        .with(name -> Map.of("list", "payments", "name", name, "filters", Map.of("state", "paid"))),
                put("/saved-views/{id}")
                        .of(this::aView)
                        .with((_, _) -> Map.of("name", world.aPhone(), "filters", Map.of())),
                delete("/saved-views/{id}").of(this::aView),
                get("/staff"),
                post("/staff").of(this::anEmail).shared().with(RouteExamples::invitationTo),
                get("/staff-invitations/{token}").of(this::anInvitation),
                post("/staff-invitations/{token}").of(this::anInvitation).with(this::acceptance),
                post("/staff-sessions").of(() -> world.anOperator().email()).with(RouteExamples::firstFactor),
                post("/staff-sessions/totp")
                        .by(List.of(this::halfWayIn))
                        .with((caller, _) -> Map.of("code", world.totp(caller.phone()))));
    }

    private List<Example> wallets() {
        return List.of(
                get("/balances"),
                get("/bills").listing(this::aBill),
                get("/bills/{id}").of(this::aBill),
                get("/bills/{id}/receipt.pdf").of(() -> billOf(aSend())).asking("?language=zh"),
                get("/bill-sums").asking("?month=2026-01"),
                get("/spending").asking("?month=2026-01"),
                get("/spending-budgets").asking("?month=2026-01"),
                put("/spending-budgets/{category}").of(() -> "books").shared().with(Map.of("amount", cny(10_000))),
                delete("/spending-budgets/{category}")
                        .of(() -> "books")
                        .shared()
                        .asking("?currency=CNY"),
                get("/statements.csv").asking("?from=2026-01-01&to=2026-01-31&currency=CNY&language=zh"),
                get("/statements.pdf").asking("?from=2026-01-01&to=2026-01-31&currency=CNY&language=zh"),
                put("/spending-categories/{merchantId}").of(this::aPaidMerchant).with(Map.of("category", "books")),
                delete("/spending-categories/{merchantId}").of(this::aPaidMerchant),
                get("/card-banks"),
                get("/cards").listing(this::aCard),
                post("/cards").with(card(CardNumbers.good())),
                delete("/cards/{id}").of(this::aCard),
                put("/cards/{id}/default").of(this::aCard),
                get("/auto-top-up").of(this::anAutoTopUp).shared(),
                put("/auto-top-up")
                        .of(this::aCard)
                        .with(RouteExamples::autoTopUp)
                        .refusing("400 invalid-field"),
                delete("/auto-top-up").of(this::anAutoTopUp).shared(),
                post("/top-up-quotes")
                        .of(this::aCard)
                        .with(card -> Map.of("cardId", card, "amount", cny(100)))
                        .refusing("400 invalid-field"),
                post("/top-ups")
                        .of(this::aCard)
                        .with(card -> Map.of("cardId", card, "amount", cny(100)))
                        .refusing("400 invalid-field"),
                get("/top-ups/{id}").of(this::aTopUp),
                post("/withdrawals")
                        .of(this::aCard)
                        .with(card -> Map.of("cardId", card, "amount", cny(100), "pin", World.PIN))
                        .refusing("400 invalid-field"),
                get("/withdrawals/{id}").of(this::aWithdrawal),
                get("/recipients").asking("?phone=" + other.customer().phone()),
                get("/recipients/{id}").of(() -> other.customer().id()).shared(),
                post("/sends")
                        .of(() -> other.customer().id())
                        .shared()
                        .with(id -> Map.of("recipientId", id, "amount", cny(1), "pin", World.PIN)),
                get("/sends"),
                get("/sends.csv"),
                get("/sends/{id}").of(this::aSend),
                get("/sends/{id}/picture").of(this::aSendWithPicture),
                post("/send-pictures").with(Map.of("data", PICTURE)),
                get("/money-requests").asking("?direction=sent").listing(this::aRequestOfMine),
                post("/money-requests")
                        .of(() -> world.aCustomer().id())
                        .shared()
                        .with(id -> Map.of("payerId", id, "amount", cny(1))),
                get("/money-requests/{id}").of(this::aRequestOfMine),
                post("/money-requests/{id}/cancellation").of(this::aRequestOfMine),
                post("/money-requests/{id}/reminder").of(this::aRequestOfMine),
                post("/money-requests/{id}/payment").of(this::aRequestToMe).with(Map.of("pin", World.PIN)),
                post("/money-requests/{id}/refusal").of(this::aRequestToMe),
                get("/bill-splits").listing(this::aSplit),
                post("/bill-splits").of(() -> world.aCustomer().id()).shared().with(RouteExamples::split),
                get("/bill-splits/{id}").of(this::aSplit),
                post("/bill-splits/{id}/closure").of(this::aSplit),
                get("/notices").listing(this::aNotice),
                get("/notices/unread"),
                post("/notices/reading")
                        .of(this::aNotice)
                        .with(notice -> Map.of("id", notice))
                        .refusing("400 invalid-field"),
                get("/limits"),
                get("/limits/today"),
                put("/limits").of(this::aLimit).shared().with(limit -> limit),
                post("/customer-searches")
                        .with((_, _) -> Map.of("phone", first.customer().phone())),
                get("/customers"),
                get("/customers.csv"),
                get("/customers/{id}").of(() -> first.customer().id()),
                get("/customers/{id}/timeline").of(() -> first.customer().id()),
                put("/customers/{id}/freeze")
                        .of(() -> first.customer().id())
                        .with(Map.of("freeze", "none", "reason", "All is well")),
                post("/customers/{id}/closure")
                        .of(() -> world.aNewCustomer().id())
                        .with(Map.of("reason", "Asked for it")),
                get("/bank-transfers"),
                get("/bank-transfers.csv"),
                post("/bank-transfers").with((Caller _, String _) -> bankTransfer()),
                post("/bank-transfers/{id}/approval").of(this::aBankTransfer).with(Map.of("decision", "approve")));
    }

    private List<Example> merchants() {
        return List.of(
                get("/merchant-categories"),
                get("/merchant-document-kinds"),
                get("/merchants"),
                get("/merchants.csv"),
                post("/merchants").with(merchant()).by(List.of(this::aNewcomer)),
                get("/merchants/mine").listing(() -> first.shop().id()),
                get("/merchants/mine/table-stand.pdf").asking("?language=zh"),
                get("/merchants/mine/documents").listing(this::aDocument),
                post("/merchants/mine/documents").with(document()),
                get("/merchants/mine/documents/{document}/picture").of(this::aDocument),
                get("/merchants/{id}").of(() -> first.shop().id()),
                get("/merchants/{id}/timeline").of(() -> first.shop().id()),
                get("/merchants/{id}/public").of(() -> first.shop().id()).shared(),
                post("/merchants/{id}/approval").of(this::anApplication).with(Map.of("decision", "approve")),
                get("/merchants/{id}/documents").of(() -> first.shop().id()),
                post("/merchants/{id}/documents/{document}/decision")
                        .of(() -> first.shop().id() + " " + aDocument())
                        .with(Map.of("decision", "refuse", "reason", "看不清")),
                get("/merchants/{id}/documents/{document}/picture")
                        .of(() -> first.shop().id() + " " + aDocument()),
                get("/cashiers").listing(this::aCashier),
                post("/cashiers").of(world::aPhone).shared().with(phone -> Map.of("phone", phone, "name", "小李")),
                delete("/cashiers/{id}").of(this::aCashier),
                put("/cashiers/{id}/store").of(this::aCashier).with(Map.of()),
                get("/stores").listing(this::aStore),
                post("/stores").of(world::aPhone).shared().with(phone -> Map.of("name", phone, "address", "天府大道 1 号")),
                put("/stores/{id}")
                        .of(this::aStore)
                        .with(store -> Map.of("name", "分店 " + store, "address", "天府大道 2 号")),
                delete("/stores/{id}").of(this::aStore),
                get("/quick-items"),
                put("/quick-items").with(Map.of("items", List.of(Map.of("name", "担担面", "price", cny(1_600))))));
    }

    private List<Example> payments() {
        return List.of(
                get("/orders").listing(this::anOrder),
                post("/orders").with(Map.of("amount", cny(100))),
                get("/orders/{id}").of(this::anOrder),
                post("/orders/{id}/inquiry").of(this::anOrder).with(Map.of()),
                post("/orders/{id}/cancellation").of(this::anOrder).with(Map.of()),
                post("/orders/{id}/pay-code").of(this::anOrder).with((_, _) -> Map.of("payCode", payCode("code"))),
                post("/orders/{id}/tender").of(this::anOrder).with(Map.of("kind", "cash", "received", cny(500))),
                get("/orders/{id}/tender/refunds").of(this::aTenderedOrder),
                post("/orders/{id}/tender/refunds").of(this::aTenderedOrder).with(Map.of("amount", cny(100))),
                get("/merchant-events").streaming(),
                get("/merchant-summary"),
                get("/day-close"),
                post("/day-close/signature").with(this::signingOfADay),
                get("/shifts").listing(this::aShift).by(List.of(first::owner)),
                post("/shifts").with((caller, _) -> {
                    endShift(caller);
                    return Map.of("cash", cny(20_000));
                }),
                get("/shifts/current"),
                get("/shifts/{id}").of(this::aShift).by(List.of(first::owner)),
                post("/shifts/{id}/closing")
                        .of(this::aShift)
                        .with(Map.of("counted", cny(0), "left", cny(0)))
                        .by(List.of(first::owner)),
                get("/trade-days"),
                get("/trade-overview"),
                get("/merchant-report").asking("?from=2026-01-01&to=2026-06-30"),
                post("/quotes").of(this::anOrder).shared().with(order -> Map.of("orderId", order)),
                post("/pay-codes").with(Map.of()),
                get("/pay-codes/{id}").of(() -> payCode("id")),
                post("/pay-codes/{id}/refusal").of(this::anAskedPayCode).with(Map.of()),
                get("/payments").listing(this::aPayment),
                get("/payments.csv"),
                get("/refunds"),
                get("/refunds.csv"),
                post("/payments").of(this::aQuote).with(quote -> Map.of("quoteId", quote, "pin", World.PIN)),
                get("/payments/{id}").of(this::aPayment),
                get("/payments/{id}/receipt.pdf").of(this::aPayment).asking("?language=zh"),
                get("/payments/{id}/refunds").of(this::aPayment),
                post("/payments/{id}/refunds").of(this::aPayment).with(Map.of("amount", cny(1))),
                post("/payments/{id}/refunds/preview").of(this::aPayment).with(Map.of("amount", cny(1))));
    }

    private List<Example> settlements() {
        return List.of(
                get("/settlements").listing(this::aSettlement),
                get("/settlements.csv"),
                get("/settlements/{id}").of(this::aSettlement),
                get("/settlements/{id}/lines").of(this::aSettlement),
                get("/settlements/{id}/statement").of(this::aSettlement),
                post("/settlement-runs").with(Map.of()),
                get("/payouts"),
                get("/settlement-account"),
                put("/settlement-account").with(Map.of("number", CardNumbers.good(), "holder", "王小明")),
                get("/merchants/{id}/settlement-account").of(() -> first.shop().id()),
                put("/merchants/{id}/payout-hold").of(() -> shops.aShop().id()).with(Map.of("reason", "发票待核")),
                delete("/merchants/{id}/payout-hold").of(this::aHeldShop),
                put("/merchants/{id}/fee-plan")
                        .of(() -> first.shop().id())
                        .with((_, _) -> Map.of("planId", aFeePlan(), "from", aDayToCome())),
                get("/fee-plans"),
                post("/fee-plans").with(feePlan()),
                get("/fee-plans/standard"),
                put("/fee-plans/standard")
                        .of(this::aFeePlan)
                        .shared()
                        .with(plan -> Map.of("planId", plan, "from", aDayToCome())));
    }

    private List<Example> offers() {
        return List.of(
                post("/offer-trials")
                        .with(Map.of(
                                "offer", offer(), "lines", List.of(Map.of("unitPrice", cny(6_000), "quantity", 1)))),
                get("/offer-limits"),
                get("/offer-limits/history"),
                put("/offer-limits").with(Map.of("kind", "random_prize", "currency", "CNY", "reason", "到此为止")),
                get("/offers"),
                post("/offers").with(offer()),
                get("/offers/{id}").of(this::anOffer),
                get("/offers/{id}/timeline").of(this::anOffer),
                get("/offers/{id}/results").of(this::anOffer),
                get("/offers/{id}/uplift").of(this::anOffer),
                get("/offers/{id}/uses").of(this::anOffer),
                get("/offers/{id}/uses.csv").of(this::anOffer),
                post("/offers/{id}/pause").of(this::anOffer).with(Map.of()),
                post("/offers/{id}/resume").of(this::aPausedOffer).with(Map.of()),
                post("/offers/{id}/end").of(this::anOffer).with(Map.of()),
                get("/budget-alerts"),
                get("/sponsors").listing(this::aSponsor),
                get("/sponsors/{id}/statement").of(this::aSponsor).asking("?currency=CNY"),
                get("/sponsors/{id}/statement-campaigns").of(this::aSponsor).asking("?currency=CNY"),
                get("/sponsors/{id}/statement.csv").of(this::aSponsor).asking("?currency=CNY"),
                get("/live-offers"));
    }

    private List<Example> coupons() {
        return List.of(
                get("/claimable-coupons"),
                post("/coupon-claims").with((_, _) -> Map.of("offerId", aCouponOffer())),
                get("/coupons").listing(this::aCoupon),
                get("/coupons/{id}").of(this::aCoupon),
                post("/coupons/{id}/transfer")
                        .of(this::aCoupon)
                        .with((_, _) -> Map.of("recipientId", other.customer().id())),
                get("/offers/{id}/coupon-codes").of(this::aCouponOffer),
                post("/offers/{id}/coupon-codes")
                        .of(this::aCouponOffer)
                        .with(Map.of("pattern", "TEA-####-####", "count", 2)),
                post("/coupon-code-batches/{id}/stop").of(this::aCodeBatch).with(Map.of()),
                get("/coupon-code-batches/{id}/codes.csv").of(this::aCodeBatch),
                get("/offers/{id}/coupon-grants").of(this::aCouponOffer),
                get("/offers/{id}/coupons").of(this::aCouponOffer),
                get("/offers/{id}/coupons.csv").of(this::aCouponOffer),
                post("/offers/{id}/coupon-grants")
                        .of(this::aCouponOffer)
                        .with(Map.of("recipients", List.of(first.customer().phone()))),
                get("/coupon-grants/{id}").of(this::aCouponGrant),
                get("/coupon-grants/{id}/problems").of(this::aCouponGrant));
    }

    private String aCouponOffer() {
        Map<String, Object> offer = new HashMap<>(offer());
        offer.put("coupon", Map.of("stock", 100, "transferable", true));
        return idOf(operator.browser().post("/offers", offer, aKey()), "id");
    }

    private String aCoupon() {
        return idOf(first.customer().browser().post("/coupon-claims", Map.of("offerId", aCouponOffer()), aKey()), "id");
    }

    private String aCodeBatch() {
        return idOf(
                operator.browser()
                        .post(
                                "/offers/" + aCouponOffer() + "/coupon-codes",
                                Map.of("pattern", "TEA-####-####", "count", 2)),
                "id");
    }

    private String aCouponGrant() {
        return idOf(
                operator.browser()
                        .post(
                                "/offers/" + aCouponOffer() + "/coupon-grants",
                                Map.of("recipients", List.of(first.customer().phone())),
                                aKey()),
                "id");
    }

    private List<Example> benefits() {
        return List.of(
                get("/suppliers"),
                post("/suppliers").of(world::aPhone).with(name -> Map.of("name", "视频站" + name)),
                get("/suppliers/{id}").of(this::aSupplier),
                put("/suppliers/{id}").of(this::aSupplier).with(id -> Map.of("name", id)),
                get("/suppliers/{id}/statement").of(this::aSupplier),
                get("/suppliers/{id}/statement-benefits").of(this::aSupplier),
                get("/suppliers/{id}/statement.csv").of(this::aSupplier),
                get("/benefits"),
                post("/benefits").with((Caller _, String _) -> benefit(aSupplier())),
                get("/benefits/{id}").of(this::aBenefit),
                put("/benefits/{id}/terms").of(this::aBenefit).with(Map.of("base", 1, "terms", benefitTerms())),
                get("/benefits/{id}/alarms").of(this::aBenefit),
                get("/benefits/{id}/batches").of(this::aBenefit),
                post("/benefits/{id}/batches")
                        .of(this::aBenefit)
                        .with((Caller _, String _) -> new Visitor.Csv(aCode())),
                get("/benefit-batches/{id}").of(() -> aBatchOfCodes(aBenefit())),
                get("/benefit-batches/{id}/problems").of(() -> aBatchOfCodes(aBenefit())),
                get("/benefits/{id}/codes").of(this::aBenefit),
                get("/benefits/{id}/grants").of(this::aBenefit),
                post("/benefits/{id}/grants")
                        .of(this::aBenefit)
                        .with(Map.of("recipients", List.of(first.customer().phone()))),
                get("/benefit-grants/{id}").of(this::aBenefitGrant),
                get("/benefit-grants/{id}/problems").of(this::aBenefitGrant),
                get("/stock-alarms"),
                get("/claimable-benefits"),
                post("/benefit-claims").with((_, _) -> Map.of("benefitId", aBenefitInStock())),
                get("/benefit-codes").listing(this::aBenefitCode),
                get("/benefit-codes/{id}").of(this::aBenefitCode),
                get("/benefit-codes/{id}/code").of(this::aBenefitCode));
    }

    private String aSupplier() {
        return idOf(operator.browser().post("/suppliers", Map.of("name", "咖啡" + world.aPhone())), "id");
    }

    private static Map<String, Object> benefitTerms() {
        return Map.of(
                "name",
                "视频会员月卡",
                "howToRedeem",
                "在 App 里兑换",
                "claimFrom",
                "2026-01-01T00:00:00+08:00",
                "claimUntil",
                "2035-01-01T00:00:00+08:00",
                "perCustomer",
                1,
                "lowStock",
                0,
                "listed",
                true,
                "paused",
                false);
    }

    private static Map<String, Object> benefit(String supplier) {
        return Map.of("supplierId", supplier, "worth", cny(2_500), "cost", cny(1_200), "terms", benefitTerms());
    }

    private String aBenefit() {
        return idOf(operator.browser().post("/benefits", benefit(aSupplier()), aKey()), "id");
    }

    private String aCode() {
        return "VIP-" + world.aPhone();
    }

    private String aBatchOfCodes(String benefit) {
        return idOf(
                operator.browser().post("/benefits/" + benefit + "/batches", new Visitor.Csv(aCode()), aKey()), "id");
    }

    private String aBenefitInStock() {
        String benefit = aBenefit();
        aBatchOfCodes(benefit);
        return benefit;
    }

    private String aBenefitCode() {
        return idOf(
                first.customer().browser().post("/benefit-claims", Map.of("benefitId", aBenefitInStock()), aKey()),
                "id");
    }

    private String aBenefitGrant() {
        return idOf(
                operator.browser()
                        .post(
                                "/benefits/" + aBenefit() + "/grants",
                                Map.of("recipients", List.of(first.customer().phone())),
                                aKey()),
                "id");
    }

    private List<Example> campaigns() {
        Map<String, Object> why = Map.of("reason", "预算用得太快");
        Map<String, Object> first = Map.of("version", 1);
        return List.of(
                get("/campaigns"),
                post("/campaigns").with(Map.of("plan", plan())),
                get("/campaigns/{id}").of(this::aCampaign),
                post("/campaigns/{id}/versions")
                        .of(this::aCampaign)
                        .with(Map.of("base", 1, "plan", plan(), "why", "换个名字")),
                get("/campaigns/{id}/versions").of(this::aCampaign),
                get("/campaigns/{id}/diff").of(this::aCampaign),
                get("/campaigns/{id}/conflicts").of(this::aCampaign),
                get("/campaigns/{id}/timeline").of(this::aCampaign),
                get("/campaigns/{id}/results").of(this::anOpenCampaign),
                post("/campaigns/{id}/review").of(this::aCampaign).with(first),
                post("/campaigns/{id}/approval").of(this::aCampaignInReview).with(first),
                post("/campaigns/{id}/rejection")
                        .of(this::aCampaignInReview)
                        .with(Map.of("version", 1, "reason", "门槛太低")),
                post("/campaigns/{id}/pause").of(this::anOpenCampaign).with(why),
                post("/campaigns/{id}/resume").of(this::anOpenCampaign).with(why),
                post("/campaigns/{id}/end").of(this::anOpenCampaign).with(why),
                post("/campaigns/{id}/copies").of(this::aCampaign).with(why),
                post("/campaigns/{id}/archive").of(this::aCampaign).with(why),
                get("/audiences"),
                post("/audiences").with(Map.of("name", "老顾客")),
                get("/audiences/{id}").of(this::anAudience),
                put("/audiences/{id}").of(this::anAudience).with(Map.of("name", "老顾客", "archived", true)),
                get("/audiences/{id}/members").of(this::anAudience),
                get("/audiences/{id}/members.csv").of(this::anAudience),
                get("/audiences/{id}/uploads").of(this::anAudience),
                post("/audiences/{id}/uploads").of(this::anAudience).with(Map.of("rows", List.of("nobody"))),
                get("/audience-uploads/{id}/problems").of(this::anAudienceUpload),
                get("/brands"),
                post("/brands").of(world::aPhone).with(name -> Map.of("name", "茶饮" + name)),
                put("/brands/{id}").of(world::aBrand).with(id -> Map.of("name", id)),
                get("/merchant-offer-limits"),
                put("/merchant-offer-limits").of(this::generousLimits).shared().with(limits -> ownLimits()),
                get("/own-offers").listing(this::anOwnOffer),
                get("/own-offers/room"),
                post("/own-offers").of(this::generousLimits).shared().with(limits -> offer()),
                get("/own-offers/{id}").of(this::anOwnOffer),
                get("/own-offers/{id}/results").of(this::anOwnOffer),
                post("/own-offers/{id}/versions")
                        .of(this::anOwnOffer)
                        .with(Map.of("total", cny(2_000), "endsAt", "2034-12-31T16:00:00Z")),
                post("/own-offers/{id}/pause").of(this::anOwnOffer).with(Map.of()),
                post("/own-offers/{id}/resume").of(this::anOwnOffer).with(Map.of()),
                post("/own-offers/{id}/end").of(this::anOwnOffer).with(Map.of()),
                get("/joint-campaigns").listing(this::aJointCampaign),
                get("/joint-campaigns.csv").listing(this::aJointCampaign),
                get("/joint-campaigns/{id}").of(this::aJointCampaign),
                post("/joint-campaigns/{id}/acceptance")
                        .of(this::aJointCampaign)
                        .with(first),
                post("/joint-campaigns/{id}/refusal")
                        .of(this::aJointCampaign)
                        .with(Map.of("version", 1, "reason", "份额太高")),
                get("/live-campaigns"),
                get("/live-campaigns/{id}").of(this::anOpenCampaign).shared());
    }

    private List<Example> backtests() {
        return List.of(
                get("/backtests"),
                post("/backtests")
                        .with((Caller _, String _) ->
                                Map.of("drafts", List.of(Map.of("campaignId", aCampaign(), "version", 1)), "days", 7)),
                get("/backtests/{id}").of(this::aBacktest),
                post("/backtests/{id}/stop").of(this::aBacktest),
                get("/backtests/{id}/table.csv").of(this::aDoneBacktest).asking("?table=days"));
    }

    private List<Example> books() {
        AccountKey wallet = Accounts.wallet(first.customer().id(), CNY);
        return List.of(
                get("/books/accounts"),
                get("/books/accounts/balance").asking("?code=" + wallet.code()),
                get("/books/accounts/balance-at").asking("?code=" + wallet.code() + "&at=2026-01-01T00:00:00Z"),
                get("/books/accounts/statement").asking("?code=" + wallet.code()),
                get("/books/chart"),
                get("/books/closing"),
                post("/books/closing")
                        .with((Caller _, String _) ->
                                Map.of("until", laterToClose().toString())),
                get("/books/entries"),
                get("/books/entries.csv").asking("?kind=none"),
                get("/books/entries/{id}").of(this::anEntry),
                post("/books/entries")
                        .asking("?onRefusal=goOn")
                        .with((Caller _, String _) -> new Visitor.Lines(List.of(Map.of(
                                "post",
                                Map.of(
                                        "legs",
                                        List.of(Map.of(
                                                "from", "house/asset/cash/CNY",
                                                "to", "house/equity/capital/CNY",
                                                "amount", 100))))))),
                get("/books/trial-balance"),
                get("/subscribers"),
                post("/subscribers/{name}/streams/{stream}/rerun")
                        .of(this::aParkedStream)
                        .with(Map.of()));
    }

    /** An instant long past, later than any that this gave before: the books are closed further each time. */
    public static Instant laterToClose() {
        return Instant.parse("2001-01-01T00:00:00Z").plus(System.nanoTime() / 1_000, ChronoUnit.MICROS);
    }

    /** An id of the same kind that nothing has. */
    static String madeUp(String id) {
        return id.substring(0, id.indexOf('_') + 1) + NOBODY;
    }

    // ---- who calls -------------------------------------------------------------------------------------------------

    private Cast cast() {
        World.Someone customer = shops.aCustomerWith(10_000_000);
        customer.browser()
                .put("/me/small-payment-limit", Map.of("limit", cny(20_000), "pin", World.PIN))
                .expect(204);
        Shops.Shop shop = shops.aShop();
        shops.fund(Accounts.merchant(shop.id(), CNY), 1_000);
        String phone = world.aPhone();
        shop.till().post("/cashiers", Map.of("phone", phone, "name", "小李")).expect(201);
        String brand = world.aBrand();
        return new Cast(
                Caller.of(Who.CUSTOMER, customer),
                shop,
                Caller.of(Who.MERCHANT_OWNER, shop.owner()),
                Caller.of(Who.CASHIER, world.signedUp("merchant", phone)),
                brand,
                Caller.of(Who.BRAND_PARTNER, world.aBrandPartner(brand)));
    }

    Caller aStranger() {
        return new Caller(Who.STRANGER, "", "", world.aVisitor("wallet"));
    }

    Caller aNewcomer() {
        return Caller.of(Who.NEWCOMER, world.signedUp("merchant", world.aPhone()));
    }

    private Caller halfWayIn() {
        World.Staff staff = world.anOperator();
        world.clock().advance(Totp.STEP);
        Visitor browser = world.aVisitor("console");
        browser.post("/staff-sessions", firstFactor(staff.email())).expect(200);
        return new Caller(Who.OPERATOR, staff.id(), staff.totpSecret(), browser);
    }

    // ---- what exists -----------------------------------------------------------------------------------------------

    private String aView(Caller caller) {
        return caller.browser()
                .post("/saved-views", Map.of("list", "sends", "name", world.aPhone(), "filters", Map.of()))
                .expect(201)
                .json()
                .path("id")
                .asString();
    }

    private String sessionOf(Caller caller) {
        return caller.browser()
                .get("/sessions")
                .expect(200)
                .json()
                .at("/items/0/id")
                .asString();
    }

    private String aDemoPerson() {
        String id = world.aNewCustomer().id();
        jdbc.sql("insert into demo.person (app, id, name, role, note_zh, note_en, place) values ('wallet', :id, '', '',"
                        + " '', '', 0)")
                .param("id", id)
                .update();
        return id;
    }

    private String aPhoneWithACode() {
        String phone = world.aPhone();
        world.aVisitor("wallet")
                .post("/codes", Map.of("app", "wallet", "phone", phone))
                .expect(202);
        return phone;
    }

    private String anEmail() {
        return world.aPhone() + "@example.com";
    }

    private String anInvitation() {
        String url = idOf(administrator.browser().post("/staff", invitationTo(anEmail())), "invitationUrl");
        return url.substring(url.lastIndexOf('/') + 1);
    }

    private static Object invitationTo(String email) {
        return Map.of("email", email, "name", "李工", "role", "OPERATOR");
    }

    private Object acceptance(String token) {
        JsonNode invitation = world.aVisitor("console")
                .get("/staff-invitations/" + token)
                .expect(200)
                .json();
        return Map.of(
                "email",
                invitation.path("email").asString(),
                "name",
                "李工",
                "password",
                World.STAFF_PASSWORD,
                "totpCode",
                world.totp(invitation.path("totpSecret").asString()));
    }

    private static Object firstFactor(String email) {
        return Map.of("email", email, "password", World.STAFF_PASSWORD);
    }

    private static Object card(String number) {
        return Map.of("number", number, "holder", "张三", "expiry", "12/39");
    }

    private String aCard() {
        // A wallet holds few cards, and the last one made is as good as any.
        first.customer()
                .browser()
                .get("/cards")
                .json()
                .path("items")
                .forEach(card -> first.customer()
                        .browser()
                        .delete("/cards/" + card.path("id").asString()));
        return idOf(first.customer().browser().post("/cards", card(CardNumbers.good())), "id");
    }

    private static Map<String, Object> autoTopUp(String card) {
        return Map.of("cardId", card, "below", cny(100), "amount", cny(100), "perDay", cny(100), "pin", World.PIN);
    }

    private String anAutoTopUp() {
        String card = aCard();
        first.customer().browser().put("/auto-top-up", autoTopUp(card)).expect(200);
        return card;
    }

    private String aTopUp() {
        return idOf(
                first.customer().browser().post("/top-ups", Map.of("cardId", aCard(), "amount", cny(100)), aKey()),
                "id");
    }

    private String aWithdrawal() {
        Map<String, Object> body = Map.of("cardId", aCard(), "amount", cny(100), "pin", World.PIN);
        return idOf(first.customer().browser().post("/withdrawals", body, aKey()), "id");
    }

    /** Between the first customer and somebody who is not in the cast. */
    private String aSend() {
        Map<String, Object> body = Map.of("recipientId", world.aCustomer().id(), "amount", cny(1), "pin", World.PIN);
        return idOf(first.customer().browser().post("/sends", body, aKey()), "id");
    }

    /** Made by the first customer, to somebody who is not in the cast. */
    private String aRequestOfMine() {
        return idOf(
                first.customer()
                        .browser()
                        .post(
                                "/money-requests",
                                Map.of("payerId", world.aCustomer().id(), "amount", cny(1)),
                                aKey()),
                "id");
    }

    private String aRequestToMe() {
        Map<String, Object> body = Map.of("payerId", first.customer().id(), "amount", cny(1));
        return idOf(world.aCustomer().browser().post("/money-requests", body, aKey()), "id");
    }

    private String aNotice() {
        String person = first.customer().id();
        Notice.Kind received = Notice.Kind.COUPON_RECEIVED;
        inbox.tell(List.of(new Notice(person, received, TypeIds.next("cpn"), Map.of("name", "满百减廿"), aKey())));
        return first.customer()
                .browser()
                .get("/notices")
                .expect(200)
                .json()
                .at("/items/0/id")
                .asString();
    }

    private static Map<String, Object> split(String payer) {
        return Map.of("total", cny(100), "people", List.of(Map.of("payerId", payer)));
    }

    private String aSplit() {
        return idOf(
                first.customer()
                        .browser()
                        .post("/bill-splits", split(world.aCustomer().id()), aKey()),
                "id");
    }

    private String aSendWithPicture() {
        Map<String, Object> body = Map.of(
                "recipientId",
                world.aCustomer().id(),
                "amount",
                cny(1),
                "pictureId",
                idOf(first.customer().browser().post("/send-pictures", Map.of("data", PICTURE)), "id"),
                "pin",
                World.PIN);
        return idOf(first.customer().browser().post("/sends", body, aKey()), "id");
    }

    private String aBill() {
        return billOf(aPayment());
    }

    private String billOf(String reference) {
        Instant until = Instant.now().plus(Duration.ofSeconds(20));
        while (Instant.now().isBefore(until)) {
            for (JsonNode bill :
                    first.customer().browser().get("/bills?limit=5").json().path("items")) {
                if (bill.path("referenceId").asString().equals(reference)) {
                    return bill.path("id").asString();
                }
            }
        }
        throw new AssertionError("The bill did not come");
    }

    private String aPaidMerchant() {
        aBill();
        return first.shop().id();
    }

    private String aLimit() {
        return operator.browser().get("/limits").json().at("/items/0").toString();
    }

    private Object bankTransfer() {
        return Map.of(
                "direction",
                "in",
                "customerPhone",
                first.customer().phone(),
                "amount",
                cny(100),
                "reference",
                "银行回单 " + aKey());
    }

    private String aBankTransfer() {
        return idOf(world.anOperator().browser().post("/bank-transfers", bankTransfer(), aKey()), "id");
    }

    private String aSettlement() {
        aPayment();
        return idOf(shops.settle(first.shop(), operator.browser()), "settlementId");
    }

    private String aHeldShop() {
        String shop = shops.aShop().id();
        operator.browser()
                .put("/merchants/" + shop + "/payout-hold", Map.of("reason", "发票待核"))
                .expect(200);
        return shop;
    }

    private String aFeePlan() {
        return idOf(administrator.browser().post("/fee-plans", feePlan()), "id");
    }

    private static Object feePlan() {
        return Map.of("nameZh", "试用", "nameEn", "Trial", "ratePpm", 1_000, "freePerMonth", cny(0), "advance", cny(0));
    }

    /** Another each time: a day has one plan. Long after whatever the tests pay. */
    private String aDayToCome() {
        return LocalDate.ofInstant(world.clock().instant(), ZoneOffset.UTC)
                .plusDays(1_000 + daysTaken.incrementAndGet())
                .toString();
    }

    private static Object merchant() {
        return Map.of(
                "name", "老张茶馆",
                "category", "restaurant",
                "city", "成都",
                "licenceNumber", "91310000MA1K00000X",
                "contactName", "张三");
    }

    private String anApplication() {
        Visitor newcomer = aNewcomer().browser();
        String id = idOf(newcomer.post("/merchants", merchant()), "id");
        ShownDocuments.allRequired(newcomer, operator.browser(), id);
        return id;
    }

    private static Object document() {
        return Map.of("kind", "shop_front", "data", PICTURE);
    }

    /** The one that waits, or another: few are brought in a day. What is accepted is not brought again, so the examples refuse. */
    private String aDocument() {
        for (JsonNode each : first.owner()
                .browser()
                .get("/merchants/mine/documents")
                .expect(200)
                .json()
                .path("items")) {
            if (each.path("state").asString().equals("received")) {
                return each.path("id").asString();
            }
        }
        return idOf(first.owner().browser().post("/merchants/mine/documents", document()), "id");
    }

    private String aCashier() {
        return idOf(first.owner().browser().post("/cashiers", Map.of("phone", world.aPhone(), "name", "小赵")), "id");
    }

    private String aStore() {
        return idOf(
                first.owner().browser().post("/stores", Map.of("name", "分店 " + world.aPhone(), "address", "天府大道 1 号")),
                "id");
    }

    private String aShift() {
        endShift(first.owner());
        return idOf(first.owner().browser().post("/shifts", Map.of("cash", cny(0))), "id");
    }

    /** Nobody works two shifts at once. */
    private static void endShift(Caller caller) {
        String open = caller.browser()
                .get("/shifts/current")
                .json()
                .path("shift")
                .path("id")
                .asString("");
        if (!open.isEmpty()) {
            caller.browser()
                    .post("/shifts/" + open + "/closing", Map.of("counted", cny(0), "left", cny(0), "note", "换班"))
                    .expect(200);
        }
    }

    private Object signingOfADay(Caller caller, String any) {
        String day = "2026-01-05";
        String version = first.owner()
                .browser()
                .get("/day-close?day=" + day)
                .expect(200)
                .json()
                .path("version")
                .asString();
        return Map.of("day", day, "version", version);
    }

    private String aTenderedOrder() {
        String order = anOrder();
        first.owner()
                .browser()
                .post("/orders/" + order + "/tender", Map.of("kind", "cash"))
                .expect(200);
        return order;
    }

    private String anOrder() {
        return shops.order(first.shop(), 100).path("id").asString();
    }

    private String aQuote() {
        return idOf(first.customer().browser().post("/quotes", Map.of("orderId", anOrder())), "id");
    }

    private String aPayment() {
        Map<String, Object> body = Map.of("quoteId", aQuote());
        return idOf(first.customer().browser().post("/payments", body, aKey()), "id");
    }

    private String payCode(String field) {
        return idOf(first.customer().browser().post("/pay-codes", Map.of()), field);
    }

    /** Shown at a till for more than goes without the PIN. */
    private String anAskedPayCode() {
        JsonNode code = first.customer()
                .browser()
                .post("/pay-codes", Map.of())
                .expect(201)
                .json();
        String order = shops.order(first.shop(), 30_000).path("id").asString();
        first.shop()
                .till()
                .post(
                        "/orders/" + order + "/pay-code",
                        Map.of("payCode", code.path("code").asString()),
                        aKey())
                .expect(200);
        return code.path("id").asString();
    }

    private Map<String, Object> offer() {
        return Map.of(
                "name",
                "满50减8",
                "currency",
                "CNY",
                "benefit",
                Map.of("kind", "spend_and_save", "steps", List.of(Map.of("thresholdMinor", 5_000, "offMinor", 800))),
                "merchantIds",
                List.of(first.shop().id()),
                "startsAt",
                "2026-01-01T00:00:00+08:00",
                "endsAt",
                "2035-01-01T00:00:00+08:00",
                "budget",
                Map.of("total", cny(1_000)),
                "sponsors",
                List.of(Map.of("sponsorId", "platform:routes", "name", "通宝", "percent", 100)));
    }

    private Map<String, Object> plan() {
        return Map.of(
                "name", "满减",
                "offers", List.of(offer()),
                "placements", List.of("link", "qr"),
                "rules", Map.of("zh", "先到先得。", "en", "While it lasts."));
    }

    private String aCampaign() {
        return idOf(writer.browser().post("/campaigns", Map.of("plan", plan())), "id");
    }

    /** That the first merchant and the first brand are asked to bear. */
    private Map<String, Object> ownLimits() {
        return Map.of(
                "offer",
                cny(10_000),
                "sum",
                cny(10_000_000),
                "payment",
                cny(5_000),
                "offers",
                1_000,
                "days",
                3_660,
                "coupons",
                true,
                "reason",
                "routes");
    }

    private String generousLimits() {
        operator.browser().put("/merchant-offer-limits", ownLimits()).expect(200);
        return "all";
    }

    private String anOwnOffer() {
        generousLimits();
        return idOf(first.owner().browser().post("/own-offers", offer(), aKey()), "id");
    }

    private String aJointCampaign() {
        Map<String, Object> offer = new HashMap<>(offer());
        offer.put(
                "sponsors",
                List.of(
                        Map.of("sponsorId", "merchant:" + first.shop().id(), "name", "面馆", "percent", 40),
                        Map.of("sponsorId", "brand:" + first.brand(), "name", "茶饮", "percent", 60)));
        Map<String, Object> plan = new HashMap<>(plan());
        plan.put("offers", List.of(offer));
        String id = idOf(writer.browser().post("/campaigns", Map.of("plan", plan)), "id");
        writer.browser()
                .post("/campaigns/" + id + "/review", Map.of("version", 1))
                .expect(200);
        return id;
    }

    private String aBacktest() {
        return idOf(
                operator.browser()
                        .post(
                                "/backtests",
                                Map.of("drafts", List.of(Map.of("campaignId", aCampaign(), "version", 1)), "days", 1),
                                aKey()),
                "id");
    }

    private String aDoneBacktest() {
        String id = aBacktest();
        await(() -> operator.browser()
                .get("/backtests/" + id)
                .expect(200)
                .json()
                .at("/backtest/state")
                .asString()
                .equals("done"));
        return id;
    }

    private String aCampaignInReview() {
        String id = aCampaign();
        writer.browser()
                .post("/campaigns/" + id + "/review", Map.of("version", 1))
                .expect(200);
        return id;
    }

    private String anOpenCampaign() {
        String id = aCampaignInReview();
        operator.browser()
                .post("/campaigns/" + id + "/approval", Map.of("version", 1))
                .expect(200);
        return id;
    }

    private String anOffer() {
        return idOf(operator.browser().post("/offers", offer(), aKey()), "id");
    }

    private String anAudience() {
        return idOf(operator.browser().post("/audiences", Map.of("name", "老顾客")), "id");
    }

    private String anAudienceUpload() {
        return idOf(
                operator.browser()
                        .post("/audiences/" + anAudience() + "/uploads", Map.of("rows", List.of("nobody")), aKey()),
                "id");
    }

    private String aSponsor() {
        return operator.browser()
                .get("/offers/" + anOffer())
                .expect(200)
                .json()
                .at("/sponsors/0/sponsorId")
                .asString();
    }

    private String aPausedOffer() {
        String id = anOffer();
        operator.browser().post("/offers/" + id + "/pause", Map.of()).expect(200);
        return id;
    }

    private String anEntry() {
        return idOf(first.customer().browser().get("/payments/" + aPayment()), "entryId");
    }

    private String aParkedStream() {
        String stream = TypeIds.next("cus");
        stumbling.stumbleOn(stream);
        Instant until = Instant.now().plus(Duration.ofSeconds(20));
        while (!operator.browser().get("/subscribers").text().contains(stream)) {
            if (Instant.now().isAfter(until)) {
                throw new AssertionError("The stream was not parked");
            }
        }
        stumbling.goOnWith(stream);
        return StumblingSubscriber.NAME + " " + stream;
    }

    private static String idOf(Visitor.Answer answer, String field) {
        if (answer.status() >= 300) {
            throw new AssertionError("What a route needs could not be made: " + answer.status() + " " + answer.text());
        }
        return answer.json().path(field).asString();
    }

    private static Example get(String path) {
        return route("GET", path);
    }

    private static Example post(String path) {
        return route("POST", path);
    }

    private static Example put(String path) {
        return route("PUT", path);
    }

    private static Example delete(String path) {
        return route("DELETE", path);
    }

    private static Example route(String method, String path) {
        return new Example(
                method, path, "", _ -> "", Optional.empty(), Example.Reach.SHARED, "404 not-found", List.of());
    }
}
