package io.tongbao.offers.internal;

import io.tongbao.connectors.CardNumber;
import io.tongbao.ledger.Currency;
import io.tongbao.merchants.MerchantProfile;
import io.tongbao.offers.CouponTerms;
import io.tongbao.offers.NewOffer;
import io.tongbao.offers.SponsorIds;
import io.tongbao.offers.internal.KeptOffer.KeptSponsor;
import io.tongbao.payments.Channel;
import io.tongbao.payments.SourceKind;
import io.tongbao.platform.Money;
import io.tongbao.platform.ProblemException.FieldProblem;
import io.tongbao.platform.TypeIds;
import io.tongbao.promotions.Apportioning;
import io.tongbao.promotions.Benefit;
import io.tongbao.promotions.Condition;
import io.tongbao.promotions.Offer;
import io.tongbao.promotions.OfferChecks;
import io.tongbao.promotions.Schedule;
import io.tongbao.promotions.SponsorShare;
import io.tongbao.promotions.json.OfferJson;
import io.tongbao.promotions.json.RefusedJson;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Checks an offer that is asked for and makes of it what is kept. Every field that is not right is named, with what would
 * be; nothing is thrown. One instance a request.
 */
final class CheckingOffers {
    static final int MAX_MERCHANTS = 1_000;
    private static final int MAX_NAME = 60;
    private static final long MAX_USES = 1_000_000;
    private static final int MAX_YEARS = 10;
    private static final int MAX_DAYS = 3_660;
    private static final Pattern NOT_PLAIN = Pattern.compile("[\\p{Cntrl}\\p{Cs}]");
    private static final Pattern SPONSOR_ID = Pattern.compile("[a-z][a-z0-9_:.-]{0,59}");
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private static final Set<String> SOURCE_KINDS =
            Arrays.stream(SourceKind.values()).map(SourceKind::code).collect(Collectors.toUnmodifiableSet());
    private static final Set<String> BRANDS = Arrays.stream(CardNumber.Brand.values())
            .map(CardNumber.Brand::code)
            .collect(Collectors.toUnmodifiableSet());
    private static final Set<String> CHANNELS =
            Arrays.stream(Channel.values()).map(Channel::code).collect(Collectors.toUnmodifiableSet());

    private final NewOffer asked;
    private final Map<String, MerchantProfile> merchants;
    private final Set<String> brands;
    private final Set<String> banks;
    private final UnaryOperator<Set<String>> audiences;
    private final Instant now;
    private final ZoneId houseZone;
    private final boolean forHistory;
    private final Function<Currency, OptionalLong> largestPrize;
    private final List<FieldProblem> problems = new ArrayList<>();

    /**
     * @param merchants those that the offer names, by id, as far as they exist
     * @param brands the ids of those that are named as sponsors, as far as they exist
     * @param banks the codes of those whose cards can be linked
     * @param largestPrize that may be drawn in a currency; empty if nobody has set a limit
     */
    CheckingOffers(
            NewOffer asked,
            Map<String, MerchantProfile> merchants,
            Set<String> brands,
            Set<String> banks,
            UnaryOperator<Set<String>> audiences,
            Instant now,
            ZoneId houseZone,
            boolean forHistory,
            Function<Currency, OptionalLong> largestPrize) {
        this.asked = asked;
        this.merchants = merchants;
        this.brands = brands;
        this.banks = banks;
        this.audiences = audiences;
        this.now = now;
        this.houseZone = houseZone;
        this.forHistory = forHistory;
        this.largestPrize = largestPrize;
    }

    sealed interface Checked {}

    record Right(KeptOffer kept) implements Checked {}

    record Wrong(List<FieldProblem> fields) implements Checked {
        Wrong {
            fields = List.copyOf(fields);
        }
    }

    /** Who is named to bear a part, whether it is there or not. */
    static List<String> sponsorIds(NewOffer asked) {
        return asked.sponsors() == null
                ? List.of()
                : asked.sponsors().stream()
                        .flatMap(sponsor -> Optional.ofNullable(sponsor).map(NewOffer.Sponsor::sponsorId).stream())
                        .toList();
    }

