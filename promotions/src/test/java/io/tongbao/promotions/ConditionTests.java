package io.tongbao.promotions;

import static io.tongbao.promotions.Checkout.checkout;
import static io.tongbao.promotions.Checkout.line;
import static io.tongbao.promotions.Offers.SHANGHAI;
import static io.tongbao.promotions.Offers.offer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each leaf met and not met, with its reason, what it asked for and what it saw. */
class ConditionTests {
    private static final Checkout TILL = checkout(line("tea", "drinks", 900, 2), line("cake", 2_000, 1))
            .in(new Setting(
                    Optional.of("mer_1"),
                    Optional.of("sto_1"),
                    Optional.of("till"),
                    Optional.of("phone"),
                    Optional.of(new Setting.Source("card", Optional.of("icbc"), Optional.of("unionpay")))))
            .by(new Customer(
                    "cus_1",
                    Optional.of(LocalDate.of(2026, 11, 9)),
                    Optional.of(new Customer.Birthday(11, 13, false)),
                    Optional.of("gold"),
                    Set.of("vip", "tea-lover"),
                    Set.of("lst_1"),
                    Set.of()));

    private static final Setting UNKNOWN = Setting.at("mer_1");
    private static final Customer STRANGER = Customer.of("cus_2");

    private static void assertMet(Condition condition) {
        assertThat(TILL.with(offer("o").when(condition)).applied()).hasSize(1);
    }

    private static void assertMiss(Checkout checkout, Condition condition, Reason reason, String asked, String seen) {
        Pricing pricing = checkout.with(offer("o").when(condition));
        assertThat(pricing.applied()).isEmpty();
        assertThat(pricing.payableMinor()).isEqualTo(pricing.grossMinor());
        assertThat(pricing.notApplied()).containsExactly(new NotApplied("o", 1, "Offer o", reason, asked, seen));
    }

    private static void assertMiss(Condition condition, Reason reason, String asked, String seen) {
        assertMiss(TILL, condition, reason, asked, seen);
    }

    private static boolean isMetAt(Instant when, Customer customer, ZoneId zone, Condition condition) {
        Offers always = offer("o")
                .running(Instant.parse("1900-01-01T00:00:00Z"), Instant.parse("2200-01-01T00:00:00Z"))
                .in(zone);
        return !checkout(1_000)
                .at(when)
                .by(customer)
                .with(always.when(condition))
                .applied()
                .isEmpty();
    }

    private static boolean isMetAt(String local, Condition condition) {
        return isMetAt(LocalDateTime.parse(local).atZone(SHANGHAI).toInstant(), STRANGER, SHANGHAI, condition);
    }

    private static boolean hasBirthday(int month, int day, boolean lunar, String on) {
        Customer born = new Customer(
                "cus_1",
                Optional.empty(),
                Optional.of(new Customer.Birthday(month, day, lunar)),
                Optional.empty(),
                Set.of(),
                Set.of(),
                Set.of());
        Instant noon = LocalDate.parse(on).atTime(12, 0).atZone(SHANGHAI).toInstant();
        return isMetAt(noon, born, SHANGHAI, new Condition.BirthdayNear(0, 0));
    }

    @Test
    void amountsOfGoodsAreGrossOrNet() {
        assertMet(Condition.AmountAtLeast.gross(3_800));
        assertMiss(Condition.AmountAtLeast.gross(3_801), Reason.BELOW_THRESHOLD, "gross of all goods >= 3801", "3800");
        Goods drinks = Goods.ofCategories("drinks");
        assertMet(new Condition.AmountAtLeast(1_800, Base.NET, drinks));
        assertMiss(
                new Condition.AmountAtLeast(1_801, Base.NET, drinks),
                Reason.BELOW_THRESHOLD,
                "net of categories [drinks] >= 1801",
                "1800");
    }

    @Test
    void aNetAmountIsWhatTheOffersBeforeHaveLeft() {
        Offers first = offer("off_1").giving(Benefit.AmountOff.ofOrder(100)).first(0);
        Offers then = offer("off_2")
                .giving(Benefit.AmountOff.ofOrder(50))
                .when(new Condition.AmountAtLeast(3_701, Base.NET, Goods.ALL))
                .first(1);
        Pricing pricing = TILL.with(first, then);
        assertThat(pricing.discountMinor()).isEqualTo(100);
        assertThat(pricing.notApplied())
                .containsExactly(new NotApplied(
                        "off_2", 1, "Offer off_2", Reason.BELOW_THRESHOLD, "net of all goods >= 3701", "3700"));
    }

