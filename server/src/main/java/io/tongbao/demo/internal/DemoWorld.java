package io.tongbao.demo.internal;

import io.tongbao.identity.FirstAdministrator;
import io.tongbao.identity.Totp;
import io.tongbao.imports.HistoryReplay;
import io.tongbao.merchants.MerchantProfile;
import io.tongbao.merchants.Merchants;
import io.tongbao.platform.OwnAddress;
import io.tongbao.platform.StartUp;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Fills the demo through the public API, one step after the other; a step that is done is not done again, and a step that was broken off finds what it
 * has made already. Staff, merchants, customers, offers, first payments; then a real shop, whose history comes in behind.
 */
@Component
@ConditionalOnProperty(name = "tongbao.mode", havingValue = "demo")
class DemoWorld {
    private static final String REAL_HISTORY = "the real shop's history";
    private static final Pattern CODE = Pattern.compile("\\b(\\d{6})\\b");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long STREET_TOP_UP_MINOR = 50_000;
    private static final long ALONE_MINOR = 100_000_000;

    private final DemoStore store;
    private final FirstAdministrator firstAdministrator;
    private final Merchants merchants;
    private final HistoryReplay replay;
    private final StartUp startUp;
    private final Path realHistory;
    private final JsonMapper json;
    private final Clock clock;

    DemoWorld(
            DemoStore store,
            FirstAdministrator firstAdministrator,
            Merchants merchants,
            HistoryReplay replay,
            StartUp startUp,
            @Value("${tongbao.demo.real-history}") Path realHistory,
            JsonMapper json,
            Clock clock) {
        this.store = store;
        this.firstAdministrator = firstAdministrator;
        this.merchants = merchants;
        this.replay = replay;
        this.startUp = startUp;
        this.realHistory = realHistory;
        this.json = json;
        this.clock = clock;
    }

    /** Brings the world to the state in which people can play in it. */
    void fill(OwnAddress server) {
        step("staff", () -> makeStaff(server));
        // Lists begin with the newest: the street's own shops come after it.
        step("a real shop", () -> makeMerchant(server, DemoCast.REAL_SHOP, 2 * DemoCast.SHOPS.size() + 1));
        step("merchants", () -> makeMerchants(server));
        step("customers", () -> makeCustomers(server));
        step("limits", () -> {
            limitOffers(server);
            limitMerchants(server);
        });
        step("offers", () -> makeOffers(server));
        step("a campaign", () -> planCampaign(server));
        step("first payments", () -> makeFirstPayments(server));
    }

    private void step(String name, Runnable work) {
        if (!store.isDone(name)) {
            startUp.step("Demo world: " + name, work);
            store.done(name);
        }
    }

    boolean hasRealHistory() {
        return store.isDone(REAL_HISTORY);
    }

    /**
     * The real shop's first invoices, through the same import as {@code ./tongbao replay}, moved so that they end yesterday.
     * Stopped half-way, it goes on at the next start.
     */
    HistoryReplay.Figures bringInRealHistory(HistoryReplay.Progress progress) {
        MerchantProfile shop = merchants
                .findByName(DemoCast.REAL_SHOP.name())
                .orElseThrow(() -> new IllegalStateException("No merchant " + DemoCast.REAL_SHOP.name()));
        HistoryReplay.Figures figures = replay.replay(
                new HistoryReplay.Request(
                        realHistory,
                        shop,
                        DemoCast.REAL_SHOP_ZONE,
                        OptionalInt.of(DemoCast.REAL_SHOP_INVOICES),
                        Optional.of(LocalDate.now(clock.withZone(DemoCast.REAL_SHOP_ZONE))
                                .minusDays(1))),
                progress);
        if (!figures.agree()) {
            throw new IllegalStateException("The books do not agree with the real shop's file: " + figures);
        }
        store.done(REAL_HISTORY);
        return figures;
    }

    // ---- staff ----------------------------------------------------------------------------------------------------

