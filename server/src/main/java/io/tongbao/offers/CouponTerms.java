package io.tongbao.offers;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.Optional;

/**
 * How the coupons of an offer are had: an offer with these applies only where a coupon of it is used up.
 *
 * @param stock how many there are
 * @param perCustomer how many one customer may claim
 * @param listed whether they can be claimed in the claim centre (领券中心); else only by code or as a grant
 * @param transferable whether a customer may give one to another
 * @param claimFrom from when they can be claimed; from the offer's start if empty
 * @param claimUntil until when; to the offer's end if empty
 */
public record CouponTerms(
        long stock,
        long perCustomer,
        boolean listed,
        boolean transferable,
        Optional<Instant> claimFrom,
        Optional<Instant> claimUntil,
        Validity validity) {
    public static final long MAX_STOCK = 10_000_000;

    /** How long a coupon can be used; never beyond its offer's end. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = UntilOfferEnds.class, name = "until_offer_ends"),
        @JsonSubTypes.Type(value = Until.class, name = "until"),
        @JsonSubTypes.Type(value = ForDays.class, name = "for_days"),
        @JsonSubTypes.Type(value = ToEndOf.class, name = "to_end_of")
    })
    public sealed interface Validity {}

    public record UntilOfferEnds() implements Validity {}

    public record Until(Instant at) implements Validity {}

    /** So many times 24 hours from when it was got. */
    public record ForDays(int days) implements Validity {}

    /** To the end of the calendar day, week (Monday to Sunday) or month in which it was got, in the offer's zone. */
    public record ToEndOf(Period period) implements Validity {}

    public enum Period {
        DAY,
        WEEK,
        MONTH;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Period> find(String code) {
            for (Period period : values()) {
                if (period.code().equals(code)) {
                    return Optional.of(period);
                }
            }
            return Optional.empty();
        }

        private Instant endAfter(Instant at, ZoneId zone) {
            LocalDate day = LocalDate.ofInstant(at, zone);
            LocalDate next = switch (this) {
                case DAY -> day.plusDays(1);
                case WEEK -> day.with(TemporalAdjusters.next(DayOfWeek.MONDAY));
                case MONTH -> day.with(TemporalAdjusters.firstDayOfNextMonth());
            };
            return next.atStartOfDay(zone).toInstant();
        }
    }

    /** When a coupon got at this time ends: from then on it can't be used. */
    public Instant until(Instant got, ZoneId zone, Instant offerEnd) {
        Instant until = switch (validity) {
            case UntilOfferEnds _ -> offerEnd;
            case Until fixed -> fixed.at();
            case ForDays days -> got.plus(days.days(), ChronoUnit.DAYS);
            case ToEndOf end -> end.period().endAfter(got, zone);
        };
        return until.isBefore(offerEnd) ? until : offerEnd;
    }
}
