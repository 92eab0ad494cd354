package io.tongbao.kill;

import io.tongbao.Visitor;
import io.tongbao.identity.Totp;
import io.tongbao.merchants.ShownDocuments;
import io.tongbao.wallets.CardNumbers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** One merchant and some customers with money and a card each, made through the API; their sessions outlive the server. */
final class Town {
    private static final String PIN = "274915";
    /** One does as it is told; one carries out and does not answer; one calls back twice and too early. */
    private static final List<String> CARDS = List.of("8888", "0028", "0044");

    private final int port;
    private final Visitor till;
    private final String qr;
    private final List<Customer> customers = new ArrayList<>();
    private final Visitor administrator;

    record Customer(Visitor browser, String card) {}

    Town(int port, String invitation, int customers) throws InterruptedException {
        this.port = port;
        this.till = signedUp("merchant", "13900000000");
        JsonNode shop = till.post(
                        "/merchants",
                        Map.of(
                                "name", "老王面馆",
                                "category", "restaurant",
                                "city", "上海",
                                "licenceNumber", "91310000MA1K00000X",
                                "contactName", "王小明"))
                .expect(201)
                .json();
        this.qr = shop.path("qr").asString();
        this.administrator = administrator(invitation);
        ShownDocuments.allRequired(till, administrator, shop.path("id").asString());
        administrator
                .post("/merchants/" + shop.path("id").asString() + "/approval", Map.of("decision", "approve"))
                .expect(200);
        for (int i = 0; i < customers; i++) {
            this.customers.add(customer("1390000001" + i, CARDS.get(i % CARDS.size())));
        }
        for (int i = 0; i < customers; i++) {
            while (balance(i) == 0) {
                Thread.sleep(20);
            }
        }
    }

    private Visitor signedUp(String app, String phone) {
        Visitor browser = new Visitor(port, app);
        browser.post("/codes", Map.of("app", app, "phone", phone)).expect(202);
        String mail = browser.get("/demo/mailbox?to=" + phone)
                .json()
                .at("/items/0/text")
                .asString();
        Matcher code = Pattern.compile("\\b\\d{6}\\b").matcher(mail);
        if (!code.find()) {
            throw new AssertionError("No code in " + mail);
        }
        browser.post("/sessions", Map.of("app", app, "phone", phone, "code", code.group()))
                .expect(201);
        return browser;
    }

    private Visitor administrator(String invitation) {
        Visitor browser = new Visitor(port, "console");
        return accepted(browser, invitation, "first@example.com");
    }

    private static Visitor accepted(Visitor browser, String invitation, String email) {
        String secret = browser.get("/staff-invitations/" + invitation)
                .expect(200)
                .json()
                .path("totpSecret")
                .asString();
        browser.post(
                        "/staff-invitations/" + invitation,
                        Map.of(
                                "email",
                                email,
                                "name",
                                "王工",
                                "password",
                                "four ducks crossing slowly",
                                "totpCode",
                                Totp.codeAt(secret, Instant.now())))
                .expect(201);
        return browser;
    }

    private Customer customer(String phone, String card) {
        Visitor browser = signedUp("wallet", phone);
        browser.put("/me/pin", Map.of("pin", PIN)).expect(204);
        browser.put("/me/small-payment-limit", Map.of("limit", cny(20_000), "pin", PIN))
                .expect(204);
        String good = link(browser, CardNumbers.good());
        browser.post("/top-ups", Map.of("cardId", good, "amount", cny(1_000_000)), "first-" + phone)
                .expect(201);
        return new Customer(browser, link(browser, CardNumbers.endingIn(card)));
    }

    private static String link(Visitor browser, String number) {
        return browser.post("/cards", Map.of("number", number, "holder", "张三", "expiry", "12/39"))
                .expect(201)
                .json()
                .path("id")
                .asString();
    }

    private Visitor operator() {
        String url = administrator
                .post("/staff", Map.of("email", "operator@example.com", "name", "王工", "role", "OPERATOR"))
                .expect(201)
                .json()
                .path("invitationUrl")
                .asString();
        return accepted(new Visitor(port, "console"), url.substring(url.lastIndexOf('/') + 1), "operator@example.com");
    }

    /** A benefit with these codes to be claimed, any number for each customer; its id. */
    String openBenefit(List<String> codes) {
        Visitor operator = operator();
        String supplier = operator.post("/suppliers", Map.of("name", "视频站"))
                .expect(201)
                .json()
                .path("id")
                .asString();
        String id = operator.post(
                        "/benefits",
                        Map.of(
                                "supplierId",
                                supplier,
                                "worth",
                                cny(2_500),
                                "cost",
                                cny(1_200),
                                "terms",
                                Map.of(
                                        "name",
                                        "十点抢会员",
                                        "howToRedeem",
                                        "在 App 里兑换",
                                        "claimFrom",
                                        "2026-01-01T00:00:00+08:00",
                                        "claimUntil",
                                        "2035-01-01T00:00:00+08:00",
                                        "perCustomer",
                                        codes.size(),
                                        "lowStock",
                                        0,
                                        "listed",
                                        true,
                                        "paused",
                                        false)),
                        "benefit")
                .expect(201)
                .json()
                .path("id")
                .asString();
        operator.post("/benefits/" + id + "/batches", new Visitor.Csv(String.join("\n", codes)), "codes")
                .expect(201);
        return id;
    }