    private void makeStaff(OwnAddress server) {
        if (find("console", DemoCast.ADMINISTRATOR.name()).isEmpty()) {
            JsonNode me = accept(server, firstAdministrator.invite(), DemoCast.ADMINISTRATOR)
                    .me();
            keep(me, "console", DemoCast.ADMINISTRATOR, 9);
        }
        int place = 1;
        for (DemoCast.Staff operator : DemoCast.OPERATORS) {
            if (find("console", operator.name()).isEmpty()) {
                JsonNode invited = administrator(server)
                        .post(
                                "/staff",
                                Map.of("email", operator.email(), "name", operator.name(), "role", operator.role()));
                String url = invited.get("invitationUrl").asString();
                keep(
                        accept(server, url.substring(url.lastIndexOf('/') + 1), operator)
                                .me(),
                        "console",
                        operator,
                        place);
            }
            place++;
        }
    }

    /** Accepts an invitation as its owner would: a password, and the code of an authenticator that holds the secret. */
    private SignedIn accept(OwnAddress server, String token, DemoCast.Staff staff) {
        ApiClient client = new ApiClient(server, "console", json);
        JsonNode invitation = client.get("/staff-invitations/" + token);
        String code = Totp.codeAt(invitation.get("totpSecret").asString(), clock.instant());
        client.post(
                "/staff-invitations/" + token,
                Map.of(
                        "email",
                        staff.email(),
                        "name",
                        staff.name(),
                        "password",
                        DemoCast.STAFF_PASSWORD,
                        "totpCode",
                        code));
        return new SignedIn(client, client.get("/me"));
    }

    private void keep(JsonNode me, String app, DemoCast.Staff staff, int place) {
        store.keep(
                new DemoPerson(
                        me.get("id").asString(), app, staff.name(), staff.role(), staff.noteZh(), staff.noteEn()),
                place);
    }

    private ApiClient administrator(OwnAddress server) {
        return as(server, "console", DemoCast.ADMINISTRATOR.name());
    }

    private ApiClient operator(OwnAddress server) {
        return as(server, "console", DemoCast.OPERATORS.getFirst().name());
    }

    // ---- merchants ------------------------------------------------------------------------------------------------

    private void makeMerchants(OwnAddress server) {
        int place = 1;
        for (DemoCast.Shop shop : DemoCast.SHOPS) {
            makeMerchant(server, shop, place);
            place += 2;
        }
    }

    private void makeMerchant(OwnAddress server, DemoCast.Shop shop, int place) {
        SignedIn owner =
                signIn(server, "merchant", shop.owner().phone(), shop.owner().name());
        approved(
                server,
                owner,
                Map.of(
                        "name", shop.name(),
                        "category", shop.category(),
                        "city", shop.city(),
                        "licenceNumber", shop.licence(),
                        "contactName", shop.owner().name(),
                        "currency", shop.currency()));
        keepWorker(owner.me(), shop, shop.owner(), "MERCHANT_OWNER", place);
        ApiClient ownerAgain = as(server, "merchant", shop.owner().name());
        boolean hasCashier = !ownerAgain.get("/cashiers").get("items").isEmpty();
        if (!hasCashier) {
            ownerAgain.post(
                    "/cashiers",
                    Map.of(
                            "phone",
                            shop.cashier().phone(),
                            "name",
                            shop.cashier().name()));
        }
        SignedIn cashier = signIn(
                server, "merchant", shop.cashier().phone(), shop.cashier().name());
        keepWorker(cashier.me(), shop, shop.cashier(), "CASHIER", place + 1);
    }

    /** The owner's merchant: applied for if it is not there, and approved. Answers its id. */
    private String approved(OwnAddress server, SignedIn owner, Map<String, String> application) {
        JsonNode merchant = owner.me().path("merchant");
        if (!merchant.isObject()) {
            merchant = owner.client().post("/merchants", application);
        }
        String id = merchant.get("id").asString();
        if (merchant.get("status").asString().equals("applied")) {
            try (ApiClient operator = operator(server)) {
                showDocuments(operator, owner, id);
                operator.post("/merchants/" + id + "/approval", Map.of("decision", "approve"));
            }
        }
        return id;
    }

    /** What the owner must show is brought, looked at and accepted; brought again after a start that was broken off. */
    private static void showDocuments(ApiClient operator, SignedIn owner, String merchantId) {
        for (JsonNode kind : owner.client().get("/merchant-document-kinds").get("items")) {
            if (!kind.get("required").asBoolean()
                    || isAccepted(owner.client(), kind.get("code").asString())) {
                continue;
            }
            JsonNode document = owner.client()
                    .post(
                            "/merchants/mine/documents",
                            Map.of(
                                    "kind",
                                    kind.get("code").asString(),
                                    "data",
                                    DemoDocument.of(
                                            kind.get("nameZh").asString(),
                                            owner.me().get("id").asString())));
            operator.post(
                    "/merchants/" + merchantId + "/documents/"
                            + document.get("id").asString() + "/decision",
                    Map.of("decision", "accept"));
        }
    }

