package io.tongbao.demo.internal;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A shopping street as a plan: who lives by it, who sells there, who bought what and when. The same seed, day and size are the same street,
 * whenever and however often it is planned; nothing here asks a clock or a database.
 *
 * @param days one after the other, each with what happened on it in order of time
 */
record Street(List<Shop> shops, List<Customer> customers, List<Day> days) {
    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final int GOODS_OF_A_SHOP = 5;
    private static final int FRIENDS = 3;
    private static final double SENDS_A_DAY_OF_A_HUNDRED = 1.2;
    private static final double GIVEN_BACK = 0.02;

    Street {
        shops = List.copyOf(shops);
        customers = List.copyOf(customers);
        days = List.copyOf(days);
    }

    /** @param days how far back it goes */
    record Size(int customers, int days) {
        static final Size WHOLE = new Size(300, 120);
    }

    record Shop(String name, String category, String owner, String ownerPhone, List<Item> items) {
        Shop {
            items = List.copyOf(items);
        }
    }

    record Item(String product, String name, long priceMinor) {}

    /**
     * @param comesFrom the first day of the street on which they may come, from 0
     * @param comesUntil the day from which they come no more
     */
    record Customer(
            int number,
            String name,
            String phone,
            Habit habit,
            List<Integer> favourites,
            int comesFrom,
            int comesUntil) {
        Customer {
            favourites = List.copyOf(favourites);
        }

        /** With the right check digit, and none of the endings by which the sandbox bank plays its tricks. */
        String cardNumber() {
            String body = "622202010000%03d".formatted(500 + number);
            int sum = 0;
            for (int place = 0; place < body.length(); place++) {
                int digit = body.charAt(body.length() - 1 - place) - '0';
                int counted = place % 2 == 0 ? 2 * digit : digit;
                sum += counted > 9 ? counted - 9 : counted;
            }
            return body + (10 - sum % 10) % 10;
        }
    }

    record Day(LocalDate date, List<Visit> visits, List<Gift> gifts) {
        Day {
            visits = List.copyOf(visits);
            gifts = List.copyOf(gifts);
        }
    }

    record Bought(Item item, int quantity) {
        long minor() {
            return item.priceMinor() * quantity;
        }
    }

    /** @param number once in the street */
    record Visit(String number, int customer, int shop, List<Bought> basket, Instant at, Optional<Back> back) {
        Visit {
            basket = List.copyOf(basket);
        }

        long minor() {
            return basket.stream().mapToLong(Bought::minor).sum();
        }
    }

    /** Brought back to the shop, in whole or in part. */
    record Back(long minor, Instant at) {}

    /** Money for a friend. */
    record Gift(String number, int from, int to, long minor, String note, Instant at) {}

