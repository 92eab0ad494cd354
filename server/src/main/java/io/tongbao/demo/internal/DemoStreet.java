package io.tongbao.demo.internal;

import io.tongbao.imports.HistoryReplay;
import io.tongbao.platform.OwnAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * The street that the demo's shops stand in: its shops and people sign up like anybody, its past comes in through the imports. A start
 * that was broken off is gone on with; what is there already is found.
 */
@Component
@ConditionalOnProperty(name = "tongbao.mode", havingValue = "demo")
class DemoStreet {
    private static final long SEED = 20_261_111;
    /** Enough that the server is never idle, few enough that people who came for the wallet are served between. */
    private static final int AT_ONCE = 8;

    /** One of each can be signed in as with one tap. */
    private static final List<Habit> PLAYABLE =
            List.of(Habit.COMMUTER, Habit.PARENT, Habit.STUDENT, Habit.NIGHT_OWL, Habit.DORMANT);

    private static final Duration GOES_ON = Duration.ofDays(60);

    private final DemoWorld world;
    private final StreetStore store;
    private final StreetHistory history;
    private final StreetOffers offers;
    private final Clock clock;

    DemoStreet(DemoWorld world, StreetStore store, StreetHistory history, StreetOffers offers, Clock clock) {
        this.world = world;
        this.store = store;
        this.history = history;
        this.offers = offers;
        this.clock = clock;
    }

    /** The street as it was begun, if it was. */
    Optional<Street> street() {
        return store.lastDay().map(DemoStreet::plan);
    }

    StreetHistory.Members members() {
        return new StreetHistory.Members(store.members("shop"), store.members("customer"));
    }

    private static Street plan(LocalDate lastDay) {
        return Street.plan(SEED, lastDay, Street.Size.WHOLE);
    }

    /** @throws HistoryReplay.Stopped if the server is stopped meanwhile */
    StreetHistory.Figures fill(OwnAddress server, HistoryReplay.Progress progress) {
        LocalDate lastDay =
                store.begin(LocalDate.now(clock.withZone(Street.ZONE)).minusDays(1));
        Street street = plan(lastDay);
        makeMembers(
                "shop",
                street.shops().size(),
                progress,
                n -> world.openStreetShop(server, street.shops().get(n)));
        makeMembers("customer", street.customers().size(), progress, n -> {
            Street.Customer customer = street.customers().get(n);
            boolean played = PLAYABLE.contains(customer.habit()) && isFirstOfItsHabit(street, customer);
            return played ? world.signUpToBePlayed(server, customer) : world.signUp(server, customer);
        });
        StreetHistory.Members members = members();
        Instant from = street.days().getFirst().date().atStartOfDay(Street.ZONE).toInstant();
        Instant until = lastDay.plusDays(1).atStartOfDay(Street.ZONE).toInstant();
        String by = world.operatorId();
        List<String> past = offers.openForHistory(street, members.shops(), from, until, by);
        StreetHistory.Figures figures = history.bringIn(street, members, progress);
        offers.end(past, by);
        world.openOffer(
                server,
                StreetOffers.goesOn(
                        street,
                        members.shops(),
                        clock.instant(),
                        clock.instant().plus(GOES_ON)));
        store.ready(figures);
        return figures;
    }

    private static boolean isFirstOfItsHabit(Street street, Street.Customer customer) {
        return street.customers().stream()
                .filter(other -> other.habit() == customer.habit())
                .findFirst()
                .filter(customer::equals)
                .isPresent();
    }

    /** Several at once; each is noted down as soon as it is there. */
    private void makeMembers(String kind, int size, HistoryReplay.Progress progress, IntFunction<String> make) {
        int there = store.members(kind).size();
        List<Future<String>> coming = new ArrayList<>();
        try (ExecutorService threads =
                Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
            for (int n = there; n < size; n++) {
                int number = n;
                coming.add(threads.submit(() -> make.apply(number)));
            }
            for (int n = there; n < size; n++) {
                store.keepMember(kind, n, joined(coming.get(n - there)));
                progress.at("the street's " + kind + "s", n + 1L, size);
            }
        }
    }

    private static String joined(Future<String> coming) {
        try {
            return coming.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HistoryReplay.Stopped();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Somebody of the street could not be signed up", e.getCause());
        }
    }
}
