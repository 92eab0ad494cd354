package io.tongbao.promotions.json;

import io.tongbao.promotions.Basket;
import io.tongbao.promotions.Customer;
import io.tongbao.promotions.Offer;
import io.tongbao.promotions.Setting;
import io.tongbao.promotions.Stacking;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * All that a price depends on, in JSON, with what it should come to.
 *
 * @param why what the expected values come from: the arithmetic
 * @param stacking absent: one offer, the best for the customer
 * @param calendars labels by date, by the calendar's name
 * @param left by offer id; of an offer that is not named the whole budget is left
 * @param refunds one after the other, each by line
 * @param expected what the result must have at least
 */
record PriceCase(
        String name,
        Optional<String> why,
        Instant now,
        Setting setting,
        Payer customer,
        Basket basket,
        long drawSeed,
        Stacking stacking,
        Map<String, Map<LocalDate, Set<String>>> calendars,
        List<Offer> offers,
        Map<String, Left> left,
        List<Map<String, Returned>> refunds,
        Optional<JsonNode> expected) {

    /** Who pays: what is known of the customer, and what the books say. */
    record Payer(
            String id,
            Optional<LocalDate> joinedOn,
            Optional<Customer.Birthday> birthday,
            Optional<String> tier,
            Set<String> tags,
            Set<String> lists,
            Set<String> coupons,
            long ordersInWallet,
            long ordersAtMerchant) {

        Customer customer() {
            return new Customer(id, joinedOn, birthday, tier, tags, lists, coupons);
        }
    }

    /** @param budgetLeftMinor by sponsor; absent: the whole budget by the sponsors' shares */
    record Left(
            boolean paused,
            Optional<Map<String, Long>> budgetLeftMinor,
            long spentTodayMinor,
            long spentAtMerchantMinor,
            long uses,
            long usesOnDevice) {
        static final Left ALL = new Left(false, Optional.empty(), 0, 0, 0, 0);
    }

    /** What of a line comes back: so many units, or so much of its gross. */
    record Returned(OptionalInt units, OptionalLong grossMinor) {
        Returned {
            if (units.isPresent() == grossMinor.isPresent()) {
                throw new IllegalArgumentException("Either units or grossMinor says what comes back");
            }
        }

        long of(long unitPriceMinor) {
            return units.isPresent() ? Math.multiplyExact(units.getAsInt(), unitPriceMinor) : grossMinor.orElseThrow();
        }
    }
}