    Checked check(String openedBy) {
        Optional<String> name = name("name", asked.name(), MAX_NAME);
        Optional<Currency> currency = currency();
        Optional<Benefit> benefit = benefit();
        if (benefit.isPresent() && currency.isPresent()) {
            checkPrizes(benefit.get(), currency.get());
        }
        Optional<Condition> condition = condition();
        Optional<ZoneId> zone = zone();
        Optional<Schedule> schedule = zone.flatMap(this::schedule);
        Set<String> merchantIds = merchantIds(currency);
        OptionalLong total = currency.map(this::total).orElse(OptionalLong.empty());
        OptionalLong perDay = currency.map(of -> part("budget.perDay", of, total, NewOffer.Budget::perDay))
                .orElse(OptionalLong.empty());
        OptionalLong perMerchant = currency.map(
                        of -> part("budget.perMerchant", of, total, NewOffer.Budget::perMerchant))
                .orElse(OptionalLong.empty());
        OptionalLong uses = uses("usesPerCustomer", asked.usesPerCustomer());
        OptionalLong usesPerDevice = uses("usesPerDevice", asked.usesPerDevice());
        benefit.ifPresent(given -> checkCapsOf(given, perMerchant, usesPerDevice));
        List<KeptSponsor> sponsors = sponsors(total);
        Offer.Edge edge = edge();
        int holdout = holdout();
        Optional<CouponTerms> coupon = zone.isPresent() && schedule.isPresent()
                ? coupon(zone.get(), schedule.get(), benefit)
                : Optional.empty();
        if (!problems.isEmpty()) {
            return new Wrong(problems);
        }
        Offer terms = new Offer(
                TypeIds.next("off"),
                1,
                TypeIds.next("cam"),
                name.orElseThrow(),
                benefit.orElseThrow(),
                condition.orElseThrow(),
                merchantIds,
                schedule.orElseThrow(),
                new Offer.Budget(
                        total.orElseThrow(),
                        perDay,
                        perMerchant,
                        uses,
                        usesPerDevice,
                        sponsors.stream()
                                .map(sponsor -> new SponsorShare(sponsor.sponsorId(), sponsor.basisPoints()))
                                .toList(),
                        edge),
                Boolean.TRUE.equals(asked.combinable())
                        ? HouseStacking.together(benefit.orElseThrow())
                        : Offer.Combining.PLAIN,
                holdout,
                zone.orElseThrow(),
                currency.orElseThrow().code(),
                coupon.isPresent());
        checkItCanApply(terms);
        if (!problems.isEmpty()) {
            return new Wrong(problems);
        }
        return new Right(new KeptOffer(
                terms, OfferState.LIVE, forHistory, sponsors, coupon, openedBy, now.truncatedTo(ChronoUnit.MICROS)));
    }

    private void wrong(String field, String code, String message) {
        problems.add(new FieldProblem(field, code, message));
    }

    private Optional<String> name(String field, @Nullable String text, int longest) {
        String name = text == null ? "" : text.strip();
        if (name.isEmpty()) {
            wrong(field, "missing", "is missing");
        } else if (name.codePointCount(0, name.length()) > longest) {
            wrong(field, "too-long", "must have at most " + longest + " characters");
        } else if (NOT_PLAIN.matcher(name).find()) {
            wrong(field, "control-characters", "must not hold control characters");
        } else {
            return Optional.of(name);
        }
        return Optional.empty();
    }

    private Optional<Currency> currency() {
        if (asked.currency() == null) {
            wrong("currency", "missing", "is missing");
            return Optional.empty();
        }
        Optional<Currency> currency = Currency.find(asked.currency());
        if (currency.isEmpty()) {
            wrong("currency", "unknown-currency", "must be an ISO 4217 code");
        }
        return currency;
    }

    private Optional<Benefit> benefit() {
        Optional<Benefit> benefit = read("benefit", asked.benefit(), OfferJson::benefitIn);
        benefit.flatMap(HouseTerms::notYet).ifPresent(why -> wrong("benefit.kind", "not-yet", why));
        return benefit;
    }

    private void checkPrizes(Benefit benefit, Currency currency) {
        OptionalLong limit = largestPrize.apply(currency);
        if (benefit instanceof Benefit.RandomOff random && limit.isPresent()) {
            for (int i = 0; i < random.chances().size(); i++) {
                if (random.chances().get(i).offMinor() > limit.getAsLong()) {
                    wrong(
                            "benefit.chances[" + i + "].offMinor",
                            "above-limit",
                            "must be at most " + limit.getAsLong() + ", the house's limit for what is drawn");
                }
            }
        }
    }

    private Optional<Condition> condition() {
        if (asked.condition() == null || asked.condition().isNull()) {
            return Optional.of(Condition.ALWAYS);
        }
        Optional<Condition> condition = read("condition", asked.condition(), OfferJson::conditionIn);
        if (condition.isPresent()) {
            checkParts(condition.get(), "condition");
            checkCompiles(condition.get());
        }
        return condition;
    }