    private static boolean isAccepted(ApiClient owner, String kind) {
        for (JsonNode document : owner.get("/merchants/mine/documents").get("items")) {
            if (document.get("kind").asString().equals(kind)
                    && document.get("state").asString().equals("accepted")) {
                return true;
            }
        }
        return false;
    }

    /** One of the street's shops, with its owner only. Answers its id. */
    String openStreetShop(OwnAddress server, Street.Shop shop) {
        SignedIn owner = signIn(server, "merchant", shop.ownerPhone(), shop.owner());
        try (ApiClient client = owner.client()) {
            return approved(
                    server,
                    owner,
                    Map.of(
                            "name",
                            shop.name(),
                            "category",
                            shop.category(),
                            "city",
                            "成都",
                            "licenceNumber",
                            "91510104MA6C" + shop.ownerPhone().substring(5),
                            "contactName",
                            shop.owner(),
                            "currency",
                            "CNY"));
        }
    }

    private void keepWorker(JsonNode me, DemoCast.Shop shop, DemoCast.Worker worker, String role, int place) {
        boolean owner = role.equals("MERCHANT_OWNER");
        store.keep(
                new DemoPerson(
                        me.get("id").asString(),
                        "merchant",
                        worker.name(),
                        role,
                        shop.name() + (owner ? "，店主" : "，收银员"),
                        shop.name() + (owner ? ", owner" : ", cashier")),
                place);
    }

    // ---- customers ------------------------------------------------------------------------------------------------

    private void makeCustomers(OwnAddress server) {
        int place = 1;
        for (DemoCast.Customer customer : DemoCast.CUSTOMERS) {
            SignedIn signedIn = signIn(server, "wallet", customer.phone(), customer.name());
            boolean isNew = signedIn.client().get("/bills").get("items").isEmpty();
            readyToPay(signedIn, customer.name(), customer.cardNumber());
            if (isNew) {
                topUp(signedIn.client(), customer.topUpMinor());
            }
            store.keep(
                    new DemoPerson(
                            signedIn.me().get("id").asString(),
                            "wallet",
                            customer.name(),
                            "CUSTOMER",
                            customer.noteZh(),
                            customer.noteEn()),
                    place++);
        }
    }

    private static void readyToPay(SignedIn signedIn, String name, String cardNumber) {
        ApiClient client = signedIn.client();
        if (!signedIn.me().get("pinSet").asBoolean()) {
            client.put("/me/pin", Map.of("pin", DemoCast.PIN));
            client.put("/me/small-payment-limit", Map.of("limit", DemoCast.cny(20_000), "pin", DemoCast.PIN));
        }
        if (client.get("/cards").get("items").isEmpty()) {
            client.post("/cards", Map.of("number", cardNumber, "holder", name, "expiry", "12/30"));
        }
    }

    /** Somebody of the street comes to have a wallet. Answers their id. */
    String signUp(OwnAddress server, Street.Customer customer) {
        SignedIn signedIn = signIn(server, "wallet", customer.phone(), customer.name());
        try (ApiClient _ = signedIn.client()) {
            return signedIn.me().get("id").asString();
        }
    }

    /** The same, of somebody who can be signed in as with one tap and has money to spend. */
    String signUpToBePlayed(OwnAddress server, Street.Customer customer) {
        SignedIn signedIn = signIn(server, "wallet", customer.phone(), customer.name());
        try (ApiClient client = signedIn.client()) {
            String id = signedIn.me().get("id").asString();
            readyToPay(signedIn, customer.name(), customer.cardNumber());
            if (store.person("wallet", id).isEmpty()) {
                topUp(client, STREET_TOP_UP_MINOR);
            }
            Habit habit = customer.habit();
            store.keep(
                    new DemoPerson(id, "wallet", customer.name(), "CUSTOMER", habit.noteZh(), habit.noteEn()),
                    DemoCast.CUSTOMERS.size() + 1 + habit.ordinal());
            return id;
        }
    }

    ApiClient signedIn(OwnAddress server, String app, String phone, String name) {
        return signIn(server, app, phone, name).client();
    }

