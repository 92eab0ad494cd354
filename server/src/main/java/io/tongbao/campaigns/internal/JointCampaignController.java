package io.tongbao.campaigns.internal;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tongbao.campaigns.internal.PlanningCampaigns.Outcome;
import io.tongbao.identity.AuditNotes;
import io.tongbao.identity.Principal;
import io.tongbao.merchants.MerchantProfile;
import io.tongbao.merchants.Merchants;
import io.tongbao.offers.NewOffer;
import io.tongbao.offers.Offers;
import io.tongbao.offers.SponsorIds;
import io.tongbao.platform.CsvDownload;
import io.tongbao.platform.CsvDownload.Column;
import io.tongbao.platform.Cursor;
import io.tongbao.platform.Money;
import io.tongbao.platform.Page;
import io.tongbao.platform.PageRequest;
import io.tongbao.platform.PlainText;
import io.tongbao.platform.ProblemException;
import io.tongbao.platform.ProblemType;
import io.tongbao.promotions.Apportioning;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Joint campaigns (联合活动) as a brand or a merchant sees them that bears a part: its own only, with nothing of what others bear. */
@RestController
@Tag(name = "campaigns")
class JointCampaignController {
    private static final List<Column<JointCampaignView>> COLUMNS = List.of(
            new Column<>("id", JointCampaignView::id),
            new Column<>("name", view -> view.plan().name()),
            new Column<>("state", JointCampaignView::state),
            new Column<>("answer", JointCampaignView::answer),
            new Column<>("startsAt", view -> String.valueOf(view.plan().first().startsAt())),
            new Column<>("endsAt", view -> String.valueOf(view.plan().first().endsAt())),
            new Column<>(
                    "sharePercent",
                    view -> percent(view.plan().sponsors().getFirst()).toPlainString()),
            new Column<>("currency", view -> String.valueOf(view.plan().first().currency())),
            new Column<>("share", JointCampaignView::share),
            new Column<>("setAside", view -> view.spend().map(Spend::setAside)),
            new Column<>("spent", view -> view.spend().map(Spend::spent)),
            new Column<>("returned", view -> view.spend().map(Spend::returned)),
            new Column<>("left", view -> view.spend().map(Spend::left)));

    private final PlanningCampaigns planning;
    private final CampaignStore store;
    private final JointStore joints;
    private final Offers offers;
    private final Merchants merchants;
    private final AuditNotes audit;

    JointCampaignController(
            PlanningCampaigns planning,
            CampaignStore store,
            JointStore joints,
            Offers offers,
            Merchants merchants,
            AuditNotes audit) {
        this.planning = planning;
        this.store = store;
        this.joints = joints;
        this.offers = offers;
        this.merchants = merchants;
        this.audit = audit;
    }

    @Schema(name = "JointCampaign")
    record JointCampaignView(
            @NotNull String id,

            @Schema(allowableValues = {"in_review", "scheduled", "live", "paused", "ended"}) @NotNull
            String state,

            @Schema(description = "The version that waits, else the one that holds.")
            int version,

            @Schema(description = "Whether this version waits to be decided on, so that it can be accepted or refused.")
            boolean open,

            @Schema(description = "Whether an earlier version is in effect, which this one would change.")
            boolean change,

            @Schema(
                    description = "One's own answer to these terms.",
                    allowableValues = {"waiting", "accepted", "refused"})
            @NotNull
            String answer,

            @Schema(description = "Why it was refused.") Optional<String> reason,

            Optional<Instant> answeredAt,

            @Schema(description = "With one's own share only.") @NotNull
            Plan plan,

            @Schema(description = "The merchants where it holds; everywhere if none is named.") @NotNull
            List<String> merchants,

            @Schema(description = "The most that it may cost oneself.")
            Optional<Money> share,

            @Schema(description = "Once it has opened.") Optional<Spend> spend) {}

    @Schema(name = "JointCampaignSpend")
    record Spend(
            @NotNull Money setAside,

            @Schema(description = "Less what refunds brought back.") @NotNull
            Money spent,

            @NotNull Money returned,
            @NotNull Money left) {}

