package io.tongbao.campaigns.internal;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tongbao.identity.Principal;
import io.tongbao.merchants.MerchantProfile;
import io.tongbao.merchants.Merchants;
import io.tongbao.offers.NewOffer;
import io.tongbao.offers.Offers;
import io.tongbao.platform.Cursor;
import io.tongbao.platform.Page;
import io.tongbao.platform.PageRequest;
import io.tongbao.platform.ProblemException;
import jakarta.validation.constraints.NotNull;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Campaigns as customers see them: what was approved, and its rules. */
@RestController
@Tag(name = "campaigns")
class LiveCampaignController {
    private final CampaignStore store;
    private final Offers offers;
    private final Merchants merchants;
    private final Clock clock;

    LiveCampaignController(CampaignStore store, Offers offers, Merchants merchants, Clock clock) {
        this.store = store;
        this.offers = offers;
        this.merchants = merchants;
        this.clock = clock;
    }

    @Schema(name = "LiveCampaign")
    record LiveCampaignView(
            @NotNull String id,
            @NotNull String name,

            @Schema(allowableValues = {"scheduled", "live", "paused", "ended"}) @NotNull
            String state,

            @NotNull String currency,
            @NotNull Instant startsAt,
            @NotNull Instant endsAt,

            @Schema(description = "What it gives, in its order.") @NotNull
            List<LiveCampaignOffer> offers,

            @Schema(description = "The rules page.") Plan.@NotNull Rules rules,

            @Schema(description = "Of the rules; a change has a new one.")
            int version,

            @Schema(
                    description =
                            "Whether the customer may be of the audience of one of its offers; else it is for others.")
            @NotNull
            boolean forYou) {}

    @Schema(name = "LiveCampaignOffer")
    record LiveCampaignOffer(
            @NotNull String name,

            @Schema(description = "The benefit's kind.", example = "spend_and_save") @NotNull
            String kind,

            @Schema(types = "object", description = "In the promotion engine's form; amounts are minor units.") @NotNull
            JsonNode benefit,

            @Schema(types = "object", description = "In the promotion engine's form; amounts are minor units.") @NotNull
            JsonNode condition,

            @Schema(description = "Where it holds; everywhere if none is named.") @NotNull
            List<LiveCampaignMerchant> merchants,

            Optional<Long> usesPerCustomer,
            boolean combinable,

            @Schema(description = "Whether it takes a coupon, which is claimed before.")
            boolean byCoupon) {}

    @Schema(name = "LiveCampaignMerchant")
    record LiveCampaignMerchant(@NotNull String id, @NotNull String name) {}

    @GetMapping("/live-campaigns")
    @Operation(operationId = "listLiveCampaigns", summary = "Campaigns for the home page that are on now, newest first")
    Page<LiveCampaignView> list(Principal customer, PageRequest page) {
        Page<Campaign> placed = Page.cut(
                store.placed(
                        Plan.Placement.HOME,
                        clock.instant(),
                        page.after(1).map(cursor -> cursor.id(0, PlanningCampaigns.PREFIX)),
                        page.limit() + 1),
                page.limit(),
                last -> Cursor.of(last.id()));
        return new Page<>(
                views(placed.items(), customer.id()).stream()
                        .filter(campaign ->
                                campaign.forYou() && campaign.state().equals("live"))
                        .toList(),
                placed.next());
    }

    @GetMapping("/live-campaigns/{id}")
    @Operation(
            operationId = "getLiveCampaign",
            summary = "A campaign's page: what it gives, where, until when, by which rules")
    LiveCampaignView get(@PathVariable String id, Principal customer) {
        return store.find(id)
                .filter(campaign -> !campaign.archived())
                .flatMap(campaign -> campaign.approved()
                        .flatMap(n -> store.version(id, n)
                                .map(approved -> new Campaign(
                                        id,
                                        campaign.copiedFrom(),
                                        campaign.archived(),
                                        approved,
                                        campaign.approved()))))
                .filter(campaign -> !campaign.newest().plan().placements().isEmpty())
                .flatMap(campaign ->
                        views(List.of(campaign), customer.id()).stream().findFirst())
                .orElseThrow(ProblemException::notFound);
    }

    /** @param campaigns with the version that was approved */
    private List<LiveCampaignView> views(List<Campaign> campaigns, String customerId) {
        Map<String, Offers.CampaignStanding> standings =
                offers.campaigns(campaigns.stream().map(Campaign::id).toList());
        Set<String> open =
                offers.openTo(customerId, campaigns.stream().map(Campaign::id).toList());
        Map<String, MerchantProfile> named = merchants.find(campaigns.stream()
                .flatMap(campaign -> campaign.newest().plan().offers().stream())
                .flatMap(offer -> Plan.merchantIds(offer).stream())
                .collect(Collectors.toSet()));
        return campaigns.stream()
                .filter(campaign -> standings.containsKey(campaign.id()))
                .map(campaign -> view(campaign, Objects.requireNonNull(standings.get(campaign.id())), named, open))
                .toList();
    }

    private static LiveCampaignView view(
            Campaign campaign, Offers.CampaignStanding standing, Map<String, MerchantProfile> named, Set<String> open) {
        Plan plan = campaign.newest().plan();
        return new LiveCampaignView(
                campaign.id(),
                plan.name(),
                standing.state(),
                Objects.requireNonNull(plan.first().currency()),
                standing.startsAt(),
                standing.endsAt(),
                plan.offers().stream().map(offer -> view(offer, named)).toList(),
                plan.rules(),
                campaign.newest().n(),
                open.contains(campaign.id()));
    }

    private static LiveCampaignOffer view(NewOffer offer, Map<String, MerchantProfile> named) {
        JsonNode benefit = Objects.requireNonNull(offer.benefit());
        return new LiveCampaignOffer(
                Objects.requireNonNull(offer.name()),
                benefit.required("kind").asString(),
                benefit,
                Objects.requireNonNull(offer.condition()),
                Plan.merchantIds(offer).stream()
                        .flatMap(id -> Optional.ofNullable(named.get(id)).stream())
                        .map(merchant -> new LiveCampaignMerchant(merchant.id(), merchant.name()))
                        .sorted(Comparator.comparing(LiveCampaignMerchant::name))
                        .toList(),
                Optional.ofNullable(offer.usesPerCustomer()),
                Boolean.TRUE.equals(offer.combinable()),
                offer.coupon() != null);
    }
}