    /** With a PIN and a card of their own. */
    ApiClient signedInToPay(OwnAddress server, Street.Customer customer) {
        SignedIn signedIn = signIn(server, "wallet", customer.phone(), customer.name());
        readyToPay(signedIn, customer.name(), customer.cardNumber());
        return signedIn.client();
    }

    void topUp(ApiClient client, long minor) {
        String card = client.get("/cards").get("items").get(0).get("id").asString();
        String topUp = client.post("/top-ups", Map.of("cardId", card, "amount", DemoCast.cny(minor)))
                .get("id")
                .asString();
        await(
                "the sandbox bank to settle a top-up",
                () -> client.get("/top-ups/" + topUp).get("state").asString().equals("settled"));
    }

    // ---- offers and first payments --------------------------------------------------------------------------------

    /** What one operator opens alone, as an administrator has decided it. */
    private void limitOffers(OwnAddress server) {
        administrator(server)
                .put(
                        "/offer-limits",
                        Map.of(
                                "kind",
                                "alone",
                                "currency",
                                "CNY",
                                "amount",
                                DemoCast.cny(ALONE_MINOR),
                                "reason",
                                "演示环境：百万元以内的优惠由一名运营直接上线"));
    }

    /** What shops give of their own: enough to try it, and to meet a limit. */
    private void limitMerchants(OwnAddress server) {
        operator(server)
                .put(
                        "/merchant-offer-limits",
                        Map.of(
                                "offer",
                                DemoCast.cny(200_000),
                                "sum",
                                DemoCast.cny(500_000),
                                "payment",
                                DemoCast.cny(3_000),
                                "offers",
                                5,
                                "days",
                                92,
                                "coupons",
                                true,
                                "reason",
                                "演示环境：商家可自建小额优惠"));
    }

    private void makeOffers(OwnAddress server) {
        ApiClient operator = operator(server);
        List<String> there = names(operator.get("/offers?limit=100").get("items"), "name");
        Map<String, String> merchantIds = merchantIds(operator);
        for (DemoCast.Promotion promotion : DemoCast.promotions()) {
            if (there.contains(String.valueOf(promotion.body().get("name")))) {
                continue;
            }
            Map<String, Object> body = new HashMap<>(promotion.body());
            body.put("currency", "CNY");
            body.put("zone", "Asia/Shanghai");
            body.put("startsAt", clock.instant().toString());
            body.put("endsAt", clock.instant().plus(Duration.ofDays(60)).toString());
            switch (promotion.where()) {
                case DemoCast.Where.OneShop(int place) ->
                    body.put(
                            "merchantIds",
                            List.of(required(
                                    merchantIds, DemoCast.SHOPS.get(place).name())));
                case DemoCast.Where.AllShops() -> body.put("merchantIds", List.copyOf(merchantIds.values()));
                case DemoCast.Where.TopUps() -> {
                    // a top-up is at no shop
                }
            }
            operator.post("/offers", body);
        }
    }

    /** One that waits for the other operator to look at it and approve it, for a list of regulars. */
    private void planCampaign(OwnAddress server) {
        ApiClient operator = operator(server);
        if (names(operator.get("/audiences").get("items"), "name").contains(DemoCast.REGULARS)) {
            return;
        }
        String audience = operator.post("/audiences", Map.of("name", DemoCast.REGULARS, "note", "演示环境：林晓和陈晨"))
                .get("id")
                .asString();
        operator.post(
                "/audiences/" + audience + "/uploads",
                Map.of(
                        "rows",
                        DemoCast.CUSTOMERS.stream()
                                .limit(2)
                                .map(DemoCast.Customer::phone)
                                .toList()));
        Map<String, Object> offer = new HashMap<>(DemoCast.forRegulars(audience));
        offer.put("startsAt", clock.instant().toString());
        offer.put("endsAt", clock.instant().plus(Duration.ofDays(30)).toString());
        String campaign = operator.post(
                        "/campaigns",
                        Map.of(
                                "plan",
                                Map.of(
                                        "name",
                                        offer.get("name"),
                                        "offers",
                                        List.of(offer),
                                        "placements",
                                        List.of("home", "link", "qr"),
                                        "rules",
                                        DemoCast.RULES_FOR_REGULARS),
                                "why",
                                "回馈老顾客，留一成作对照"))
                .get("id")
                .asString();
        operator.post("/campaigns/" + campaign + "/review", Map.of("version", 1));
    }