    @Test
    void unitsAreCounted() {
        Goods butCake = new Goods(Set.of(), Set.of(), Set.of("cake"));
        assertMet(new Condition.QuantityAtLeast(2, butCake));
        assertMiss(
                new Condition.QuantityAtLeast(3, butCake), Reason.TOO_FEW_UNITS, "units of all but [cake] >= 3", "2");
    }

    @Test
    void storeChannelDeviceAndSourceAreOfTheSetting() {
        assertMet(new Condition.InStores(Set.of("sto_1", "sto_2")));
        assertMiss(
                new Condition.InStores(Set.of("sto_3", "sto_2")),
                Reason.OTHER_STORE,
                "store is one of [sto_2, sto_3]",
                "sto_1");
        assertMiss(
                TILL.in(UNKNOWN),
                new Condition.InStores(Set.of("sto_1")),
                Reason.OTHER_STORE,
                "store is one of [sto_1]",
                "none");
        assertMet(new Condition.InChannels(Set.of("till")));
        assertMiss(new Condition.InChannels(Set.of("app")), Reason.OTHER_CHANNEL, "channel is one of [app]", "till");
        assertMet(new Condition.OnDevices(Set.of("phone")));
        assertMiss(new Condition.OnDevices(Set.of("watch")), Reason.OTHER_DEVICE, "device is one of [watch]", "phone");
        assertMet(new Condition.PaidWith(Set.of("card"), Set.of("icbc", "boc"), Set.of()));
        Condition visa = new Condition.PaidWith(Set.of("card"), Set.of(), Set.of("visa"));
        assertMiss(visa, Reason.OTHER_SOURCE, "paid with kind [card] brand [visa]", "card");
        assertMiss(TILL.in(UNKNOWN), visa, Reason.OTHER_SOURCE, "paid with kind [card] brand [visa]", "not chosen");
    }

    @Test
    void tierTagAndListAreOfTheCustomer() {
        assertMet(new Condition.InTiers(Set.of("gold")));
        assertMiss(new Condition.InTiers(Set.of("silver")), Reason.OTHER_TIER, "tier is one of [silver]", "gold");
        assertMiss(
                TILL.by(STRANGER),
                new Condition.InTiers(Set.of("gold")),
                Reason.OTHER_TIER,
                "tier is one of [gold]",
                "none");
        assertMet(new Condition.HasTag(Set.of("vip", "staff")));
        assertMiss(new Condition.HasTag(Set.of("staff")), Reason.NO_TAG, "a tag of [staff]", "[tea-lover, vip]");
        assertMet(new Condition.OnList(Set.of("lst_1")));
        assertMiss(new Condition.OnList(Set.of("lst_2")), Reason.NOT_ON_LIST, "a list of [lst_2]", "[lst_1]");
    }

    @Test
    void theNthOrderIsCountedInTheWalletOrAtTheMerchant() {
        Checkout third = TILL.with(
                new Standing(2, 0, Map.of("o", Offers.untouched(offer("o").offer()))));
        Pricing pricing = third.with(offer("o").when(new Condition.NthOrder(OrderScope.WALLET, 3)));
        assertThat(pricing.applied().getFirst().mustHold()).contains(new MustHold.OrdersBefore(OrderScope.WALLET, 2));
        assertMiss(
                third,
                new Condition.NthOrder(OrderScope.WALLET, 1),
                Reason.NOT_FIRST_ORDER,
                "orders in the wallet = 0",
                "2");
        assertMiss(
                third,
                new Condition.NthOrder(OrderScope.MERCHANT, 2),
                Reason.OTHER_ORDER,
                "orders at the merchant = 1",
                "0");
    }

    @Test
    void aNewCustomerJoinedSoManyDaysAgoInTheOffersZone() {
        assertMet(new Condition.NewCustomer(2));
        assertMiss(new Condition.NewCustomer(1), Reason.NOT_NEW, "joined at most 1 days ago", "2");
        assertMiss(
                TILL.by(STRANGER),
                new Condition.NewCustomer(1),
                Reason.NOT_NEW,
                "joined at most 1 days ago",
                "unknown");
        // At 16:00 UTC the next day begins in Shanghai.
        Condition twoDays = new Condition.NewCustomer(2);
        Instant beforeMidnight = Instant.parse("2026-11-11T15:59:59Z");
        assertThat(isMetAt(beforeMidnight, TILL.customer(), SHANGHAI, twoDays)).isTrue();
        assertThat(isMetAt(beforeMidnight.plusSeconds(1), TILL.customer(), SHANGHAI, twoDays))
                .isFalse();
    }

