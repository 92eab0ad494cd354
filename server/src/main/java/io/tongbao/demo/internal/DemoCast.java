package io.tongbao.demo.internal;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/** Who and what the demo opens with: the street's first shops, their customers, the staff and the offers that run. All of them are invented. */
final class DemoCast {
    static final String PIN = "270914";
    static final String STAFF_PASSWORD = "circulating-treasure-demo";

    private DemoCast() {}

    record Staff(String email, String name, String role, String noteZh, String noteEn) {}

    record Shop(
            String name,
            String category,
            String city,
            String licence,
            String currency,
            Worker owner,
            Worker cashier,
            List<Good> goods) {}

    record Worker(String name, String phone) {}

    record Good(String name, long unitMinor) {}

    record Customer(String name, String phone, String cardNumber, long topUpMinor, String noteZh, String noteEn) {}

    static final Staff ADMINISTRATOR =
            new Staff("zhou@demo.tongbao.io", "周航", "ADMINISTRATOR", "管理员，邀请员工", "Administrator, invites staff");

    static final List<Staff> OPERATORS = List.of(
            new Staff(
                    "wang@demo.tongbao.io",
                    "王敏",
                    "OPERATOR",
                    "运营，做活动、批商家",
                    "Operator, runs offers and approves merchants"),
            new Staff("li@demo.tongbao.io", "李强", "OPERATOR", "运营，复核银行转账", "Operator, the second pair of eyes"));

    static final List<Shop> SHOPS = List.of(
            new Shop(
                    "巷口面馆",
                    "restaurant",
                    "成都",
                    "91510104MA6C1A2B3X",
                    "CNY",
                    new Worker("赵师傅", "13900000101"),
                    new Worker("小赵", "13900000102"),
                    List.of(new Good("牛肉面", 3800), new Good("担担面", 1600), new Good("酸梅汤", 1400))),
            new Shop(
                    "山雨茶舍",
                    "tea_coffee",
                    "成都",
                    "91510104MA6C4D5E6Y",
                    "CNY",
                    new Worker("孙茶", "13900000201"),
                    new Worker("小孙", "13900000202"),
                    List.of(new Good("茉莉花茶", 2800), new Good("桂花乌龙", 3600), new Good("茶点", 1800))),
            new Shop(
                    "纸间书店",
                    "books",
                    "成都",
                    "91510104MA6C7F8G9Z",
                    "CNY",
                    new Worker("钱书", "13900000301"),
                    new Worker("小钱", "13900000302"),
                    List.of(new Good("小说", 4900), new Good("绘本", 6800), new Good("明信片", 500))));

    /** Somebody's real shop; its name and its owner's are invented, its history is not. */
    static final Shop REAL_SHOP = new Shop(
            "UK Online Retail",
            "gifts",
            "London",
            "GB-REAL-HISTORY",
            "GBP",
            new Worker("Emma Clarke", "13900000401"),
            new Worker("Tom Clarke", "13900000402"),
            List.of());

    static final int REAL_SHOP_INVOICES = 1_500;
    static final ZoneId REAL_SHOP_ZONE = ZoneId.of("Europe/London");

    static final List<Customer> CUSTOMERS = List.of(
            new Customer(
                    "林晓",
                    "13800000001",
                    "6222020000000000018",
                    200_000,
                    "常来的顾客，余额充足",
                    "A regular with money in the wallet"),
            new Customer("陈晨", "13800000002", "6222020000000000026", 50_000, "可以收到林晓的转账", "Gets money from friends"),
            new Customer(
                    "吴桐",
                    "13800000003",
                    "6222020000000000034",
                    30_000,
                    "还没付过款，能用首单立减",
                    "Has never paid: the first-order offer waits"),
            new Customer(
                    "何芳",
                    "13800000004",
                    "6222020000000000042",
                    1_000,
                    "余额很少，试试余额不足",
                    "Little money: see what happens when it is not enough"));

    static final String REGULARS = "老顾客";

    static final Map<String, String> RULES_FOR_REGULARS = Map.of(
            "zh", "受邀的老顾客在各家店消费满 40 元立减 12 元，每人限 3 次，先到先得，用完即止。",
            "en", "Invited regulars get ¥12 off from ¥40 at every shop, three times each, while the budget lasts.");

    /** As a campaign's plan takes it, without its times. */
    static Map<String, Object> forRegulars(String audienceId) {
        return Map.of(
                "name",
                "老顾客回馈",
                "currency",
                "CNY",
                "benefit",
                Map.of("kind", "spend_and_save", "steps", List.of(step(4_000, 1_200))),
                "condition",
                Map.of("kind", "on_list", "lists", List.of(audienceId)),
                "zone",
                "Asia/Shanghai",
                "budget",
                Map.of("total", cny(2_000_000)),
                "usesPerCustomer",
                3,
                "holdoutPercent",
                "10",
                "sponsors",
                List.of(sponsor("bank", "城市银行", "100")));
    }

