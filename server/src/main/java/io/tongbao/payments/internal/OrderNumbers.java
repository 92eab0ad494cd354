package io.tongbao.payments.internal;

import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.random.RandomGenerator;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Numbers for orders that come without one: the day and five letters or digits, short enough to be called across a
 * counter. They don't count, so nobody learns from a receipt how many orders a shop has.
 */
@Component
class OrderNumbers {
    /** Without those that are mistaken for others when read out or written down: 0 O, 1 I L, U V. */
    private static final String SIGNS = "23456789ABCDEFGHJKMNPQRSTWXYZ";

    private static final int LENGTH = 5;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MMdd");

    private final Clock clock;
    private final RandomGenerator random;

    @Autowired
    OrderNumbers(Clock clock) {
        this(clock, RandomGenerator.getDefault());
    }

    OrderNumbers(Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /** A likely free number; the table decides whether it is. */
    String next() {
        StringBuilder number = new StringBuilder(DAY.format(LocalDate.now(clock))).append('-');
        synchronized (random) {
            for (int i = 0; i < LENGTH; i++) {
                number.append(SIGNS.charAt(random.nextInt(SIGNS.length())));
            }
        }
        return number.toString();
    }
}