    @Test
    void aBirthdayIsNearSoManyDaysBeforeAndAfter() {
        assertMet(new Condition.BirthdayNear(2, 0));
        assertMiss(
                new Condition.BirthdayNear(1, 60),
                Reason.NOT_BIRTHDAY,
                "1 days before to 60 days after the birthday",
                "2026-11-11");
        assertMiss(
                TILL.by(STRANGER),
                new Condition.BirthdayNear(1, 1),
                Reason.NOT_BIRTHDAY,
                "1 days before to 1 days after the birthday",
                "unknown");
        // Over the turn of the year: three days after 30 December is 2 January.
        Customer bornInDecember = new Customer(
                "cus_1",
                Optional.empty(),
                Optional.of(new Customer.Birthday(12, 30, false)),
                Optional.empty(),
                Set.of(),
                Set.of(),
                Set.of());
        Instant secondOfJanuary = Instant.parse("2027-01-02T04:00:00Z");
        assertThat(isMetAt(secondOfJanuary, bornInDecember, SHANGHAI, new Condition.BirthdayNear(0, 3)))
                .isTrue();
        assertThat(isMetAt(secondOfJanuary, bornInDecember, SHANGHAI, new Condition.BirthdayNear(0, 2)))
                .isFalse();
    }

    @Test
    void birthdaysOnDaysThatAYearLacksAreOnTheLastOfTheMonth() {
        assertThat(hasBirthday(2, 29, false, "2027-02-28")).isTrue();
        assertThat(hasBirthday(2, 29, false, "2028-02-28")).isFalse();
        assertThat(hasBirthday(2, 29, false, "2028-02-29")).isTrue();
        // 16 February 2026 is the eve of the lunar new year: the twelfth month has 29 days.
        assertThat(hasBirthday(12, 30, true, "2026-02-16")).isTrue();
        assertThat(hasBirthday(12, 29, true, "2026-02-16")).isTrue();
        // That of 28 January 2025 is day 29 of a month of 29, too; on 9 February 2024 it was day 30.
        assertThat(hasBirthday(12, 30, true, "2024-02-09")).isTrue();
        assertThat(hasBirthday(12, 29, true, "2024-02-09")).isFalse();
        // 2025 has a sixth month from 25 June and a leap sixth month from 25 July.
        assertThat(hasBirthday(6, 1, true, "2025-06-25")).isTrue();
        assertThat(hasBirthday(6, 1, true, "2025-07-25")).isFalse();
        assertThatThrownBy(() -> new Customer.Birthday(13, 1, false)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Customer.Birthday(2, 30, false)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Customer.Birthday(1, 31, true)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void hoursRunPastMidnightIntoTheNextMorning() {
        Condition night =
                new Condition.WeeklyHours(Set.of(DayOfWeek.SATURDAY), LocalTime.of(22, 0), LocalTime.of(2, 0));
        assertThat(isMetAt("2026-11-14T21:59:59", night)).isFalse();
        assertThat(isMetAt("2026-11-14T22:00:00", night)).isTrue();
        assertThat(isMetAt("2026-11-15T01:59:59", night)).isTrue();
        assertThat(isMetAt("2026-11-15T02:00:00", night)).isFalse();
        assertThat(isMetAt("2026-11-15T22:00:00", night)).isFalse();
        // From noon to noon is a whole day from noon on.
        Condition noonToNoon =
                new Condition.WeeklyHours(Set.of(DayOfWeek.SATURDAY), LocalTime.of(12, 0), LocalTime.of(12, 0));
        assertThat(isMetAt("2026-11-14T11:59:59", noonToNoon)).isFalse();
        assertThat(isMetAt("2026-11-15T11:59:59", noonToNoon)).isTrue();
        assertMiss(
                new Condition.WeeklyHours(Set.of(DayOfWeek.WEDNESDAY), LocalTime.of(9, 0), LocalTime.of(12, 0)),
                Reason.OUTSIDE_HOURS,
                "[WEDNESDAY] 09:00 to 12:00",
                "WEDNESDAY 12:00");
    }

    @Test
    void hoursAreToldByTheClockOnTheWall() {
        ZoneId london = ZoneId.of("Europe/London");
        Condition early = new Condition.WeeklyHours(Set.of(DayOfWeek.SUNDAY), LocalTime.of(1, 0), LocalTime.of(2, 0));
        // On 29 March 2026 the clock goes from 1:00 to 2:00 at 01:00 UTC: the hour does not come.
        assertThat(isMetAt(Instant.parse("2026-03-29T00:59:59Z"), STRANGER, london, early))
                .isFalse();
        assertThat(isMetAt(Instant.parse("2026-03-29T01:00:00Z"), STRANGER, london, early))
                .isFalse();
        // On 25 October 2026 it comes twice: from 00:00 UTC to 02:00 UTC.
        assertThat(isMetAt(Instant.parse("2026-10-25T00:00:00Z"), STRANGER, london, early))
                .isTrue();
        assertThat(isMetAt(Instant.parse("2026-10-25T01:59:59Z"), STRANGER, london, early))
                .isTrue();
        assertThat(isMetAt(Instant.parse("2026-10-25T02:00:00Z"), STRANGER, london, early))
                .isFalse();
    }

    @Test
    void calendarsAreData() {
        Calendars calendars = new Calendars(Map.of(
                "cn",
                Map.of(LocalDate.of(2026, 11, 11), Set.of("shopping"), LocalDate.of(2026, 11, 14), Set.of("workday"))));
        Condition workday = new Condition.OnCalendar("cn", Set.of("workday"));
        LiveOffer live = LiveOffer.compile(offer("o").when(workday).offer(), calendars);
        assertThat(Pricer.price(TILL.request(List.of(live))).notApplied())
                .containsExactly(new NotApplied(
                        "o", 1, "Offer o", Reason.OTHER_DAY, "cn says one of [workday]", "2026-11-11 [shopping]"));
        // 17:00 UTC on the 13th is the 14th in Shanghai.
        assertThat(Pricer.price(TILL.at(Instant.parse("2026-11-13T17:00:00Z")).request(List.of(live)))
                        .applied())
                .hasSize(1);
        assertThatThrownBy(() -> LiveOffer.compile(offer("o").when(workday).offer(), Calendars.NONE))
                .hasMessageContaining("no calendar cn");
    }

    @Test
    void lunarDaysAreReckoned() {
        // Mid-autumn 2026 is on 25 September; new year 2026 on 17 February.
        Condition midAutumn = new Condition.NearLunarDay(8, 15, 3, 1);
        assertThat(isMetAt("2026-09-21T23:59:59", midAutumn)).isFalse();
        assertThat(isMetAt("2026-09-22T00:00:00", midAutumn)).isTrue();
        assertThat(isMetAt("2026-09-26T23:59:59", midAutumn)).isTrue();
        assertThat(isMetAt("2026-09-27T00:00:00", midAutumn)).isFalse();
        assertThat(isMetAt("2026-02-17T00:00:00", new Condition.NearLunarDay(1, 1, 0, 0)))
                .isTrue();
        // The leap sixth month of 2025 has no day of the sixth.
        Condition sixth = new Condition.NearLunarDay(6, 1, 0, 0);
        assertThat(isMetAt("2025-06-25T12:00:00", sixth)).isTrue();
        assertThat(isMetAt("2025-07-25T12:00:00", sixth)).isFalse();
        assertMiss(midAutumn, Reason.OTHER_DAY, "3 days before to 1 days after lunar 8/15", "2026-11-11");
    }

    @Test
    void branchesSayWhyByTheirFirstLeaf() {
        Condition phone = new Condition.OnDevices(Set.of("phone"));
        Condition silver = new Condition.InTiers(Set.of("silver"));
        Condition app = new Condition.InChannels(Set.of("app"));
        assertMet(new Condition.Any(List.of(silver, phone)));
        assertMiss(new Condition.Any(List.of(silver, app)), Reason.OTHER_TIER, "tier is one of [silver]", "gold");
        assertMiss(
                new Condition.All(List.of(phone, app, silver)),
                Reason.OTHER_CHANNEL,
                "channel is one of [app]",
                "till");
        assertMet(new Condition.Not(app));
        assertMiss(new Condition.Not(phone), Reason.EXCLUDED, "not OnDevices[devices=[phone]]", "met");
        assertMet(new Condition.Any(List.of(app, new Condition.All(List.of(phone, new Condition.Not(silver))))));
    }

    @Test
    void aCountOfOrdersIsHeldWhereverItStandsInTheTree() {
        Condition notTheFirst = new Condition.Not(new Condition.NthOrder(OrderScope.MERCHANT, 1));
        Condition orTea = new Condition.Any(List.of(notTheFirst, new Condition.QuantityAtLeast(1, Goods.ALL)));
        assertThat(TILL.with(offer("o").when(orTea)).applied().getFirst().mustHold())
                .contains(new MustHold.OrdersBefore(OrderScope.MERCHANT, 0));
        assertThat(TILL.with(offer("o").when(new Condition.Cel("orders >= 0 && ordersHere == 0")))
                        .applied()
                        .getFirst()
                        .mustHold())
                .contains(
                        new MustHold.OrdersBefore(OrderScope.WALLET, 0),
                        new MustHold.OrdersBefore(OrderScope.MERCHANT, 0));
    }

    @Test
    void expressionsSeeEverything() {
        assertMet(new Condition.Cel("gross == 3800 && net == 3800 && quantity == 3"));
        assertMet(new Condition.Cel("'tea' in products && 'drinks' in categories && !('gum' in products)"));
        assertMet(
                new Condition.Cel("merchant == 'mer_1' && store == 'sto_1' && channel == 'till' && device == 'phone'"));
        assertMet(new Condition.Cel("source == 'card' && issuer == 'icbc' && brand.startsWith('union')"));
        assertMet(new Condition.Cel("tier == 'gold' && 'vip' in tags && 'lst_1' in lists"));
        assertMet(new Condition.Cel("date == '2026-11-11' && hour == 12 && weekday == 3"));
        assertMiss(new Condition.Cel("gross > 3800"), Reason.EXPRESSION, "gross > 3800", "false");
        assertThat(TILL.in(UNKNOWN)
                        .by(STRANGER)
                        .with(offer("o").when(new Condition.Cel("store == '' && source == '' && tier == ''")))
                        .applied())
                .hasSize(1);
    }

    @Test
    void anExpressionThatCannotBeReckonedIsNotMet() {
        Pricing pricing = TILL.with(offer("o").when(new Condition.Cel("gross / orders > 1")));
        assertThat(pricing.notApplied().getFirst().reason()).isEqualTo(Reason.EXPRESSION);
        assertThat(pricing.notApplied().getFirst().seen()).contains("zero");
        Pricing overflow = TILL.with(offer("o").when(new Condition.Cel("gross * 9223372036854775807 > 1")));
        assertThat(overflow.notApplied().getFirst().reason()).isEqualTo(Reason.EXPRESSION);
    }

    @Test
    void refusesExpressionsThatAreNotRight() {
        assertNotCompiled("gross >", "1:8");
        assertNotCompiled("gross > 'much'", "no matching overload");
        assertNotCompiled("gross", "bool");
        assertNotCompiled("grossest > 1", "undeclared reference to 'grossest'");
        assertNotCompiled("products.exists(p, p == 'tea')", "undeclared reference to 'exists'");
        assertNotCompiled("gross > 1" + " && gross > 1".repeat(100), "at most 1000 characters");
        assertNotCompiled("(".repeat(200) + "true" + ")".repeat(200), "");
    }

    private static void assertNotCompiled(String expression, String message) {
        assertThatThrownBy(() -> offer("o").when(new Condition.Cel(expression)).live())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void refusesConditionsThatCanNeverBeMetOrAreTooLarge() {
        assertThatThrownBy(() -> new Condition.Any(List.of())).hasMessageContaining("never");
        assertThatThrownBy(() -> new Condition.WeeklyHours(Set.of(), LocalTime.NOON, LocalTime.MIDNIGHT))
                .hasMessageContaining("never");
        assertThatThrownBy(() -> new Condition.InTiers(Set.of())).hasMessageContaining("tiers");
        assertThatThrownBy(() -> new Condition.PaidWith(Set.of(), Set.of(), Set.of()))
                .hasMessageContaining("named");
        assertThatThrownBy(() -> new Condition.NthOrder(OrderScope.WALLET, 0)).hasMessageContaining("from 1");
        assertThatThrownBy(() -> new Condition.NearLunarDay(13, 1, 0, 0)).hasMessageContaining("lunar");
        Condition large = new Condition.All(Collections.nCopies(200, new Condition.NewCustomer(1)));
        assertThatThrownBy(() -> offer("o").when(large).live()).hasMessageContaining("200 parts");
    }
}
