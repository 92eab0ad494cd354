package io.tongbao.messaging;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Something that a customer should know; the wallet finds the words for it.
 *
 * @param about the id of what it is about, where a press on it leads
 * @param facts what the words are made of, by name, as the kind asks for them: nothing personal
 * @param once names the notice among those of the person: under the same name it is told once, however often
 */
public record Notice(String personId, Kind kind, String about, Map<String, String> facts, String once) {
    public Notice {
        facts = Map.copyOf(facts);
        if (!facts.keySet().equals(kind.facts)) {
            throw new IllegalArgumentException("A notice " + kind + " tells " + kind.facts + ", not " + facts.keySet());
        }
    }

    /** What can be told, and by which facts: {@code name} is an offer's or a benefit's, {@code until} an instant. */
    public enum Kind {
        /** Somebody gave the customer a coupon. */
        COUPON_RECEIVED("name"),
        /** The house gave the customer a coupon. */
        COUPON_GRANTED("name", "until"),
        /** A coupon of the customer's ends before long. */
        COUPON_ENDS_SOON("name", "until"),
        /** The house gave the customer a benefit. */
        BENEFIT_GRANTED("name");

        private final Set<String> facts;

        Kind(String... facts) {
            this.facts = Set.of(facts);
        }

        /** As the API and the database name it. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
