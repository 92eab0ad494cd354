package io.tongbao.promotions;

import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of who pays, beyond what the books say ({@link Standing}).
 *
 * @param joinedOn by the calendar of the house
 * @param coupons the offers of which the customer has a coupon that could be used now, by id
 */
public record Customer(
        String id,
        Optional<LocalDate> joinedOn,
        Optional<Birthday> birthday,
        Optional<String> tier,
        Set<String> tags,
        Set<String> lists,
        Set<String> coupons) {

    public Customer {
        Objects.requireNonNull(id, "id is null");
        Objects.requireNonNull(joinedOn, "joinedOn is null");
        Objects.requireNonNull(birthday, "birthday is null");
        Objects.requireNonNull(tier, "tier is null");
        tags = Set.copyOf(tags);
        lists = Set.copyOf(lists);
        coupons = Set.copyOf(coupons);
    }

    public static Customer of(String id) {
        return new Customer(id, Optional.empty(), Optional.empty(), Optional.empty(), Set.of(), Set.of(), Set.of());
    }

    /** The same with coupons of these offers. */
    public Customer withCoupons(Set<String> offerIds) {
        return new Customer(id, joinedOn, birthday, tier, tags, lists, offerIds);
    }

    /** The same on these lists. */
    public Customer onLists(Set<String> ids) {
        return new Customer(id, joinedOn, birthday, tier, tags, ids, coupons);
    }

    /** @param lunar whether month and day are of the lunar calendar (农历) */
    public record Birthday(int month, int day, boolean lunar) {
        public Birthday {
            if (month < 1
                    || month > 12
                    || day < 1
                    || day > (lunar ? 30 : java.time.Month.of(month).maxLength())) {
                throw new IllegalArgumentException("Not a day of the year: " + month + "/" + day);
            }
        }
    }
}