    private void checkParts(Condition condition, String path) {
        HouseTerms.notYet(condition).ifPresent(why -> wrong(path, "not-yet", why));
        switch (condition) {
            case Condition.All all -> checkParts(all.parts(), path);
            case Condition.Any any -> checkParts(any.parts(), path);
            case Condition.Not not -> checkParts(not.part(), path + ".part");
            case Condition.PaidWith with -> {
                known(path + ".kinds", with.kinds(), SOURCE_KINDS);
                known(path + ".issuers", with.issuers(), banks);
                known(path + ".brands", with.brands(), BRANDS);
            }
            case Condition.OnList on -> known(path + ".lists", on.lists(), audiences.apply(on.lists()));
            case Condition.InChannels in -> known(path + ".channels", in.channels(), CHANNELS);
            default -> {
                // names nothing of the house
            }
        }
    }

    private void checkParts(List<Condition> parts, String path) {
        for (int i = 0; i < parts.size(); i++) {
            checkParts(parts.get(i), path + ".parts[" + i + "]");
        }
    }

    private void known(String field, Set<String> names, Set<String> known) {
        if (!known.containsAll(names)) {
            wrong(field, "unknown", "must be of " + known.stream().sorted().toList());
        }
    }

    /** An expression or a calendar that is not right is told before the offer is kept. */
    private void checkCompiles(Condition condition) {
        try {
            OfferJson.checkCompiles(condition, HouseCalendars.CALENDARS, "condition");
        } catch (RefusedJson e) {
            wrong(e.path(), "invalid", e.problem());
        }
    }

    /** What is not right in the engine's form is named by its path there. */
    private <T> Optional<T> read(String field, @Nullable JsonNode node, BiFunction<JsonNode, String, T> reader) {
        if (node == null || node.isNull()) {
            wrong(field, "missing", "is missing");
            return Optional.empty();
        }
        try {
            return Optional.of(reader.apply(node, field));
        } catch (RefusedJson e) {
            wrong(e.path(), "invalid", e.problem());
            return Optional.empty();
        }
    }

    private Offer.Edge edge() {
        String edge = asked.budget() == null ? null : asked.budget().edge();
        if (edge == null || edge.equals("all_or_nothing")) {
            return Offer.Edge.ALL_OR_NOTHING;
        }
        if (!edge.equals("rest")) {
            wrong("budget.edge", "invalid", "must be all_or_nothing or rest");
        }
        return Offer.Edge.REST;
    }

    private int holdout() {
        JsonNode node = asked.holdoutPercent();
        if (node == null || node.isNull()) {
            return 0;
        }
        int basisPoints = percent("holdoutPercent", node).orElse(0);
        if (basisPoints >= 10_000) {
            wrong("holdoutPercent", "never-applies", "must be below 100");
            return 0;
        }
        return basisPoints;
    }

    /** An offer that could never apply is told before it is kept. */
    private void checkItCanApply(Offer terms) {
        Instant from = forHistory ? terms.schedule().start() : now;
        for (OfferChecks.Finding finding : OfferChecks.of(terms, HouseCalendars.CALENDARS, from)) {
            switch (finding.field()) {
                case "budget.totalMinor" -> wrong("budget.total.value", "never-applies", "must be enough for one use");
                case "budget.perDayMinor" ->
                    wrong("budget.perDay.value", "never-applies", "must be enough for one use");
                case "budget.perMerchantMinor" ->
                    wrong("budget.perMerchant.value", "never-applies", "must be enough for one use");
                default -> {
                    if (finding.never()) {
                        wrong(finding.field(), "never-applies", finding.message());
                    }
                }
            }
        }
    }

    private OptionalLong amount(String field, @Nullable Money money, Currency currency) {
        if (money == null) {
            wrong(field, "missing", "is missing");
            return OptionalLong.empty();
        }
        if (!money.currency().equals(currency)) {
            wrong(field + ".currency", "wrong-currency", "must be " + currency.code() + ", the offer's currency");
            return OptionalLong.empty();
        }
        return OptionalLong.of(money.minor());
    }

    private OptionalLong positive(String field, @Nullable Money money, Currency currency) {
        OptionalLong amount = amount(field, money, currency);
        if (amount.isPresent() && amount.getAsLong() <= 0) {
            wrong(field + ".value", "not-positive", "must be more than zero");
            return OptionalLong.empty();
        }
        return amount;
    }

