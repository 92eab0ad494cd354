package io.tongbao.promotions.backtest;

import io.tongbao.promotions.Benefit;
import io.tongbao.promotions.Offer;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is tested: the offers that a campaign would open, all at once. Each keeps its own budget and caps.
 *
 * @throws IllegalArgumentException if there is none, they are of several currencies, or one is for top-ups, which no payment shows
 */
public record Draft(List<Offer> offers) {
    public Draft {
        offers = List.copyOf(offers);
        if (offers.isEmpty()) {
            throw new IllegalArgumentException("A draft has an offer");
        }
        if (offers.stream().map(Offer::currency).distinct().count() > 1) {
            throw new IllegalArgumentException("A draft is of one currency");
        }
        offers.stream()
                .filter(offer -> offer.benefit() instanceof Benefit.TopUpBonus)
                .findFirst()
                .ifPresent(offer -> {
                    throw new IllegalArgumentException("A bonus on a top-up is not for payments: " + offer.id());
                });
    }

    Draft laidOver(Window window) {
        return new Draft(offers.stream().map(window::laid).toList());
    }

    Set<String> ids() {
        return offers.stream().map(Offer::id).collect(Collectors.toUnmodifiableSet());
    }

    /** Of them all. */
    public String currency() {
        return offers.getFirst().currency();
    }

    long budgetMinor() {
        return offers.stream().mapToLong(offer -> offer.budget().totalMinor()).reduce(0, Math::addExact);
    }
}