    /** Coupons to be claimed, so many of them, any number for each customer; the offer's id. */
    String openCoupons(int stock) {
        Visitor operator = operator();
        administrator
                .put(
                        "/offer-limits",
                        Map.of("kind", "alone", "currency", "CNY", "amount", cny(1_000_000), "reason", "抢券"))
                .expect(200);
        return operator.post(
                        "/offers",
                        Map.of(
                                "name",
                                "十点抢券",
                                "currency",
                                "CNY",
                                "benefit",
                                Map.of("kind", "amount_off", "offMinor", 100),
                                "startsAt",
                                "2026-01-01T00:00:00+08:00",
                                "endsAt",
                                "2035-01-01T00:00:00+08:00",
                                "budget",
                                Map.of("total", cny(1_000_000)),
                                "sponsors",
                                List.of(Map.of("sponsorId", "platform", "name", "通宝", "percent", "100")),
                                "coupon",
                                Map.of("stock", stock, "perCustomer", stock)),
                        "coupons")
                .expect(201)
                .json()
                .path("id")
                .asString();
    }

    /** Every coupon that the customer has. */
    Set<String> coupons(int customer) {
        return ids(customer, "/coupons?state=open&limit=100");
    }

    /** Every benefit that the customer has. */
    Set<String> benefits(int customer) {
        return ids(customer, "/benefit-codes?limit=100");
    }

    private Set<String> ids(int customer, String list) {
        Set<String> ids = new HashSet<>();
        String cursor = "";
        do {
            JsonNode page = customers
                    .get(customer)
                    .browser()
                    .get(list + cursor)
                    .expect(200)
                    .json();
            page.path("items").forEach(item -> ids.add(item.path("id").asString()));
            cursor = page.path("next").isNull()
                    ? ""
                    : "&cursor=" + page.path("next").asString();
        } while (!cursor.isEmpty());
        return ids;
    }

    /** The code of each benefit that the customer has. */
    List<String> codes(int customer) {
        return benefits(customer).stream()
                .map(id -> customers
                        .get(customer)
                        .browser()
                        .get("/benefit-codes/" + id + "/code")
                        .expect(200)
                        .json()
                        .path("code")
                        .asString())
                .toList();
    }

    /** How many of the benefit's codes nobody has. */
    long benefitsLeft(String benefitId) {
        for (JsonNode benefit : customers
                .getFirst()
                .browser()
                .get("/claimable-benefits?limit=100")
                .expect(200)
                .json()
                .path("items")) {
            if (benefit.path("id").asString().equals(benefitId)) {
                return benefit.path("left").asLong();
            }
        }
        throw new AssertionError("The benefit is not to be claimed");
    }

    /** How many of the coupons nobody has. */
    long couponsLeft(String offerId) {
        for (JsonNode coupon : customers
                .getFirst()
                .browser()
                .get("/claimable-coupons?limit=100")
                .expect(200)
                .json()
                .path("items")) {
            if (coupon.at("/offer/id").asString().equals(offerId)) {
                return coupon.path("left").asLong();
            }
        }
        throw new AssertionError("The coupons are not to be claimed");
    }

    static Map<String, Object> cny(long minor) {
        return Map.of("value", minor, "currency", "CNY");
    }

    String qr() {
        return qr;
    }

    int size() {
        return customers.size();
    }

    Customer customer(int number) {
        return customers.get(number);
    }

    /** After the server was killed: everybody on new connections, still signed in. */
    void reconnect() {
        customers.replaceAll(customer -> new Customer(customer.browser().reconnected(), customer.card()));
    }

    long balance(int customer) {
        return customers
                .get(customer)
                .browser()
                .get("/balances")
                .expect(200)
                .json()
                .at("/items/0/posted/value")
                .asLong();
    }

    /** The state of each top-up of the customer that it names. */
    String topUpState(int customer, String id) {
        return customers
                .get(customer)
                .browser()
                .get("/top-ups/" + id)
                .expect(200)
                .json()
                .path("state")
                .asString();
    }

    /** Every payment that the merchant was paid, with what of it came from balances. */
    Taken taken() {
        Visitor fresh = till.reconnected();
        Set<String> ids = new HashSet<>();
        long fromBalances = 0;
        String cursor = "";
        do {
            JsonNode page =
                    fresh.get("/payments?limit=100" + cursor).expect(200).json();
            for (JsonNode payment : page.path("items")) {
                if (!ids.add(payment.path("id").asString())) {
                    throw new AssertionError("A payment is listed twice: " + payment);
                }
                fromBalances += payment.at("/funding/balance/value").asLong();
            }
            cursor = page.path("next").isNull()
                    ? ""
                    : "&cursor=" + page.path("next").asString();
        } while (!cursor.isEmpty());
        return new Taken(ids, fromBalances);
    }

    record Taken(Set<String> payments, long fromBalances) {}
}