    String operatorId() {
        return find("console", DemoCast.OPERATORS.getFirst().name())
                .orElseThrow()
                .id();
    }

    /** As {@code POST /offers} takes it; not a second one of its name that runs. */
    void openOffer(OwnAddress server, Map<String, Object> body) {
        ApiClient operator = operator(server);
        boolean there = false;
        for (JsonNode offer : operator.get("/offers?limit=100").get("items")) {
            there |= offer.get("name").asString().equals(body.get("name"))
                    && offer.get("state").asString().equals("live");
        }
        if (!there) {
            operator.post("/offers", body);
        }
    }

    private void makeFirstPayments(OwnAddress server) {
        for (int i = 0; i < 2; i++) {
            ApiClient customer = as(server, "wallet", DemoCast.CUSTOMERS.get(i).name());
            for (DemoCast.Shop shop : DemoCast.SHOPS) {
                ApiClient cashier = as(server, "merchant", shop.cashier().name());
                List<Map<String, Object>> lines = new ArrayList<>();
                for (DemoCast.Good good : shop.goods().subList(0, 2)) {
                    lines.add(Map.of(
                            "name", good.name(), "unitPrice", DemoCast.cny(good.unitMinor()), "quantity", 1 + i));
                }
                JsonNode order = cashier.post("/orders", Map.of("lines", lines));
                JsonNode quote = customer.post(
                        "/quotes", Map.of("orderId", order.get("id").asString()));
                customer.post("/payments", Map.of("quoteId", quote.get("id").asString(), "pin", DemoCast.PIN));
            }
        }
    }

    private Map<String, String> merchantIds(ApiClient operator) {
        Map<String, String> ids = new HashMap<>();
        for (JsonNode merchant :
                operator.get("/merchants?status=active&limit=100").get("items")) {
            String name = merchant.get("name").asString();
            if (DemoCast.SHOPS.stream().anyMatch(shop -> shop.name().equals(name))) {
                ids.put(name, merchant.get("id").asString());
            }
        }
        return ids;
    }

    // ---- people ---------------------------------------------------------------------------------------------------

    private record SignedIn(ApiClient client, JsonNode me) {}

    /** By phone and the code from the mailbox, as anyone signs in. */
    private SignedIn signIn(OwnAddress server, String app, String phone, String name) {
        ApiClient client = new ApiClient(server, app, json);
        Optional<String> before = latestCode(client, phone);
        client.post("/codes", Map.of("phone", phone, "app", app));
        await("a code in the mailbox", () -> !latestCode(client, phone).equals(before));
        String code = latestCode(client, phone).orElseThrow();
        client.post("/sessions", Map.of("app", app, "phone", phone, "code", code));
        if (app.equals("wallet") && !client.get("/me").path("name").isString()) {
            client.put("/me/name", Map.of("name", name));
        }
        return new SignedIn(client, client.get("/me"));
    }

    private static Optional<String> latestCode(ApiClient client, String phone) {
        JsonNode mails = client.get("/demo/mailbox?limit=1&to=" + phone).get("items");
        if (mails.isEmpty()) {
            return Optional.empty();
        }
        Matcher code = CODE.matcher(mails.get(0).get("text").asString());
        return code.find() ? Optional.of(code.group(1)) : Optional.empty();
    }

    private ApiClient as(OwnAddress server, String app, String name) {
        DemoPerson person = find(app, name).orElseThrow();
        ApiClient client = new ApiClient(server, app, json);
        client.post("/demo/sessions", Map.of("app", app, "id", person.id()));
        return client;
    }

    private Optional<DemoPerson> find(String app, String name) {
        return store.people().stream()
                .filter(person -> person.app().equals(app) && person.name().equals(name))
                .findFirst();
    }

    private static List<String> names(JsonNode items, String field) {
        List<String> names = new ArrayList<>();
        items.forEach(item -> names.add(item.get(field).asString()));
        return names;
    }

    private static String required(Map<String, String> map, String key) {
        return Optional.ofNullable(map.get(key)).orElseThrow(() -> new IllegalStateException("No merchant " + key));
    }

    private static void await(String what, BooleanSupplier reached) {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (!reached.getAsBoolean()) {
            if (System.nanoTime() > giveUp) {
                throw new IllegalStateException("Waited in vain for " + what);
            }
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
    }
}