    /** In basis points: above 0, at most 100 %, at most two decimals. */
    private Optional<Integer> percent(String field, @Nullable JsonNode node) {
        if (node == null || node.isNull() || node.isMissingNode()) {
            wrong(field, "missing", "is missing");
            return Optional.empty();
        }
        Optional<BigDecimal> number = number(node);
        if (number.isEmpty()) {
            wrong(field, "not-a-number", "must be a number such as 12.5");
            return Optional.empty();
        }
        BigDecimal percent = number.get();
        if (percent.signum() <= 0) {
            wrong(field, "not-positive", "must be more than zero");
        } else if (percent.compareTo(HUNDRED) > 0) {
            wrong(field, "more-than-100", "must be at most 100");
        } else if (percent.stripTrailingZeros().scale() > 2) {
            wrong(field, "too-many-decimals", "must have at most two decimals");
        } else {
            return Optional.of(percent.movePointRight(2).intValueExact());
        }
        return Optional.empty();
    }

    private static Optional<BigDecimal> number(JsonNode node) {
        if (!node.isNumber() && !node.isString()) {
            return Optional.empty();
        }
        String text = node.asString();
        if (text.length() > 30) {
            return Optional.empty();
        }
        try {
            return Optional.of(new BigDecimal(text));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    private Optional<ZoneId> zone() {
        if (asked.zone() == null) {
            return Optional.of(houseZone);
        }
        if (!ZoneId.getAvailableZoneIds().contains(asked.zone())) {
            wrong("zone", "unknown-zone", "must be a time zone such as Asia/Shanghai");
            return Optional.empty();
        }
        return Optional.of(ZoneId.of(asked.zone()));
    }

    private Optional<Schedule> schedule(ZoneId zone) {
        Optional<Instant> start = time("startsAt", asked.startsAt(), zone);
        Optional<Instant> end = time("endsAt", asked.endsAt(), zone);
        if (start.isEmpty() || end.isEmpty()) {
            return Optional.empty();
        }
        if (!start.get().isBefore(end.get())) {
            wrong("endsAt", "before-start", "must be after startsAt");
        } else if (!forHistory && !end.get().isAfter(now)) {
            wrong("endsAt", "in-the-past", "must not have passed");
        } else if (ChronoUnit.DAYS.between(start.get(), end.get()) > 366L * MAX_YEARS) {
            wrong("endsAt", "too-long", "must be within " + MAX_YEARS + " years of startsAt");
        } else {
            return Optional.of(new Schedule(start.get(), end.get()));
        }
        return Optional.empty();
    }

    private Optional<CouponTerms> coupon(ZoneId zone, Schedule schedule, Optional<Benefit> benefit) {
        NewOffer.Coupon coupon = asked.coupon();
        if (coupon == null) {
            return Optional.empty();
        }
        int before = problems.size();
        if (forHistory) {
            wrong("coupon", "not-yet", "history is brought in without coupons");
        }
        if (benefit.filter(Benefit.TopUpBonus.class::isInstance).isPresent()) {
            wrong("coupon", "not-yet", "a top-up takes no coupons yet");
        }
        long stock = coupon.stock() == null ? 0 : coupon.stock();
        if (coupon.stock() == null) {
            wrong("coupon.stock", "missing", "is missing");
        } else if (stock < 1 || stock > CouponTerms.MAX_STOCK) {
            wrong("coupon.stock", "out-of-range", "must be from 1 to " + CouponTerms.MAX_STOCK);
        }
        long perCustomer = coupon.perCustomer() == null ? 1 : coupon.perCustomer();
        if (perCustomer < 1 || perCustomer > MAX_USES) {
            wrong("coupon.perCustomer", "out-of-range", "must be from 1 to " + MAX_USES);
        }
        Optional<Instant> from = optionalTime("coupon.claimFrom", coupon.claimFrom(), zone);
        Optional<Instant> until = optionalTime("coupon.claimUntil", coupon.claimUntil(), zone);
        if (until.isPresent() && until.get().isAfter(schedule.end())) {
            wrong("coupon.claimUntil", "after-end", "must not be after the offer's end");
        }
        if (!from.orElse(schedule.start()).isBefore(until.orElse(schedule.end()))) {
            wrong("coupon.claimFrom", "before-start", "must be before coupons can no longer be claimed");
        }
        Optional<CouponTerms.Validity> validity = validity(coupon.validity(), zone, schedule);
        if (problems.size() > before) {
            return Optional.empty();
        }
        return Optional.of(new CouponTerms(
                stock,
                perCustomer,
                !Boolean.FALSE.equals(coupon.listed()),
                Boolean.TRUE.equals(coupon.transferable()),
                from,
                until,
                validity.orElseThrow()));
    }

    private Optional<CouponTerms.Validity> validity(NewOffer.@Nullable Validity asked, ZoneId zone, Schedule schedule) {
        if (asked == null) {
            return Optional.of(new CouponTerms.UntilOfferEnds());
        }
        String kind = asked.kind() == null ? "" : asked.kind();
        switch (kind) {
            case "until_offer_ends" -> {
                return Optional.of(new CouponTerms.UntilOfferEnds());
            }
            case "until" -> {
                Optional<Instant> until = time("coupon.validity.until", asked.until(), zone);
                if (until.isPresent() && !until.get().isAfter(schedule.start())) {
                    wrong("coupon.validity.until", "before-start", "must be after the offer's start");
                    return Optional.empty();
                }
                return until.map(CouponTerms.Until::new);
            }
            case "for_days" -> {
                Integer days = asked.days();
                if (days == null) {
                    wrong("coupon.validity.days", "missing", "is missing");
                } else if (days < 1 || days > MAX_DAYS) {
                    wrong("coupon.validity.days", "out-of-range", "must be from 1 to " + MAX_DAYS);
                } else {
                    return Optional.of(new CouponTerms.ForDays(days));
                }
            }
            case "to_end_of" -> {
                Optional<CouponTerms.Period> period =
                        Optional.ofNullable(asked.period()).flatMap(CouponTerms.Period::find);
                if (period.isEmpty()) {
                    wrong("coupon.validity.period", "invalid", "must be day, week or month");
                }
                return period.map(CouponTerms.ToEndOf::new);
            }
            default ->
                wrong("coupon.validity.kind", "invalid", "must be until_offer_ends, until, for_days or to_end_of");
        }
        return Optional.empty();
    }

    private Optional<Instant> optionalTime(String field, @Nullable String text, ZoneId zone) {
        return text == null ? Optional.empty() : time(field, text, zone);
    }

    private Optional<Instant> time(String field, @Nullable String text, ZoneId zone) {
        if (text == null || text.isBlank()) {
            wrong(field, "missing", "is missing");
            return Optional.empty();
        }
        Optional<Instant> time = parsed(text, zone);
        if (time.isEmpty()) {
            wrong(field, "not-a-time", "must be a time such as 2026-11-11T00:00:00+08:00");
            return Optional.empty();
        }
        int year = time.get().atZone(zone).getYear();
        if (year < 1970 || year > Year.of(2200).getValue()) {
            wrong(field, "out-of-range", "must be between 1970 and 2200");
            return Optional.empty();
        }
        return time.map(at -> at.truncatedTo(ChronoUnit.MICROS));
    }

    /** With an offset it is that instant; without one the clock on the wall of the offer's zone. */
    private static Optional<Instant> parsed(String text, ZoneId zone) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException _) {
            try {
                return Optional.of(LocalDateTime.parse(text).atZone(zone).toInstant());
            } catch (DateTimeException _) {
                return Optional.empty();
            }
        }
    }