    @Schema(name = "JointCampaignVersionNamed")
    record Accepting(
            @Schema(description = "The version that was looked at.") @NotNull(message = "is missing")
            Integer version) {}

    @Schema(name = "JointCampaignRefusal")
    record Refusing(
            @NotNull(message = "is missing") Integer version,

            @NotBlank(message = "is missing") @PlainText @Size(max = 500, message = "must have at most 500 characters")
            String reason) {}

    @GetMapping("/joint-campaigns")
    @Operation(
            operationId = "listJointCampaigns",
            summary = "Campaigns that one bears or is asked to bear, newest first")
    Page<JointCampaignView> list(PageRequest page, Principal sponsor) {
        return page(page, sponsor(sponsor));
    }

    @GetMapping(path = "/joint-campaigns.csv", produces = "text/csv")
    @Operation(operationId = "exportJointCampaigns", summary = "What they have cost, as a file")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = "text/csv", schema = @Schema(type = "string")))
    void export(@Parameter(hidden = true) Principal sponsor, @Parameter(hidden = true) HttpServletResponse response)
            throws IOException {
        String sponsorId = sponsor(sponsor);
        CsvDownload.write(response, "joint-campaigns", COLUMNS, page -> page(page, sponsorId));
    }

    @GetMapping("/joint-campaigns/{id}")
    @Operation(
            operationId = "getJointCampaign",
            summary = "One's share, the terms, the rules page, and what it has cost")
    JointCampaignView get(@PathVariable String id, Principal sponsor) {
        return found(id, sponsor(sponsor));
    }

    @PostMapping("/joint-campaigns/{id}/acceptance")
    @Operation(
            operationId = "acceptJointCampaign",
            summary = "Accepts one's share and the terms of exactly this version")
    JointCampaignView accept(@PathVariable String id, @Valid @RequestBody Accepting request, Principal sponsor) {
        String sponsorId = sponsor(sponsor);
        return answer(planning.answer(id, request.version(), sponsorId, true, "", sponsor.id()), sponsorId);
    }

    @PostMapping("/joint-campaigns/{id}/refusal")
    @Operation(
            operationId = "refuseJointCampaign",
            summary = "Refuses this version, with a reason; also one accepted before")
    JointCampaignView refuse(@PathVariable String id, @Valid @RequestBody Refusing request, Principal sponsor) {
        String sponsorId = sponsor(sponsor);
        return answer(
                planning.answer(
                        id,
                        request.version(),
                        sponsorId,
                        false,
                        request.reason().strip(),
                        sponsor.id()),
                sponsorId);
    }

    private static String sponsor(Principal principal) {
        return principal
                .brandId()
                .map(SponsorIds::ofBrand)
                .orElseGet(() -> SponsorIds.ofMerchant(principal.merchant()));
    }

    private JointCampaignView answer(Outcome outcome, String sponsorId) {
        return switch (outcome) {
            case Outcome.Is(Campaign campaign) -> {
                audit.concerns(campaign.id());
                yield found(campaign.id(), sponsorId);
            }
            case Outcome.NotThere _ -> throw ProblemException.notFound();
            case Outcome.Changed _ ->
                throw new ProblemException(
                        ProblemType.CONFLICT, "Another version is the newest by now, or it has been decided.");
            case Outcome.Invalid _,
                    Outcome.OwnVersion _,
                    Outcome.Over _,
                    Outcome.StillOpen _,
                    Outcome.NotOpen _,
                    Outcome.NotOpened _,
                    Outcome.Busy _ -> throw new IllegalStateException("An answer was refused: " + outcome);
        };
    }

    private JointCampaignView found(String id, String sponsorId) {
        return views(joints.shownTo(sponsorId, Optional.of(id), Optional.empty(), 1), sponsorId).stream()
                .findFirst()
                .orElseThrow(ProblemException::notFound);
    }

    private Page<JointCampaignView> page(PageRequest page, String sponsorId) {
        Map<String, Integer> shown = joints.shownTo(
                sponsorId,
                Optional.empty(),
                page.after(1).map(cursor -> cursor.id(0, PlanningCampaigns.PREFIX)),
                page.limit() + 1);
        return Page.cut(views(shown, sponsorId), page.limit(), last -> Cursor.of(last.id()));
    }

    private List<JointCampaignView> views(Map<String, Integer> shown, String sponsorId) {
        Map<String, Campaign> campaigns = store.at(shown);
        Map<String, List<Joint>> asked = joints.of(shown);
        Map<String, Offers.CampaignStanding> standings = offers.campaigns(shown.keySet());
        Map<String, Offers.SponsorFigures> borne = offers.borne(sponsorId, standings.keySet());
        Map<String, MerchantProfile> named = merchants.find(campaigns.values().stream()
                .flatMap(campaign -> campaign.newest().plan().merchantIds().stream())
                .collect(Collectors.toSet()));
        return shown.keySet().stream()
                .map(id -> view(
                        Objects.requireNonNull(campaigns.get(id)),
                        Objects.requireNonNull(asked.get(id)).stream()
                                .filter(joint -> joint.sponsorId().equals(sponsorId))
                                .findFirst()
                                .orElseThrow(),
                        Optional.ofNullable(standings.get(id)),
                        Optional.ofNullable(borne.get(id)),
                        named))
                .toList();
    }

    private static JointCampaignView view(
            Campaign campaign,
            Joint own,
            Optional<Offers.CampaignStanding> standing,
            Optional<Offers.SponsorFigures> borne,
            Map<String, MerchantProfile> named) {
        boolean inReview = campaign.newest().stage() == Campaign.Stage.IN_REVIEW;
        Plan plan = ownPart(campaign.newest().plan(), own.sponsorId());
        return new JointCampaignView(
                campaign.id(),
                standing.map(Offers.CampaignStanding::state).orElse("in_review"),
                campaign.newest().n(),
                inReview,
                inReview && campaign.isOpen(),
                own.state(),
                own.answer().map(Joint.Answer::reason).filter(reason -> !reason.isEmpty()),
                own.answer().map(Joint.Answer::at),
                plan,
                campaign.newest().plan().merchantIds().stream()
                        .flatMap(id -> Optional.ofNullable(named.get(id)).stream())
                        .map(MerchantProfile::name)
                        .sorted()
                        .toList(),
                share(campaign.newest().plan(), own.sponsorId()),
                borne.map(
                        figures -> new Spend(figures.setAside(), figures.spent(), figures.returned(), figures.left())));
    }

    /** What the others bear is between them and the house. */
    private static Plan ownPart(Plan plan, String sponsorId) {
        List<NewOffer.Sponsor> own = plan.sponsors().stream()
                .filter(sponsor -> sponsorId.equals(sponsor.sponsorId()))
                .toList();
        return plan.with(plan.offers().stream().map(offer -> offer.borneBy(own)).toList());
    }

    /** As the money is set aside: of each offer's budget parts that sum to it. */
    private static Optional<Money> share(Plan plan, String sponsorId) {
        List<NewOffer.Sponsor> sponsors = plan.sponsors();
        int place = IntStream.range(0, sponsors.size())
                .filter(i -> sponsorId.equals(sponsors.get(i).sponsorId()))
                .findFirst()
                .orElseThrow();
        long[] weights = sponsors.stream()
                .mapToLong(JointCampaignController::basisPoints)
                .toArray();
        return plan.offers().stream()
                .flatMap(offer -> Optional.ofNullable(offer.budget()).stream())
                .flatMap(budget -> Optional.ofNullable(budget.total()).stream())
                .map(total -> new Money(Apportioning.largestRemainder(total.minor(), weights)[place], total.currency()))
                .reduce(Money::plus);
    }

    private static long basisPoints(NewOffer.Sponsor sponsor) {
        return percent(sponsor).movePointRight(2).longValueExact();
    }

    private static BigDecimal percent(NewOffer.Sponsor sponsor) {
        return new BigDecimal(
                Objects.requireNonNull(sponsor.percent()).asString().strip());
    }
}
