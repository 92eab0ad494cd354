package io.tongbao.campaigns.internal;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tongbao.identity.StaffNames;
import io.tongbao.offers.Offers;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Campaigns as staff see them: with how their offers stand, and who is who. */
@Component
class CampaignViews {
    private final Offers offers;
    private final JointStore joints;
    private final StaffNames staff;

    CampaignViews(Offers offers, JointStore joints, StaffNames staff) {
        this.offers = offers;
        this.joints = joints;
        this.staff = staff;
    }

    @Schema(name = "Campaign")
    record CampaignView(
            @NotNull String id,

            @Schema(allowableValues = {"draft", "in_review", "scheduled", "live", "paused", "ended", "archived"})
            @NotNull
            String state,

            @Schema(description = "The newest version.") @NotNull
            VersionView newest,

            @Schema(description = "The version that holds; absent before it opens.")
            Optional<Integer> approved,

            @Schema(description = "The offers by which it gives, in the plan's order; none before it opens.") @NotNull
            List<String> offerIds,

            Optional<String> copiedFrom,

            @Schema(description = "The brands and merchants that are asked to bear a part of the newest version.")
            @NotNull
            List<SponsorView> asked) {}

    @Schema(name = "CampaignSponsor")
    record SponsorView(
            @NotNull String sponsorId,
            @NotNull String name,

            @Schema(allowableValues = {"waiting", "accepted", "refused"}) @NotNull
            String state,

            @Schema(description = "The version with which it answered; its terms are the same.")
            Optional<Integer> version,

            @Schema(description = "Why it refused.") Optional<String> reason,

            Optional<Instant> at) {
        static SponsorView of(Joint joint) {
            return new SponsorView(
                    joint.sponsorId(),
                    joint.name(),
                    joint.state(),
                    joint.answer().map(Joint.Answer::n),
                    joint.answer().map(Joint.Answer::reason).filter(reason -> !reason.isEmpty()),
                    joint.answer().map(Joint.Answer::at));
        }
    }

    @Schema(name = "CampaignVersion")
    record VersionView(
            int n,

            @Schema(allowableValues = {"draft", "in_review", "rejected", "approved"}) @NotNull
            String stage,

            @NotNull Plan plan,
            @NotNull String why,
            @NotNull StaffView writtenBy,
            @NotNull Instant writtenAt,
            Optional<ReviewView> review,
            Optional<DecisionView> decision) {}

    @Schema(name = "CampaignReview")
    record ReviewView(@NotNull StaffView by, @NotNull Instant at) {}

    @Schema(name = "CampaignDecision")
    record DecisionView(
            boolean approved,
            @NotNull String reason,
            @NotNull StaffView by,
            @NotNull Instant at) {}

    @Schema(name = "CampaignStaff")
    record StaffView(@NotNull String id, Optional<String> name) {}

    CampaignView of(Campaign campaign) {
        return of(List.of(campaign)).getFirst();
    }

    List<CampaignView> of(List<Campaign> campaigns) {
        Map<String, Offers.CampaignStanding> standings = offers.campaigns(
                campaigns.stream().filter(Campaign::isOpen).map(Campaign::id).toList());
        Map<String, String> names =
                names(campaigns.stream().map(Campaign::newest).toList());
        Map<String, List<Joint>> asked = joints.of(campaigns.stream()
                .collect(Collectors.toMap(
                        Campaign::id, campaign -> campaign.newest().n())));
        return campaigns.stream()
                .map(campaign -> {
                    Optional<Offers.CampaignStanding> standing = Optional.ofNullable(standings.get(campaign.id()));
                    return new CampaignView(
                            campaign.id(),
                            state(campaign, standing),
                            version(campaign.newest(), names),
                            campaign.approved(),
                            standing.map(Offers.CampaignStanding::offers).orElse(List.of()).stream()
                                    .map(Offers.Standing::offerId)
                                    .toList(),
                            campaign.copiedFrom(),
                            asked.getOrDefault(campaign.id(), List.of()).stream()
                                    .map(SponsorView::of)
                                    .toList());
                })
                .toList();
    }

    private static String state(Campaign campaign, Optional<Offers.CampaignStanding> standing) {
        if (campaign.archived()) {
            return "archived";
        }
        return standing.map(Offers.CampaignStanding::state)
                .orElse(campaign.newest().stage() == Campaign.Stage.IN_REVIEW ? "in_review" : "draft");
    }

    List<VersionView> versions(List<Campaign.Version> versions) {
        Map<String, String> names = names(versions);
        return versions.stream().map(version -> version(version, names)).toList();
    }

    private Map<String, String> names(Collection<Campaign.Version> versions) {
        return staff.names(versions.stream()
                .flatMap(version -> Stream.of(
                                Optional.of(version.writtenBy()),
                                version.review().map(Campaign.Review::askedBy),
                                version.decision().map(Campaign.Decision::by))
                        .flatMap(Optional::stream))
                .collect(Collectors.toSet()));
    }

    private static VersionView version(Campaign.Version version, Map<String, String> names) {
        return new VersionView(
                version.n(),
                version.stage().name().toLowerCase(Locale.ROOT),
                version.plan(),
                version.why(),
                staff(version.writtenBy(), names),
                version.writtenAt(),
                version.review().map(review -> new ReviewView(staff(review.askedBy(), names), review.askedAt())),
                version.decision()
                        .map(decision -> new DecisionView(
                                decision.approved(), decision.reason(), staff(decision.by(), names), decision.at())));
    }

    private static StaffView staff(String id, Map<String, String> names) {
        return new StaffView(id, Optional.ofNullable(names.get(id)));
    }
}
