package io.tongbao.offers.internal;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What staff have decided of an offer; whether it runs now is the schedule's and the budget's matter. */
enum OfferState {
    LIVE,
    PAUSED,
    ENDED;

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static OfferState of(String code) {
        return find(code).orElseThrow(() -> new IllegalStateException("Not a state: " + code));
    }

    static Optional<OfferState> find(String code) {
        return Arrays.stream(values())
                .filter(state -> state.code().equals(code))
                .findFirst();
    }
}