    /**
     * An offer of the street.
     *
     * @param body as {@code POST /offers} takes it, without schedule and merchants
     */
    record Promotion(Where where, Map<String, Object> body) {}

    /** Where an offer holds. */
    sealed interface Where {
        record AllShops() implements Where {}

        /** @param place of the shop in {@link #SHOPS} */
        record OneShop(int place) implements Where {}

        record TopUps() implements Where {}
    }

    static List<Promotion> promotions() {
        return List.of(
                new Promotion(
                        new Where.AllShops(),
                        Map.of(
                                "name",
                                "街区满减",
                                "benefit",
                                Map.of(
                                        "kind",
                                        "spend_and_save",
                                        "steps",
                                        List.of(step(5_000, 600), step(10_000, 2_000), step(20_000, 4_500))),
                                "budget",
                                Map.of("total", cny(20_000_000), "perDay", cny(1_500_000)),
                                "usesPerCustomer",
                                20,
                                "sponsors",
                                List.of(
                                        sponsor("bank", "城市银行", "70"),
                                        sponsor("tea-brand", "茶里", "20"),
                                        sponsor("merchants", "参与商家", "10")))),
                new Promotion(
                        new Where.AllShops(),
                        Map.of(
                                "name", "首单立减 ¥8",
                                "benefit", Map.of("kind", "amount_off", "offMinor", 800),
                                "condition",
                                        Map.of(
                                                "kind",
                                                "all",
                                                "parts",
                                                List.of(
                                                        Map.of("kind", "nth_order", "scope", "wallet", "nth", 1),
                                                        Map.of("kind", "amount_at_least", "minor", 1_500))),
                                "budget", Map.of("total", cny(5_000_000)),
                                "sponsors", List.of(sponsor("bank", "城市银行", "100")))),
                new Promotion(
                        new Where.OneShop(1),
                        Map.of(
                                "name", "茶舍返现 5%",
                                "benefit",
                                        Map.of(
                                                "kind",
                                                "cashback",
                                                "basisPoints",
                                                500,
                                                "capMinor",
                                                1_000,
                                                "base",
                                                "net"),
                                "condition", Map.of("kind", "amount_at_least", "minor", 1_000),
                                "budget", Map.of("total", cny(3_000_000)),
                                "sponsors", List.of(sponsor("tea-brand", "茶里", "100")))),
                new Promotion(
                        new Where.OneShop(2),
                        Map.of(
                                "name",
                                "书店 95 折",
                                "benefit",
                                Map.of("kind", "percent_off", "basisPoints", 500, "capMinor", 3_000),
                                "budget",
                                Map.of("total", cny(2_000_000), "perDay", cny(200_000)),
                                "sponsors",
                                List.of(sponsor("bank", "城市银行", "50"), sponsor("bookshop", "纸间书店", "50")))),
                new Promotion(
                        new Where.OneShop(1),
                        Map.of(
                                "name",
                                "茶舍满 30 减 8 券",
                                "benefit",
                                Map.of("kind", "spend_and_save", "steps", List.of(step(3_000, 800))),
                                "budget",
                                Map.of("total", cny(400_000)),
                                "sponsors",
                                List.of(sponsor("tea-brand", "茶里", "100")),
                                "coupon",
                                Map.of(
                                        "stock",
                                        500,
                                        "perCustomer",
                                        2,
                                        "transferable",
                                        true,
                                        "validity",
                                        Map.of("kind", "for_days", "days", 7)))),
                new Promotion(
                        new Where.OneShop(2),
                        Map.of(
                                "name",
                                "书店无门槛 ¥5 券",
                                "benefit",
                                Map.of("kind", "amount_off", "offMinor", 500),
                                "budget",
                                Map.of("total", cny(1_000_000)),
                                "sponsors",
                                List.of(sponsor("bank", "城市银行", "100")),
                                "coupon",
                                Map.of("stock", 2_000, "validity", Map.of("kind", "to_end_of", "period", "month")))),
                new Promotion(
                        new Where.TopUps(),
                        Map.of(
                                "name",
                                "老客充值有礼",
                                "condition",
                                Map.of("kind", "cel", "expression", "orders >= 1"),
                                "benefit",
                                Map.of(
                                        "kind",
                                        "top_up_bonus",
                                        "steps",
                                        List.of(step(10_000, 500), step(20_000, 2_000), step(50_000, 6_000))),
                                "budget",
                                Map.of("total", cny(3_000_000), "perDay", cny(300_000)),
                                "usesPerCustomer",
                                5,
                                "sponsors",
                                List.of(sponsor("bank", "城市银行", "100")))));
    }

    static Map<String, Object> cny(long minor) {
        return Map.of("value", minor, "currency", "CNY");
    }

    private static Map<String, Object> step(long threshold, long off) {
        return Map.of("thresholdMinor", threshold, "offMinor", off);
    }

    private static Map<String, Object> sponsor(String id, String name, String percent) {
        return Map.of("sponsorId", id, "name", name, "percent", percent);
    }
}