    private Set<String> merchantIds(Optional<Currency> currency) {
        List<@Nullable String> ids = asked.merchantIds();
        if (ids == null) {
            return Set.of();
        }
        if (ids.size() > MAX_MERCHANTS) {
            wrong("merchantIds", "too-many", "must hold at most " + MAX_MERCHANTS + " merchants");
            return Set.of();
        }
        Set<String> known = new HashSet<>();
        for (int i = 0; i < ids.size(); i++) {
            String field = "merchantIds[" + i + "]";
            String id = ids.get(i);
            MerchantProfile merchant = id == null ? null : merchants.get(id);
            if (id == null || merchant == null) {
                wrong(field, "unknown-merchant", "must be the id of a merchant");
            } else if (currency.isPresent() && !merchant.currency().equals(currency.get())) {
                wrong(
                        field,
                        "wrong-currency",
                        "takes payments in " + merchant.currency().code() + " only");
            } else if (!known.add(id)) {
                wrong(field, "duplicate", "must not be named twice");
            }
        }
        return known;
    }

    private OptionalLong total(Currency currency) {
        if (asked.budget() == null) {
            wrong("budget", "missing", "is missing");
            return OptionalLong.empty();
        }
        return positive("budget.total", asked.budget().total(), currency);
    }

    private OptionalLong part(
            String field, Currency currency, OptionalLong total, Function<NewOffer.Budget, @Nullable Money> of) {
        Money asPart = asked.budget() == null ? null : of.apply(asked.budget());
        if (asPart == null) {
            return OptionalLong.empty();
        }
        OptionalLong part = positive(field, asPart, currency);
        if (part.isPresent() && total.isPresent() && part.getAsLong() > total.getAsLong()) {
            wrong(field + ".value", "above-total", "must not be more than the total");
        }
        return part;
    }

