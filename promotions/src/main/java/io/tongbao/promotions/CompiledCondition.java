package io.tongbao.promotions;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A condition as three flat lists of tests: those that basket, customer and setting decide, those for which the books must be
 * read, and those that look at what other offers have left. Texts are made when compiling, since a payment judges many offers and
 * shows few.
 */
final class CompiledCondition {
    private final Test[] beforeBooks;
    private final Test[] withBooks;
    private final Test[] whileApplying;
    private final Set<OrderScope> ordersRead;
    private final Set<Circumstance> circumstances;
    private final boolean losesByOthers;

    private CompiledCondition(Compiling compiling) {
        beforeBooks = compiling.beforeBooks.toArray(new Test[0]);
        withBooks = compiling.withBooks.toArray(new Test[0]);
        whileApplying = compiling.whileApplying.toArray(new Test[0]);
        ordersRead = Collections.unmodifiableSet(compiling.ordersRead);
        circumstances = Collections.unmodifiableSet(compiling.circumstances);
        losesByOthers = compiling.losesByOthers;
    }

    /** @throws IllegalArgumentException if the tree is too large or an expression in it is not right */
    static CompiledCondition compile(Condition condition, ZoneId zone, Calendars calendars) {
        if (parts(condition) > Condition.MAX_PARTS) {
            throw new IllegalArgumentException("A condition has at most " + Condition.MAX_PARTS + " parts");
        }
        Compiling compiling = new Compiling(zone, calendars);
        compiling.add(condition);
        return new CompiledCondition(compiling);
    }

    /** The conditions of a tree that must all be met. */
    static List<Condition> needed(Condition condition) {
        return condition instanceof Condition.All all
                ? all.parts().stream().flatMap(part -> needed(part).stream()).toList()
                : List.of(condition);
    }

    interface Test {
        @Nullable
        Miss judge(Facts facts, Running running);
    }

    @Nullable
    Miss missBeforeBooks(Facts facts, Running start) {
        return first(beforeBooks, facts, start);
    }

    @Nullable
    Miss missWithBooks(Facts facts, Running start) {
        return first(withBooks, facts, start);
    }

    @Nullable
    Miss missWhileApplying(Facts facts, Running running) {
        return first(whileApplying, facts, running);
    }

    /** Which counts of orders the tests read: each must then be held by the ledger as it was seen. */
    Set<OrderScope> ordersRead() {
        return ordersRead;
    }

    /** Which circumstances of a payment the tests look at. */
    Set<Circumstance> circumstances() {
        return circumstances;
    }

    /** Whether what other offers take off can turn it from met to not met only. */
    boolean losesByOthers() {
        return losesByOthers;
    }

    private static @Nullable Miss first(Test[] tests, Facts facts, Running running) {
        for (Test test : tests) {
            Miss miss = test.judge(facts, running);
            if (miss != null) {
                return miss;
            }
        }
        return null;
    }

    private static int parts(Condition condition) {
        return switch (condition) {
            case Condition.All all ->
                1 + all.parts().stream().mapToInt(CompiledCondition::parts).sum();
            case Condition.Any any ->
                1 + any.parts().stream().mapToInt(CompiledCondition::parts).sum();
            case Condition.Not not -> 1 + parts(not.part());
            default -> 1;
        };
    }

    private static final class Compiling {
        private final ZoneId zone;
        private final Calendars calendars;
        private final List<Test> beforeBooks = new ArrayList<>();
        private final List<Test> withBooks = new ArrayList<>();
        private final List<Test> whileApplying = new ArrayList<>();
        private final Map<String, CelExpression> expressions = new HashMap<>();
        private final Set<OrderScope> ordersRead = EnumSet.noneOf(OrderScope.class);
        private final Set<Circumstance> circumstances = EnumSet.noneOf(Circumstance.class);
        private boolean losesByOthers = true;

        Compiling(ZoneId zone, Calendars calendars) {
            this.zone = zone;
            this.calendars = calendars;
        }

