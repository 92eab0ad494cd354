package io.tongbao.offers;

/**
 * Under which ids the money of a campaign's offers lies in the books, each with its own budget, caps and coupons: the first offer's
 * under the campaign's own id, the others' under it with their place ({@code cam_1}, {@code cam_1.2}, {@code cam_1.3}).
 */
public final class CampaignMoney {
    private static final char BEFORE_PLACE = '.';

    private CampaignMoney() {}

    /** @param place among the campaign's offers, from 0 */
    public static String id(String campaignId, int place) {
        return place == 0 ? campaignId : campaignId + BEFORE_PLACE + (place + 1);
    }

    public static String campaignOf(String id) {
        int at = id.indexOf(BEFORE_PLACE);
        return at < 0 ? id : id.substring(0, at);
    }

    public static int placeOf(String id) {
        int at = id.indexOf(BEFORE_PLACE);
        return at < 0 ? 0 : Integer.parseInt(id.substring(at + 1)) - 1;
    }
}
