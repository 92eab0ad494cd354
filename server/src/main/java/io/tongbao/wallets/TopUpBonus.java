package io.tongbao.wallets;

import java.time.LocalDate;
import java.util.List;
import java.util.OptionalLong;

/**
 * What offers add to a top-up, as it was shown, reserved and given: money that can be spent at merchants and not withdrawn. Stored as
 * JSON, so fields may be added and never change their meaning. Amounts are minor units.
 */
public record TopUpBonus(List<Given> given) {
    public static final TopUpBonus NONE = new TopUpBonus(List.of());

    public TopUpBonus {
        given = List.copyOf(given);
    }

    public long minor() {
        return given.stream().mapToLong(Given::minor).reduce(0, Math::addExact);
    }

    /**
     * What one offer gives, and what its counters must hold to.
     *
     * @param day the business day, in the campaign's zone, that the spending counts for
     * @param dayAtMost what the day's counter may be afterwards; the same for uses
     * @param ordersInWallet how many orders the person must have paid before
     */
    public record Given(
            String offerId,
            int version,
            String campaignId,
            String name,
            long minor,
            List<Part> sponsors,
            LocalDate day,
            OptionalLong dayAtMost,
            OptionalLong usesAtMost,
            OptionalLong ordersInWallet) {
        public Given {
            sponsors = List.copyOf(sponsors);
        }
    }

    public record Part(String sponsorId, String name, long minor) {}
}