        private void add(Condition condition) {
            if (condition instanceof Condition.All all) {
                all.parts().forEach(this::add);
                return;
            }
            Set<Reads> reads = EnumSet.noneOf(Reads.class);
            collect(condition, reads);
            List<Test> tests = reads.contains(Reads.RUNNING)
                    ? whileApplying
                    : reads.contains(Reads.BOOKS) ? withBooks : beforeBooks;
            tests.add(compiled(condition));
            losesByOthers &= tests != whileApplying || condition instanceof Condition.AmountAtLeast;
        }

        private enum Reads {
            BOOKS,
            RUNNING
        }

        private void collect(Condition condition, Set<Reads> reads) {
            switch (condition) {
                case Condition.All all -> all.parts().forEach(part -> collect(part, reads));
                case Condition.Any any -> any.parts().forEach(part -> collect(part, reads));
                case Condition.Not not -> collect(not.part(), reads);
                case Condition.NthOrder _ -> reads.add(Reads.BOOKS);
                case Condition.PaidWith _ -> circumstances.add(Circumstance.SOURCE);
                case Condition.NewCustomer _ -> circumstances.add(Circumstance.JOINED_ON);
                case Condition.OnList _ -> circumstances.add(Circumstance.LISTS);
                case Condition.AmountAtLeast amount -> {
                    if (amount.base() == Base.NET) {
                        reads.add(Reads.RUNNING);
                    }
                }
                case Condition.Cel cel -> {
                    CelExpression expression = expression(cel);
                    circumstances.addAll(expression.circumstances());
                    if (expression.readsOrders()) {
                        reads.add(Reads.BOOKS);
                    }
                    if (expression.readsNet()) {
                        reads.add(Reads.RUNNING);
                    }
                }
                default -> {
                    // the rest is known before
                }
            }
        }

        private CelExpression expression(Condition.Cel cel) {
            return expressions.computeIfAbsent(cel.expression(), CelExpression::compile);
        }

        private Test compiled(Condition condition) {
            return switch (condition) {
                case Condition.All all -> {
                    Test[] parts = all.parts().stream().map(this::compiled).toArray(Test[]::new);
                    yield (facts, running) -> first(parts, facts, running);
                }
                case Condition.Any any ->
                    any(any.parts().stream().map(this::compiled).toArray(Test[]::new));
                case Condition.Not not -> {
                    Test part = compiled(not.part());
                    Miss met = Miss.of(Reason.EXCLUDED, "not " + not.part(), "met");
                    yield (facts, running) -> part.judge(facts, running) == null ? met : null;
                }
                case Condition.AmountAtLeast amount -> amount(amount);
                case Condition.QuantityAtLeast quantity -> quantity(quantity);
                case Condition.NthOrder nth -> nthOrder(nth);
                case Condition.InStores in ->
                    oneOf(
                            Reason.OTHER_STORE,
                            "store",
                            in.stores(),
                            facts -> facts.setting().store());
                case Condition.InChannels in ->
                    oneOf(
                            Reason.OTHER_CHANNEL,
                            "channel",
                            in.channels(),
                            facts -> facts.setting().channel());
                case Condition.OnDevices on ->
                    oneOf(
                            Reason.OTHER_DEVICE,
                            "device",
                            on.devices(),
                            facts -> facts.setting().device());
                case Condition.InTiers in ->
                    oneOf(
                            Reason.OTHER_TIER,
                            "tier",
                            in.tiers(),
                            facts -> facts.customer().tier());
                case Condition.HasTag has ->
                    anyOf(
                            Reason.NO_TAG,
                            "tag",
                            has.tags(),
                            facts -> facts.customer().tags());
                case Condition.OnList on ->
                    anyOf(
                            Reason.NOT_ON_LIST,
                            "list",
                            on.lists(),
                            facts -> facts.customer().lists());
                case Condition.NewCustomer fresh -> newCustomer(fresh);
                case Condition.BirthdayNear near -> birthday(near);
                case Condition.WeeklyHours hours -> weeklyHours(hours);
                case Condition.OnCalendar on -> onCalendar(on);
                case Condition.NearLunarDay near -> nearLunarDay(near);
                case Condition.PaidWith with -> paidWith(with);
                case Condition.Cel cel -> cel(expression(cel));
            };
        }