    private OptionalLong uses(String field, @Nullable Long uses) {
        if (uses == null) {
            return OptionalLong.empty();
        }
        if (uses < 1 || uses > MAX_USES) {
            wrong(field, "out-of-range", "must be from 1 to " + MAX_USES);
            return OptionalLong.empty();
        }
        return OptionalLong.of(uses);
    }

    /** A top-up is paid to no merchant, and the wallet may make it by itself, from no device. */
    private void checkCapsOf(Benefit benefit, OptionalLong perMerchant, OptionalLong usesPerDevice) {
        if (benefit instanceof Benefit.TopUpBonus) {
            if (perMerchant.isPresent()) {
                wrong("budget.perMerchant", "not-for-top-ups", "is not for top-ups");
            }
            if (usesPerDevice.isPresent()) {
                wrong("usesPerDevice", "not-for-top-ups", "is not for top-ups");
            }
        }
    }

    private List<KeptSponsor> sponsors(OptionalLong total) {
        List<NewOffer.@Nullable Sponsor> sponsors = asked.sponsors();
        if (sponsors == null || sponsors.isEmpty()) {
            wrong("sponsors", "missing", "must name at least one sponsor");
            return List.of();
        }
        if (sponsors.size() > Offer.MAX_SPONSORS) {
            wrong("sponsors", "too-many", "must name at most " + Offer.MAX_SPONSORS + " sponsors");
            return List.of();
        }
        int before = problems.size();
        List<KeptSponsor> shares = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < sponsors.size(); i++) {
            sponsor("sponsors[" + i + "]", sponsors.get(i), seen).ifPresent(shares::add);
        }
        int sum = shares.stream().mapToInt(KeptSponsor::basisPoints).sum();
        if (problems.size() == before && sum != 10_000) {
            wrong(
                    "sponsors",
                    "sum-not-100",
                    "must bear 100 % together, not "
                            + BigDecimal.valueOf(sum, 2).stripTrailingZeros().toPlainString() + " %");
        }
        if (problems.size() > before || total.isEmpty()) {
            return List.of();
        }
        long[] setAside = Apportioning.largestRemainder(
                total.getAsLong(),
                shares.stream().mapToLong(KeptSponsor::basisPoints).toArray());
        List<KeptSponsor> funded = new ArrayList<>();
        for (int i = 0; i < setAside.length; i++) {
            KeptSponsor share = shares.get(i);
            funded.add(new KeptSponsor(
                    share.sponsorId(), share.name(), share.basisPoints(), setAside[i], share.prefunded()));
        }
        return funded;
    }

    private Optional<KeptSponsor> sponsor(String field, NewOffer.@Nullable Sponsor sponsor, Set<String> seen) {
        if (sponsor == null || sponsor.sponsorId() == null) {
            wrong(field + ".sponsorId", "missing", "is missing");
            return Optional.empty();
        }
        String id = sponsor.sponsorId();
        Optional<String> name = name(field + ".name", sponsor.name(), MAX_NAME);
        Optional<Integer> share = percent(field + ".percent", sponsor.percent());
        if (!SPONSOR_ID.matcher(id).matches()) {
            wrong(field + ".sponsorId", "invalid", "must have 1 to 60 of a-z, 0-9, _ : . -");
        } else if (SponsorIds.merchantIn(id)
                .filter(merchant -> !merchants.containsKey(merchant))
                .isPresent()) {
            wrong(field + ".sponsorId", "unknown-merchant", "must name a merchant that exists");
        } else if (SponsorIds.brandIn(id)
                .filter(brand -> !brands.contains(brand))
                .isPresent()) {
            wrong(field + ".sponsorId", "unknown-brand", "must name a brand that exists");
        } else if (!seen.add(id)) {
            wrong(field + ".sponsorId", "duplicate", "must not be named twice");
        } else if (name.isPresent() && share.isPresent()) {
            return Optional.of(
                    new KeptSponsor(id, name.get(), share.get(), 0, Boolean.TRUE.equals(sponsor.prefunded())));
        }
        return Optional.empty();
    }
}
