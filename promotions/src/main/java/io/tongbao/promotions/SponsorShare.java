package io.tongbao.promotions;

import java.util.Objects;

/** Which part of an offer's cost a sponsor bears, in basis points; an offer's shares sum to 10000. */
public record SponsorShare(String sponsorId, int basisPoints) {
    public SponsorShare {
        Objects.requireNonNull(sponsorId, "sponsorId is null");
        Amounts.rate(basisPoints, "A share");
    }
}