        private static Test any(Test[] parts) {
            return (facts, running) -> {
                Miss firstMiss = null;
                for (Test part : parts) {
                    Miss miss = part.judge(facts, running);
                    if (miss == null) {
                        return null;
                    }
                    firstMiss = firstMiss == null ? miss : firstMiss;
                }
                return firstMiss;
            };
        }

        private static Test amount(Condition.AmountAtLeast amount) {
            String text =
                    (amount.base() == Base.GROSS ? "gross of " : "net of ") + amount.goods() + " >= " + amount.minor();
            boolean gross = amount.base() == Base.GROSS;
            boolean all = amount.goods().isAll();
            return (facts, running) -> {
                long seen = 0;
                if (all) {
                    seen = gross ? facts.goodsGross() : running.goodsNet();
                } else {
                    for (int line : facts.linesOf(amount.goods())) {
                        seen += gross ? facts.gross(line) : running.net[line];
                    }
                }
                return seen >= amount.minor() ? null : Miss.of(Reason.BELOW_THRESHOLD, text, seen);
            };
        }

        private static Test quantity(Condition.QuantityAtLeast quantity) {
            String text = "units of " + quantity.goods() + " >= " + quantity.units();
            return (facts, _) -> {
                long units = 0;
                for (int line : facts.linesOf(quantity.goods())) {
                    units += facts.quantity(line);
                }
                return units >= quantity.units() ? null : Miss.of(Reason.TOO_FEW_UNITS, text, units);
            };
        }

        private Test nthOrder(Condition.NthOrder nth) {
            ordersRead.add(nth.scope());
            Reason reason = nth.nth() == 1 ? Reason.NOT_FIRST_ORDER : Reason.OTHER_ORDER;
            String text = switch (nth.scope()) {
                case WALLET -> "orders in the wallet = " + (nth.nth() - 1);
                case MERCHANT -> "orders at the merchant = " + (nth.nth() - 1);
            };
            return (facts, _) -> {
                long before = facts.standing().orders(nth.scope());
                return before == nth.nth() - 1 ? null : Miss.of(reason, text, before);
            };
        }

        private static Test oneOf(
                Reason reason, String what, Set<String> names, Function<Facts, Optional<String>> value) {
            String text = what + " is one of " + names.stream().sorted().toList();
            return (facts, _) -> {
                Optional<String> seen = value.apply(facts);
                return seen.isPresent() && names.contains(seen.get())
                        ? null
                        : Miss.of(reason, text, seen.orElse("none"));
            };
        }

        private static Test anyOf(Reason reason, String what, Set<String> names, Function<Facts, Set<String>> values) {
            String text = "a " + what + " of " + names.stream().sorted().toList();
            return (facts, _) -> {
                for (String each : values.apply(facts)) {
                    if (names.contains(each)) {
                        return null;
                    }
                }
                return new Miss(
                        reason,
                        text,
                        () -> values.apply(facts).stream().sorted().toList().toString());
            };
        }

        private Test newCustomer(Condition.NewCustomer fresh) {
            String text = "joined at most " + fresh.days() + " days ago";
            return (facts, _) -> {
                Optional<LocalDate> joined = facts.customer().joinedOn();
                if (joined.isEmpty()) {
                    return Miss.of(Reason.NOT_NEW, text, "unknown");
                }
                long days = ChronoUnit.DAYS.between(joined.get(), facts.today(zone));
                return days <= fresh.days() ? null : Miss.of(Reason.NOT_NEW, text, days);
            };
        }

