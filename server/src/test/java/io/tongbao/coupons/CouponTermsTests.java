package io.tongbao.coupons;

import static org.assertj.core.api.Assertions.assertThat;

import io.tongbao.offers.CouponTerms;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CouponTermsTests {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final Instant FAR = Instant.parse("2030-01-01T00:00:00Z");

    @Test
    void aDayAWeekAndAMonthEndByTheClockOfTheOffersZone() {
        Instant newYearsEve = at("2026-12-31T23:59:59.999", SHANGHAI);
        assertThat(until(new CouponTerms.ToEndOf(CouponTerms.Period.DAY), newYearsEve, SHANGHAI))
                .isEqualTo(at("2027-01-01T00:00", SHANGHAI));
        // the same moment is still the 31st of December, a Thursday, in New York
        assertThat(until(new CouponTerms.ToEndOf(CouponTerms.Period.DAY), newYearsEve, NEW_YORK))
                .isEqualTo(at("2027-01-01T00:00", NEW_YORK));
        assertThat(until(new CouponTerms.ToEndOf(CouponTerms.Period.WEEK), newYearsEve, SHANGHAI))
                .isEqualTo(at("2027-01-04T00:00", SHANGHAI));
        assertThat(until(new CouponTerms.ToEndOf(CouponTerms.Period.MONTH), newYearsEve, SHANGHAI))
                .isEqualTo(at("2027-01-01T00:00", SHANGHAI));
        // a Monday's first moment has its whole week before it; 2028 is a leap year
        assertThat(until(new CouponTerms.ToEndOf(CouponTerms.Period.WEEK), at("2027-01-04T00:00", SHANGHAI), SHANGHAI))
                .isEqualTo(at("2027-01-11T00:00", SHANGHAI));
        assertThat(until(new CouponTerms.ToEndOf(CouponTerms.Period.MONTH), at("2028-02-01T00:00", SHANGHAI), SHANGHAI))
                .isEqualTo(at("2028-03-01T00:00", SHANGHAI));
    }

    /** The night when clocks go forward has 23 hours; days that are counted have 24 all the same. */
    @Test
    void daysThatAreCountedAreOf24Hours() {
        Instant beforeSummerTime = at("2027-03-13T12:00", NEW_YORK);
        assertThat(until(new CouponTerms.ForDays(1), beforeSummerTime, NEW_YORK))
                .isEqualTo(at("2027-03-14T13:00", NEW_YORK));
        assertThat(until(new CouponTerms.ToEndOf(CouponTerms.Period.DAY), at("2027-03-14T01:00", NEW_YORK), NEW_YORK))
                .isEqualTo(at("2027-03-15T00:00", NEW_YORK));
    }

    @Test
    void noneOutlivesItsOffer() {
        Instant got = Instant.parse("2029-12-31T00:00:00Z");
        assertThat(until(new CouponTerms.ForDays(30), got, SHANGHAI)).isEqualTo(FAR);
        assertThat(until(new CouponTerms.UntilOfferEnds(), got, SHANGHAI)).isEqualTo(FAR);
        assertThat(until(new CouponTerms.Until(FAR.plusSeconds(1)), got, SHANGHAI))
                .isEqualTo(FAR);
        assertThat(until(new CouponTerms.Until(FAR.minusSeconds(1)), got, SHANGHAI))
                .isEqualTo(FAR.minusSeconds(1));
    }

    private static Instant until(CouponTerms.Validity validity, Instant got, ZoneId zone) {
        return new CouponTerms(1, 1, true, false, Optional.empty(), Optional.empty(), validity).until(got, zone, FAR);
    }

    private static Instant at(String local, ZoneId zone) {
        return LocalDateTime.parse(local).atZone(zone).toInstant();
    }
}
