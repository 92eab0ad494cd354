package io.tongbao.campaigns.internal;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tongbao.campaigns.internal.CampaignViews.CampaignView;
import io.tongbao.campaigns.internal.CampaignViews.VersionView;
import io.tongbao.campaigns.internal.PlanningCampaigns.Outcome;
import io.tongbao.identity.AuditNotes;
import io.tongbao.identity.Principal;
import io.tongbao.identity.StaffNames;
import io.tongbao.merchants.MerchantProfile;
import io.tongbao.merchants.Merchants;
import io.tongbao.offers.Offers;
import io.tongbao.platform.Cursor;
import io.tongbao.platform.Money;
import io.tongbao.platform.Page;
import io.tongbao.platform.PageRequest;
import io.tongbao.platform.PlainText;
import io.tongbao.platform.ProblemException;
import io.tongbao.platform.ProblemType;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** A campaign's life, for staff. */
@RestController
@Tag(name = "campaigns")
class CampaignController {
    private static final Set<String> STATES =
            Set.of("draft", "in_review", "scheduled", "live", "paused", "ended", "archived");

    private final PlanningCampaigns planning;
    private final CampaignStore store;
    private final CampaignViews views;
    private final Offers offers;
    private final Merchants merchants;
    private final StaffNames staff;
    private final AuditNotes audit;
    private final Clock clock;
    private final JsonMapper json;

    CampaignController(
            PlanningCampaigns planning,
            CampaignStore store,
            CampaignViews views,
            Offers offers,
            Merchants merchants,
            StaffNames staff,
            AuditNotes audit,
            Clock clock,
            JsonMapper json) {
        this.planning = planning;
        this.store = store;
        this.views = views;
        this.offers = offers;
        this.merchants = merchants;
        this.staff = staff;
        this.audit = audit;
        this.clock = clock;
        this.json = json;
    }

    @Schema(name = "NewCampaign")
    record NewCampaign(
            @NotNull(message = "is missing") @Valid Plan plan,

            @Schema(description = "What it is for, for whoever reviews it.")
            Optional<@PlainText @Size(max = 500, message = "must have at most 500 characters") String> why) {}

    @Schema(name = "NewCampaignVersion")
    record NewVersion(
            @Schema(description = "The newest version, from which it was written.") @NotNull(message = "is missing")
            Integer base,

            @NotNull(message = "is missing") @Valid Plan plan,

            @NotBlank(message = "is missing") @PlainText @Size(max = 500, message = "must have at most 500 characters")
            String why) {}

    @Schema(name = "CampaignVersionNamed")
    record VersionNamed(@NotNull(message = "is missing") Integer version) {}

    @Schema(name = "CampaignApproval")
    record Approval(
            @Schema(description = "The version that was looked at.") @NotNull(message = "is missing")
            Integer version,

            Optional<@PlainText @Size(max = 500, message = "must have at most 500 characters") String> note) {}

    @Schema(name = "CampaignRejection")
    record Rejection(
            @NotNull(message = "is missing") Integer version,

            @NotBlank(message = "is missing") @PlainText @Size(max = 500, message = "must have at most 500 characters")
            String reason) {}

    @Schema(name = "CampaignReason")
    record Reason(
            @NotBlank(message = "is missing") @PlainText @Size(max = 500, message = "must have at most 500 characters")
            String reason) {}

    @GetMapping("/campaigns")
    @Operation(operationId = "listCampaigns", summary = "Campaigns, newest first; without a state all not archived")
    Page<CampaignView> list(@RequestParam Optional<String> state, PageRequest page) {
        Optional<String> wanted = state.filter(text -> !text.isBlank());
        if (wanted.isPresent() && !STATES.contains(wanted.get())) {
            throw ProblemException.ofField(
                    "state", "invalid", "must be of " + STATES.stream().sorted().toList());
        }
        Page<Campaign> found = Page.cut(
                store.list(
                        wanted,
                        clock.instant(),
                        page.after(1).map(cursor -> cursor.id(0, PlanningCampaigns.PREFIX)),
                        page.limit() + 1),
                page.limit(),
                last -> Cursor.of(last.id()));
        return new Page<>(views.of(found.items()), found.next());
    }

    @PostMapping("/campaigns")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(operationId = "writeCampaign", summary = "A new campaign as a draft; no money moves")
    CampaignView write(@Valid @RequestBody NewCampaign request, Principal operator) {
        return answer(planning.write(request.plan(), request.why().orElse("").strip(), operator.id()));
    }

    @GetMapping("/campaigns/{id}")
    @Operation(operationId = "getCampaign", summary = "One campaign with its newest version")
    CampaignView get(@PathVariable String id) {
        return views.of(found(id));
    }

