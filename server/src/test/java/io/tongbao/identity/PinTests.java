package io.tongbao.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.tongbao.ServerTest;
import io.tongbao.World;
import io.tongbao.platform.Money;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ServerTest
class PinTests {
    private static final Money TEN_YUAN = Money.of(1_000, "CNY");
    private static final Optional<String> WRONG = Optional.of("904713");
    private static final Optional<String> RIGHT = Optional.of(World.PIN);

    private final World world;
    private final Pins pins;

    PinTests(World world, Pins pins) {
        this.world = world;
        this.pins = pins;
    }

    @Test
    void anAmountNeedsThePinOnceOneIsSet() {
        World.Someone customer = world.aNewCustomer();
        assertThat(pins.check(customer.id(), TEN_YUAN, Optional.empty())).isInstanceOf(PinCheck.NotSet.class);

        customer.browser().put("/me/pin", Map.of("pin", World.PIN)).expect(204);

        assertThat(pins.check(customer.id(), TEN_YUAN, Optional.empty())).isInstanceOf(PinCheck.Required.class);
        assertThat(pins.check(customer.id(), TEN_YUAN, RIGHT)).isInstanceOf(PinCheck.Allowed.class);
    }

    @Test
    void smallAmountsNeedNoneUnderTheLimitThatTheCustomerSets() {
        World.Someone customer = world.aCustomer();
        customer.browser()
                .put(
                        "/me/small-payment-limit",
                        Map.of("limit", Map.of("value", 1_000, "currency", "CNY"), "pin", World.PIN))
                .expect(204);

        assertThat(pins.check(customer.id(), TEN_YUAN, Optional.empty())).isInstanceOf(PinCheck.Allowed.class);
        assertThat(pins.check(customer.id(), Money.of(1_001, "CNY"), Optional.empty()))
                .isInstanceOf(PinCheck.Required.class);
        assertThat(pins.check(customer.id(), Money.of(1, "GBP"), Optional.empty()))
                .isInstanceOf(PinCheck.Required.class);
        assertThat(pins.require(customer.id(), Optional.empty())).isInstanceOf(PinCheck.Required.class);
    }

    @Test
    void fiveWrongOnesLockItForAWhileEvenForTheRightOne() {
        World.Someone customer = world.aCustomer();
        for (int left = 4; left >= 1; left--) {
            assertThat(pins.check(customer.id(), TEN_YUAN, WRONG)).isEqualTo(new PinCheck.Wrong(left));
        }
        assertThat(pins.check(customer.id(), TEN_YUAN, WRONG)).isInstanceOf(PinCheck.Locked.class);
        assertThat(pins.check(customer.id(), TEN_YUAN, RIGHT)).isInstanceOf(PinCheck.Locked.class);

        world.clock().advance(Duration.ofMinutes(31));
        assertThat(pins.check(customer.id(), TEN_YUAN, RIGHT)).isInstanceOf(PinCheck.Allowed.class);
    }

    @Test
    void theRightOneForgivesEarlierMistakes() {
        World.Someone customer = world.aCustomer();
        pins.check(customer.id(), TEN_YUAN, WRONG);
        pins.check(customer.id(), TEN_YUAN, RIGHT);
        assertThat(pins.check(customer.id(), TEN_YUAN, WRONG)).isEqualTo(new PinCheck.Wrong(4));
    }

    @Test
    void manyGuessesAtOnceAreNoMoreThanFive() throws InterruptedException, ExecutionException {
        World.Someone customer = world.aCustomer();
        List<Future<PinCheck>> checks = new ArrayList<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                checks.add(callers.submit(() -> pins.check(customer.id(), TEN_YUAN, WRONG)));
            }
        }
        int compared = 0;
        for (Future<PinCheck> check : checks) {
            compared += check.get() instanceof PinCheck.Wrong ? 1 : 0;
        }
        assertThat(compared).isEqualTo(4);
    }

    @Test
    void manyRightOnesAtOnceLockNothing() throws InterruptedException, ExecutionException {
        World.Someone customer = world.aCustomer();
        List<Future<PinCheck>> checks = new ArrayList<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 12; i++) {
                checks.add(callers.submit(() -> pins.check(customer.id(), TEN_YUAN, RIGHT)));
            }
        }
        for (Future<PinCheck> check : checks) {
            assertThat(check.get()).isInstanceOfAny(PinCheck.Allowed.class, PinCheck.Busy.class);
        }
        assertThat(pins.check(customer.id(), TEN_YUAN, WRONG)).isEqualTo(new PinCheck.Wrong(4));
    }

    @ParameterizedTest
    @ValueSource(strings = {"000000", "123456", "654321", "121212", "123123"})
    void anEasyOneIsRefused(String weak) {
        world.aNewCustomer().browser().put("/me/pin", Map.of("pin", weak)).expectProblem(422, "pin-weak");
    }

    @Test
    void changingItNeedsThePresentOne() {
        World.Someone customer = world.aCustomer();
        customer.browser().put("/me/pin", Map.of("pin", "582914")).expectProblem(422, "pin-required");
        customer.browser()
                .put("/me/pin", Map.of("pin", "582914", "currentPin", "111222"))
                .expectProblem(422, "pin-wrong");
        customer.browser()
                .put("/me/pin", Map.of("pin", "582914", "currentPin", World.PIN))
                .expect(204);
        assertThat(pins.require(customer.id(), Optional.of("582914"))).isInstanceOf(PinCheck.Allowed.class);
    }

    @Test
    void aLimitNamesTheFieldThatIsWrong() {
        World.Someone customer = world.aCustomer();
        assertThat(customer.browser()
                        .put(
                                "/me/small-payment-limit",
                                "{\"limit\":{\"value\":1.5,\"currency\":\"CNY\"},\"pin\":\"274915\"}")
                        .expectProblem(400, "invalid-field")
                        .json()
                        .at("/errors/0/field")
                        .asString())
                .isEqualTo("limit.value");
        assertThat(customer.browser()
                        .put(
                                "/me/small-payment-limit",
                                "{\"limit\":{\"value\":1,\"currency\":\"XXQ\"},\"pin\":\"274915\"}")
                        .expectProblem(400, "invalid-field")
                        .json()
                        .at("/errors/0/field")
                        .asString())
                .isEqualTo("limit.currency");
    }
}