        private Test birthday(Condition.BirthdayNear near) {
            String text = near.daysBefore() + " days before to " + near.daysAfter() + " days after the birthday";
            return (facts, _) -> {
                Optional<Customer.Birthday> birthday = facts.customer().birthday();
                if (birthday.isEmpty()) {
                    return Miss.of(Reason.NOT_BIRTHDAY, text, "unknown");
                }
                LocalDate today = facts.today(zone);
                return LunarCalendar.isNear(
                                today,
                                near.daysBefore(),
                                near.daysAfter(),
                                day -> LunarCalendar.isBirthday(birthday.get(), day))
                        ? null
                        : Miss.of(Reason.NOT_BIRTHDAY, text, today.toString());
            };
        }

        private Test weeklyHours(Condition.WeeklyHours hours) {
            String text = hours.days().stream().sorted().toList() + " " + hours.from() + " to " + hours.to();
            return (facts, _) -> {
                ZonedDateTime local = facts.local(zone);
                return within(hours, local.getDayOfWeek(), local.toLocalTime())
                        ? null
                        : new Miss(Reason.OUTSIDE_HOURS, text, () -> local.getDayOfWeek() + " " + local.toLocalTime());
            };
        }

        /** Hours that end at or before their start run on into the next morning, which belongs to the day they began. */
        private static boolean within(Condition.WeeklyHours hours, DayOfWeek day, LocalTime time) {
            boolean pastStart = !time.isBefore(hours.from());
            boolean beforeEnd = time.isBefore(hours.to());
            if (hours.from().isBefore(hours.to())) {
                return hours.days().contains(day) && pastStart && beforeEnd;
            }
            return (hours.days().contains(day) && pastStart) || (hours.days().contains(day.minus(1)) && beforeEnd);
        }

        private Test onCalendar(Condition.OnCalendar on) {
            if (!calendars.has(on.calendar())) {
                throw new IllegalArgumentException("There is no calendar " + on.calendar());
            }
            String text = on.calendar() + " says one of "
                    + on.labels().stream().sorted().toList();
            return (facts, _) -> {
                LocalDate today = facts.today(zone);
                Set<String> labels = calendars.labels(on.calendar(), today);
                for (String label : labels) {
                    if (on.labels().contains(label)) {
                        return null;
                    }
                }
                return new Miss(
                        Reason.OTHER_DAY,
                        text,
                        () -> today + " " + labels.stream().sorted().toList());
            };
        }

        private Test nearLunarDay(Condition.NearLunarDay near) {
            String text = near.daysBefore() + " days before to " + near.daysAfter() + " days after lunar "
                    + near.month() + "/" + near.day();
            return (facts, _) -> {
                LocalDate today = facts.today(zone);
                return LunarCalendar.isNear(near, today) ? null : Miss.of(Reason.OTHER_DAY, text, today.toString());
            };
        }

        private static Test paidWith(Condition.PaidWith with) {
            String text = "paid with" + asked("kind", with.kinds()) + asked("issuer", with.issuers())
                    + asked("brand", with.brands());
            return (facts, _) -> {
                Optional<Setting.Source> source = facts.setting().source();
                return source.isPresent()
                                && isIn(with.kinds(), Optional.of(source.get().kind()))
                                && isIn(with.issuers(), source.get().issuer())
                                && isIn(with.brands(), source.get().brand())
                        ? null
                        : new Miss(
                                Reason.OTHER_SOURCE,
                                text,
                                () -> source.map(Setting.Source::kind).orElse("not chosen"));
            };
        }

        private static String asked(String what, Set<String> names) {
            return names.isEmpty()
                    ? ""
                    : " " + what + " " + names.stream().sorted().toList();
        }

        private static boolean isIn(Set<String> names, Optional<String> value) {
            return names.isEmpty() || (value.isPresent() && names.contains(value.get()));
        }

        private Test cel(CelExpression expression) {
            ordersRead.addAll(expression.ordersRead());
            return (facts, running) -> expression.judge(facts, running, zone);
        }
    }
}