    @PostMapping("/campaigns/{id}/versions")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            operationId = "rewriteCampaign",
            summary = "A further version; what is live stays as it is until it is approved")
    CampaignView rewrite(@PathVariable String id, @Valid @RequestBody NewVersion request, Principal operator) {
        return answer(planning.rewrite(
                id, request.base(), request.plan(), request.why().strip(), operator.id()));
    }

    @GetMapping("/campaigns/{id}/versions")
    @Operation(operationId = "listCampaignVersions", summary = "Every save, newest first")
    Page<VersionView> versions(@PathVariable String id, PageRequest page) {
        found(id);
        Page<Campaign.Version> cut = Page.cut(
                store.versions(id, page.after(1).map(cursor -> cursor.number(0)), page.limit() + 1),
                page.limit(),
                last -> Cursor.of(last.n()));
        return new Page<>(views.versions(cut.items()), cut.next());
    }

    @GetMapping("/campaigns/{id}/diff")
    @Operation(
            operationId = "diffCampaign",
            summary = "What differs between two versions; without them between the one that holds and the newest")
    Page<PlanDiff.Difference> diff(
            @PathVariable String id, @RequestParam Optional<Integer> from, @RequestParam Optional<Integer> to) {
        Campaign campaign = found(id);
        Campaign.Version after = to.map(n -> version(id, n)).orElse(campaign.newest());
        Campaign.Version before =
                from.or(campaign::approved).map(n -> version(id, n)).orElse(after);
        return Page.of(PlanDiff.between(before.plan(), after.plan(), json));
    }

    private Campaign.Version version(String id, int n) {
        return store.version(id, n).orElseThrow(ProblemException::notFound);
    }

    @Schema(name = "CampaignConflicts")
    record ConflictsView(
            @NotNull List<ConflictView> items,

            @Schema(description = "So many more meet it.") int more) {}

    /** @param together whether both may apply to one payment; else the customer has the better one */
    @Schema(name = "CampaignConflict")
    record ConflictView(
            @Schema(description = "The name of this campaign's offer that meets the other.") @NotNull
            String ownName,

            @Schema(description = "The other; absent if it is of this campaign too.")
            Optional<String> offerId,

            @NotNull String name,

            @Schema(allowableValues = {"scheduled", "live", "paused"}) @NotNull
            String state,

            @NotNull Instant from,
            @NotNull Instant until,

            @Schema(description = "The merchants where both hold; none named means everywhere.") @NotNull
            List<String> merchants,

            boolean together,

            @NotNull Money basket,

            @Schema(description = "What this campaign's offer alone gives on the basket.") @NotNull
            Money own,

            @Schema(description = "What the other alone gives.") @NotNull
            Money other,

            @Schema(description = "What is given with both at hand.") @NotNull
            Money both) {}

    @GetMapping("/campaigns/{id}/conflicts")
    @Operation(
            operationId = "campaignConflicts",
            summary =
                    "Offers at the same time and merchants, of the campaign itself too, with an example basket that meets both")
    ConflictsView conflicts(@PathVariable String id) {
        Offers.Meetings meetings = offers.meetings(found(id).newest().plan().offers(), id);
        Map<String, MerchantProfile> named = merchants.find(meetings.met().stream()
                .flatMap(met -> met.merchantIds().stream())
                .collect(Collectors.toSet()));
        return new ConflictsView(
                meetings.met().stream()
                        .map(met -> new ConflictView(
                                met.own(),
                                met.offerId(),
                                met.name(),
                                met.state(),
                                met.from(),
                                met.until(),
                                met.merchantIds().stream()
                                        .flatMap(merchant -> Optional.ofNullable(named.get(merchant)).stream())
                                        .map(MerchantProfile::name)
                                        .sorted()
                                        .toList(),
                                met.together(),
                                met.example().basket(),
                                met.example().own(),
                                met.example().other(),
                                met.example().both()))
                        .toList(),
                meetings.more());
    }

    @PostMapping("/campaigns/{id}/review")
    @Operation(operationId = "sendCampaign", summary = "Sends the newest version to review")
    CampaignView send(@PathVariable String id, @Valid @RequestBody VersionNamed request, Principal operator) {
        return answer(planning.send(id, request.version(), operator.id()));
    }

    @PostMapping("/campaigns/{id}/approval")
    @Operation(
            operationId = "approveCampaign",
            summary =
                    "Approves the version in review: sets the money aside and opens it, or puts the change into effect")
    CampaignView approve(@PathVariable String id, @Valid @RequestBody Approval request, Principal other) {
        return answer(planning.approve(
                id, request.version(), request.note().orElse("").strip(), other.id()));
    }

    @PostMapping("/campaigns/{id}/rejection")
    @Operation(operationId = "rejectCampaign", summary = "Sends the version in review back with a reason")
    CampaignView reject(@PathVariable String id, @Valid @RequestBody Rejection request, Principal other) {
        return answer(planning.reject(id, request.version(), request.reason().strip(), other.id()));
    }

    @PostMapping("/campaigns/{id}/pause")
    @Operation(operationId = "pauseCampaign", summary = "It gives nothing until it is resumed")
    CampaignView pause(@PathVariable String id, @Valid @RequestBody Reason request, Principal operator) {
        return answer(planning.pause(id, request.reason().strip(), operator.id()));
    }

    @PostMapping("/campaigns/{id}/resume")
    @Operation(operationId = "resumeCampaign", summary = "Lets a paused campaign give again")
    CampaignView resume(@PathVariable String id, @Valid @RequestBody Reason request, Principal operator) {
        return answer(planning.resume(id, request.reason().strip(), operator.id()));
    }

    @PostMapping("/campaigns/{id}/end")
    @Operation(operationId = "endCampaign", summary = "Ends it for good; what is left goes back to the sponsors")
    CampaignView end(@PathVariable String id, @Valid @RequestBody Reason request, Principal operator) {
        return answer(planning.end(id, request.reason().strip(), operator.id()));
    }

    @PostMapping("/campaigns/{id}/copies")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(operationId = "copyCampaign", summary = "A new draft with the plan of this one")
    CampaignView copy(@PathVariable String id, @Valid @RequestBody Reason request, Principal operator) {
        return answer(planning.copy(id, request.reason().strip(), operator.id()));
    }

    @PostMapping("/campaigns/{id}/archive")
    @Operation(operationId = "archiveCampaign", summary = "Puts a draft or an ended campaign out of the way")
    CampaignView archive(@PathVariable String id, @Valid @RequestBody Reason request, Principal operator) {
        return answer(planning.archive(id, request.reason().strip(), operator.id()));
    }

    @Schema(name = "CampaignEvent")
    record EventView(
            @Schema(
                    allowableValues = {
                        "written",
                        "sent",
                        "approved",
                        "rejected",
                        "accepted",
                        "refused",
                        "paused",
                        "resumed",
                        "ended",
                        "archived"
                    })
            @NotNull
            String what,

            @Schema(description = "The version that it is about.")
            Optional<Integer> version,

            @NotNull String why,
            @NotNull Instant at,

            @Schema(description = "A member of staff, the clock, or who accepts or refuses for a sponsor.") @NotNull
            String by,

            Optional<String> byName,

            @Schema(description = "The sponsor that accepted or refused.")
            Optional<String> sponsor) {}

    @GetMapping("/campaigns/{id}/timeline")
    @Operation(operationId = "campaignTimeline", summary = "Who did what when and why, newest first")
    Page<EventView> timeline(@PathVariable String id, PageRequest page) {
        found(id);
        Optional<CampaignStore.Happening> before = page.after(3)
                .map(cursor -> new CampaignStore.Happening(
                        cursor.text(2),
                        Math.toIntExact(Math.clamp(cursor.number(1), 0, Integer.MAX_VALUE)),
                        "",
                        "",
                        Optional.empty(),
                        Instant.EPOCH.plus(cursor.number(0), ChronoUnit.MICROS)));
        Page<CampaignStore.Happening> cut = Page.cut(
                store.timeline(id, before, page.limit() + 1),
                page.limit(),
                last -> Cursor.of(ChronoUnit.MICROS.between(Instant.EPOCH, last.at()), last.n(), last.what()));
        Map<String, String> names = staff.names(
                cut.items().stream().map(CampaignStore.Happening::by).distinct().toList());
        return cut.map(happened -> new EventView(
                happened.what(),
                Optional.of(happened.n()).filter(n -> n > 0),
                happened.why(),
                happened.at(),
                happened.by(),
                Optional.ofNullable(names.get(happened.by())),
                happened.sponsor()));
    }

    private Campaign found(String id) {
        return store.find(id).orElseThrow(ProblemException::notFound);
    }

    private CampaignView answer(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Is(Campaign campaign) -> {
                audit.concerns(campaign.id());
                yield views.of(campaign);
            }
            case Outcome.NotThere _ -> throw ProblemException.notFound();
            case Outcome.Invalid invalid -> throw ProblemException.ofFields(invalid.fields());
            case Outcome.Changed(Campaign now) ->
                throw new ProblemException(
                        ProblemType.CONFLICT,
                        "Another version is the newest by now, or it has been decided.",
                        Map.of("campaign", views.of(now)));
            case Outcome.OwnVersion _ ->
                throw new ProblemException(ProblemType.FOUR_EYES, "Who wrote a version can't decide on it.");
            case Outcome.Over _ ->
                throw new ProblemException(
                        ProblemType.CAMPAIGN_OVER, "A campaign that has ended or is archived can't be changed.");
            case Outcome.StillOpen _ ->
                throw new ProblemException(ProblemType.CAMPAIGN_OPEN, "A campaign is ended before it is archived.");
            case Outcome.NotOpen _ -> throw new ProblemException(ProblemType.CONFLICT, "The campaign has not opened.");
            case Outcome.NotOpened notOpened ->
                throw new ProblemException(
                        ProblemType.CAMPAIGN_NOT_OPENED,
                        "It can't take effect as it is written; it stays in review.",
                        Map.of(
                                "why",
                                notOpened.why().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                                "fields",
                                notOpened.fields()));
            case Outcome.Busy busy -> throw new ProblemException(ProblemType.BUSY, busy.why());
        };
    }
}