    static Street plan(long seed, LocalDate lastDay, Size size) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Shop> shops = shops(random.split());
        List<Customer> customers = customers(random.split(), shops, size);
        LocalDate first = lastDay.minusDays(size.days() - 1L);
        Instant end = lastDay.plusDays(1).atStartOfDay(ZONE).toInstant();
        SplittableRandom going = random.split();
        List<Day> days = IntStream.range(0, size.days())
                .mapToObj(n -> day(going.split(), n, first.plusDays(n), shops, customers, end))
                .toList();
        return new Street(shops, customers, days);
    }

    private static List<Shop> shops(SplittableRandom random) {
        return IntStream.range(0, StreetCast.PLACES.size())
                .mapToObj(n -> {
                    StreetCast.Place place = StreetCast.PLACES.get(n);
                    List<StreetCast.Good> goods = StreetCast.goodsOf(place.category());
                    List<Item> items = goods.stream()
                            .limit(GOODS_OF_A_SHOP)
                            .map(good -> new Item(
                                    place.category() + "-" + n + "-" + goods.indexOf(good),
                                    good.name(),
                                    Math.max(50, good.aboutMinor() * random.nextInt(90, 111) / 1_000 * 10)))
                            .toList();
                    return new Shop(
                            place.name(), place.category(), place.owner(), "139000010%02d".formatted(n + 1), items);
                })
                .toList();
    }

    private static List<Customer> customers(SplittableRandom random, List<Shop> shops, Size size) {
        List<Customer> customers = new ArrayList<>(size.customers());
        for (int n = 0; n < size.customers(); n++) {
            Habit habit = habit(n * 100 / size.customers());
            String name = StreetCast.SURNAMES.get(n % StreetCast.SURNAMES.size())
                    + StreetCast.GIVEN.get((n / StreetCast.SURNAMES.size() + n) % StreetCast.GIVEN.size());
            List<Integer> favourites = IntStream.range(0, 4)
                    .mapToObj(_ -> random.nextInt(shops.size()))
                    .toList();
            int quarter = Math.max(1, size.days() / 4);
            int from = switch (habit) {
                case NEWCOMER -> size.days() - 1 - random.nextInt(Math.max(1, size.days() / 6));
                case DORMANT -> 0;
                case COMMUTER, OFFICE, PARENT, STUDENT, NIGHT_OWL, RETIRED, WEEKENDER -> random.nextInt(quarter);
            };
            int until = habit == Habit.DORMANT ? quarter + random.nextInt(quarter) : size.days();
            customers.add(new Customer(n, name, "137%08d".formatted(n + 1), habit, favourites, from, until));
        }
        return customers;
    }

    /** @param place among a hundred */
    private static Habit habit(int place) {
        int upTo = 0;
        for (Habit habit : Habit.values()) {
            upTo += habit.percent();
            if (place < upTo) {
                return habit;
            }
        }
        throw new IllegalStateException("The habits' parts sum to less than a hundred");
    }

    private static Day day(
            SplittableRandom random, int n, LocalDate date, List<Shop> shops, List<Customer> customers, Instant end) {
        List<Visit> visits = new ArrayList<>();
        boolean weekend = date.getDayOfWeek() == DayOfWeek.SATURDAY || date.getDayOfWeek() == DayOfWeek.SUNDAY;
        for (Customer customer : customers) {
            if (n < customer.comesFrom() || n >= customer.comesUntil()) {
                continue;
            }
            for (Habit.Outing outing : customer.habit().outings()) {
                if (random.nextDouble() < (weekend ? outing.onWeekend() : outing.onWeekday())) {
                    int shop = shop(random, customer, outing, shops);
                    String number = "S%03d-%04d".formatted(n, visits.size());
                    visits.add(visit(random, number, customer, shop, shops.get(shop), date, outing, end));
                }
            }
        }
        visits.sort(Comparator.comparing(Visit::at));
        return new Day(date, visits, gifts(random, n, date, customers));
    }

    /** One of the favourites where it sells such things, mostly. */
    private static int shop(SplittableRandom random, Customer customer, Habit.Outing outing, List<Shop> shops) {
        String category =
                outing.categories().get(random.nextInt(outing.categories().size()));
        List<Integer> fitting = IntStream.range(0, shops.size())
                .filter(n -> shops.get(n).category().equals(category))
                .boxed()
                .toList();
        List<Integer> liked =
                fitting.stream().filter(customer.favourites()::contains).toList();
        List<Integer> among = liked.isEmpty() || random.nextDouble() < 0.2 ? fitting : liked;
        return among.get(random.nextInt(among.size()));
    }

    private static Visit visit(
            SplittableRandom random,
            String number,
            Customer customer,
            int shopNumber,
            Shop shop,
            LocalDate date,
            Habit.Outing outing,
            Instant end) {
        Instant at = at(random, date, outing.fromHour(), outing.toHour());
        List<Bought> basket = basket(random, shop);
        long minor = basket.stream().mapToLong(Bought::minor).sum();
        Optional<Back> back = Optional.empty();
        if (random.nextDouble() < GIVEN_BACK) {
            long part = random.nextBoolean()
                    ? minor
                    : Math.max(1, basket.getFirst().item().priceMinor());
            Instant later = at.plusSeconds(1_800 + random.nextInt(2 * 86_400));
            back = Optional.of(new Back(part, later.isBefore(end) ? later : end.minusSeconds(1)));
        }
        return new Visit(number, customer.number(), shopNumber, basket, at, back);
    }

    /** What somebody takes with them from the shop. */
    static List<Bought> basket(SplittableRandom random, Shop shop) {
        int kinds = 1 + random.nextInt(3);
        int first = random.nextInt(shop.items().size());
        return IntStream.range(0, Math.min(kinds, shop.items().size()))
                .mapToObj(n ->
                        new Bought(shop.items().get((first + n) % shop.items().size()), random.nextInt(5) == 0 ? 2 : 1))
                .toList();
    }

    private static List<Gift> gifts(SplittableRandom random, int n, LocalDate date, List<Customer> customers) {
        double expected = customers.size() / 100.0 * SENDS_A_DAY_OF_A_HUNDRED * 2 * random.nextDouble();
        int many = (int) expected + (random.nextDouble() < expected % 1 ? 1 : 0);
        List<Gift> gifts = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            int from = random.nextInt(customers.size());
            int to = (from + 1 + random.nextInt(Math.min(FRIENDS, customers.size() - 1))) % customers.size();
            gifts.add(new Gift(
                    "G%03d-%03d".formatted(n, i),
                    from,
                    to,
                    random.nextInt(10, 200) * 100L,
                    StreetCast.NOTES.get(random.nextInt(StreetCast.NOTES.size())),
                    at(random, date, 8, 22)));
        }
        return gifts;
    }

    private static Instant at(SplittableRandom random, LocalDate date, int fromHour, int toHour) {
        LocalDateTime time = date.atTime(random.nextInt(fromHour, toHour + 1), random.nextInt(60), random.nextInt(60));
        return time.atZone(ZONE).toInstant();
    }
}
