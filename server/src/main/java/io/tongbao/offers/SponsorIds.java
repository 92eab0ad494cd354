package io.tongbao.offers;

import java.util.Optional;

/** Under which id somebody bears offers: a brand and a merchant under their own, anybody else under one that whoever writes the offer gives. */
public final class SponsorIds {
    private static final String OF_BRAND = "brand:";
    private static final String OF_MERCHANT = "merchant:";

    private SponsorIds() {}

    public static String ofBrand(String brandId) {
        return OF_BRAND + brandId;
    }

    public static String ofMerchant(String merchantId) {
        return OF_MERCHANT + merchantId;
    }

    public static Optional<String> brandIn(String sponsorId) {
        return after(OF_BRAND, sponsorId);
    }

    public static Optional<String> merchantIn(String sponsorId) {
        return after(OF_MERCHANT, sponsorId);
    }

    /** Whether it is somebody who is asked before money is set aside in its name. */
    public static boolean isAsked(String sponsorId) {
        return brandIn(sponsorId).isPresent() || merchantIn(sponsorId).isPresent();
    }

    private static Optional<String> after(String prefix, String sponsorId) {
        return sponsorId.startsWith(prefix) ? Optional.of(sponsorId.substring(prefix.length())) : Optional.empty();
    }
}
