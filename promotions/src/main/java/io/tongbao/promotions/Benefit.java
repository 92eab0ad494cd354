package io.tongbao.promotions;

import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;

/** What an offer gives. Percentages are in basis points and round down to a whole minor unit. */
public sealed interface Benefit {

    OfferKind kind();

    /** 满减: the highest step that the basket reaches takes its amount off. */
    record SpendAndSave(List<Step> steps) implements Benefit {
        public static final int MAX_STEPS = 20;

        /** @param thresholdMinor the gross from which on the step holds */
        public record Step(long thresholdMinor, long offMinor) {
            public Step {
                Amounts.positive(thresholdMinor, "A threshold");
                Amounts.positive(offMinor, "An amount off");
                if (offMinor > thresholdMinor) {
                    throw new IllegalArgumentException("A step takes off more than its threshold: " + offMinor);
                }
            }
        }

        public SpendAndSave {
            steps = List.copyOf(steps);
            if (steps.isEmpty() || steps.size() > MAX_STEPS) {
                throw new IllegalArgumentException("There are 1 to " + MAX_STEPS + " steps: " + steps.size());
            }
            for (int i = 1; i < steps.size(); i++) {
                Step lower = steps.get(i - 1);
                Step higher = steps.get(i);
                if (higher.thresholdMinor() <= lower.thresholdMinor() || higher.offMinor() <= lower.offMinor()) {
                    throw new IllegalArgumentException(
                            "Each step asks for more and takes off more than the one before");
                }
            }
        }

        @Override
        public OfferKind kind() {
            return OfferKind.SPEND_AND_SAVE;
        }
    }

    /** A percentage off the gross, at most the cap. */
    record PercentOff(int basisPoints, OptionalLong capMinor, long thresholdMinor) implements Benefit {
        public PercentOff {
            Amounts.rate(basisPoints, "A percentage");
            capMinor.ifPresent(cap -> Amounts.positive(cap, "A cap"));
            Amounts.checked(thresholdMinor, "A threshold");
        }

        @Override
        public OfferKind kind() {
            return OfferKind.PERCENT_OFF;
        }
    }

    /** 首单立减: an amount off the customer's first order; never more than the gross. */
    record FirstOrder(long offMinor, long thresholdMinor, OrderScope scope) implements Benefit {
        public FirstOrder {
            Amounts.positive(offMinor, "An amount off");
            Amounts.checked(thresholdMinor, "A threshold");
            Objects.requireNonNull(scope, "scope is null");
        }

        @Override
        public OfferKind kind() {
            return OfferKind.FIRST_ORDER;
        }
    }

    /** 消费返现: a percentage of what the customer pays comes back into the wallet, at most the cap. */
    record Cashback(int basisPoints, OptionalLong capMinor, long thresholdMinor) implements Benefit {
        public Cashback {
            Amounts.rate(basisPoints, "A percentage");
            capMinor.ifPresent(cap -> Amounts.positive(cap, "A cap"));
            Amounts.checked(thresholdMinor, "A threshold");
        }

        @Override
        public OfferKind kind() {
            return OfferKind.CASHBACK;
        }
    }
}
