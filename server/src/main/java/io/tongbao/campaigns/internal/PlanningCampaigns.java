package io.tongbao.campaigns.internal;

import io.tongbao.campaigns.internal.Campaign.Decision;
import io.tongbao.campaigns.internal.Campaign.Stage;
import io.tongbao.campaigns.internal.Campaign.Version;
import io.tongbao.offers.NewOffer;
import io.tongbao.offers.Offers;
import io.tongbao.platform.ProblemException.FieldProblem;
import io.tongbao.platform.TypeIds;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes campaigns, sends them to review, decides on them. Whatever changes one campaign happens under the lock of its row. What is
 * approved is exactly the version that was reviewed, and the approval is written in the transaction that sets the money aside, so
 * that however often and by however many it is asked for, a version opens or changes the offer once.
 */
@Component
class PlanningCampaigns {
    static final String PREFIX = "cam";

    private final CampaignStore store;
    private final JointStore joints;
    private final Offers offers;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final JsonMapper json;

    PlanningCampaigns(
            CampaignStore store,
            JointStore joints,
            Offers offers,
            TransactionTemplate transaction,
            Clock clock,
            JsonMapper json) {
        this.store = store;
        this.joints = joints;
        this.offers = offers;
        this.transaction = transaction;
        this.clock = clock;
        this.json = json;
    }

    sealed interface Outcome {
        record Is(Campaign campaign) implements Outcome {}

        record NotThere() implements Outcome {}

        record Invalid(List<FieldProblem> fields) implements Outcome {
            public Invalid {
                fields = List.copyOf(fields);
            }
        }

        /** Another version is the newest by now, or something else was decided; here is what holds. */
        record Changed(Campaign now) implements Outcome {}

        /** Who wrote the version can't decide on it. */
        record OwnVersion() implements Outcome {}

        /** It has ended or is archived. */
        record Over() implements Outcome {}

        /** Only before it opens, or after its end. */
        record StillOpen() implements Outcome {}

        /** It has not opened, so there is nothing to pause or end. */
        record NotOpen() implements Outcome {}

        /** It stays in review. */
        record NotOpened(Why why, List<FieldProblem> fields) implements Outcome {
            public NotOpened {
                fields = List.copyOf(fields);
            }
        }

        record Busy(String why) implements Outcome {}
    }

    /** Why an approved version could not be opened or take effect. */
    enum Why {
        INVALID,
        /** A brand or merchant that bears a part has not accepted it, or has refused. */
        NOT_ACCEPTED,
        SPONSOR_BLOCKED,
        /** One that pays before has paid in less than its share. */
        SPONSOR_SHORT,
        PAUSED
    }

    Outcome write(Plan plan, String why, String by) {
        String id = TypeIds.next(PREFIX);
        return switch (checked(plan, id)) {
            case Checked.Wrong wrong -> new Outcome.Invalid(wrong.fields());
            case Checked.Right right ->
                transaction.execute(_ -> {
                    store.insert(id, Optional.empty());
                    store.insert(id, 1, right.plan(), why, by, now());
                    return is(id);
                });
        };
    }

    /** A draft with the newest version's plan; its times may have passed, which the review will tell. */
    Outcome copy(String id, String why, String by) {
        return transaction.execute(_ -> store.find(id)
                .<Outcome>map(original -> {
                    String copy = TypeIds.next(PREFIX);
                    store.insert(copy, Optional.of(id));
                    store.insert(copy, 1, original.newest().plan(), why, by, now());
                    return is(copy);
                })
                .orElseGet(Outcome.NotThere::new));
    }

    /** A further version; a review of the one before is over without a decision. */
    Outcome rewrite(String id, int base, Plan plan, String why, String by) {
        return locked(id, campaign -> {
            if (campaign.newest().n() != base) {
                return new Outcome.Changed(campaign);
            }
            if (campaign.archived() || hasEnded(campaign)) {
                return new Outcome.Over();
            }
            return switch (checked(plan, id)) {
                case Checked.Wrong wrong -> new Outcome.Invalid(wrong.fields());
                case Checked.Right right -> {
                    store.insert(id, base + 1, right.plan(), why, by, now());
                    yield is(id);
                }
            };
        });
    }

    Outcome send(String id, int n, String by) {
        return locked(id, campaign -> {
            Version newest = campaign.newest();
            if (newest.n() == n && newest.stage() == Stage.IN_REVIEW) {
                return new Outcome.Is(campaign);
            }
            if (newest.n() != n || newest.stage() != Stage.DRAFT) {
                return new Outcome.Changed(campaign);
            }
            if (campaign.archived() || hasEnded(campaign)) {
                return new Outcome.Over();
            }
            if (checked(newest.plan(), id) instanceof Checked.Wrong(List<FieldProblem> fields)) {
                return new Outcome.Invalid(fields);
            }
            store.review(id, n, by, now());
            return is(id);
        });
    }

    Outcome reject(String id, int n, String reason, String by) {
        return locked(
                id,
                campaign -> toDecide(campaign, n, by, false).orElseGet(() -> {
                    store.decide(id, campaign.newest(), new Decision(false, reason, by, now()));
                    return is(id);
                }));
    }

    Outcome approve(String id, int n, String note, String by) {
        return locked(id, campaign -> toDecide(campaign, n, by, true).orElseGet(() -> approved(campaign, note, by)));
    }

    /** A sponsor's answer to the version in review; it may think better of it until that is decided on. */
    Outcome answer(String id, int n, String sponsorId, boolean accepted, String reason, String by) {
        return locked(id, campaign -> {
            // Of what it is not shown, such as a draft that names it, it does not learn that it is there.
            if (joints.shownTo(sponsorId, Optional.of(id), Optional.empty(), 1).isEmpty()) {
                return new Outcome.NotThere();
            }
            Optional<Joint> found = joints.of(id, n).stream()
                    .filter(joint -> joint.sponsorId().equals(sponsorId))
                    .findFirst();
            Version newest = campaign.newest();
            if (found.isEmpty() || newest.n() != n || newest.stage() != Stage.IN_REVIEW || campaign.archived()) {
                return new Outcome.Changed(campaign);
            }
            Joint joint = found.get();
            boolean said = joint.answer()
                    .filter(answer ->
                            answer.accepted() == accepted && answer.reason().equals(reason))
                    .isPresent();
            if (!said) {
                joints.answer(id, joint, new Joint.Answer(n, accepted, reason, by, now()));
            }
            return new Outcome.Is(campaign);
        });
    }

    /** Why there is nothing to decide; empty if there is. Asking again for one's own decision answers as the first time. */
    private static Optional<Outcome> toDecide(Campaign campaign, int n, String by, boolean approved) {
        Version newest = campaign.newest();
        boolean mine = newest.n() == n
                && newest.decision()
                        .filter(decision -> decision.by().equals(by) && decision.approved() == approved)
                        .isPresent();
        if (mine) {
            return Optional.of(new Outcome.Is(campaign));
        }
        if (newest.n() != n || newest.stage() != Stage.IN_REVIEW) {
            return Optional.of(new Outcome.Changed(campaign));
        }
        if (campaign.archived()) {
            return Optional.of(new Outcome.Over());
        }
        return newest.writtenBy().equals(by) ? Optional.of(new Outcome.OwnVersion()) : Optional.empty();
    }

    private Outcome approved(Campaign campaign, String note, String by) {
        Version version = campaign.newest();
        if (!joints.of(campaign.id(), version.n()).stream().allMatch(Joint::isAccepted)) {
            return new Outcome.NotOpened(Why.NOT_ACCEPTED, List.of());
        }
        Decision decision = new Decision(true, note, by, now());
        Offers.Approval approval = new Offers.Approval(
                campaign.id(), by, connection -> CampaignStore.decide(connection, campaign.id(), version, decision));
        List<NewOffer> given = version.plan().offers();
        Offers.VersionResult result =
                campaign.isOpen() ? offers.revise(given, approval) : offers.openCampaign(given, approval);
        return switch (result) {
            case Offers.VersionResult.InEffect _ -> is(campaign.id());
            case Offers.VersionResult.Invalid invalid -> new Outcome.NotOpened(Why.INVALID, invalid.fields());
            case Offers.VersionResult.Over _ -> new Outcome.Over();
            case Offers.VersionResult.Paused _ -> new Outcome.NotOpened(Why.PAUSED, List.of());
            case Offers.VersionResult.SponsorBlocked _ -> new Outcome.NotOpened(Why.SPONSOR_BLOCKED, List.of());
            case Offers.VersionResult.SponsorShort _ -> new Outcome.NotOpened(Why.SPONSOR_SHORT, List.of());
            case Offers.VersionResult.Busy busy -> new Outcome.Busy(busy.why());
        };
    }

    Outcome pause(String id, String why, String by) {
        return act(id, "paused", why, by, offers::pause);
    }

    Outcome resume(String id, String why, String by) {
        return act(id, "resumed", why, by, offers::resume);
    }

    Outcome end(String id, String why, String by) {
        return act(id, "ended", why, by, offers::end);
    }

    private interface Act {
        Offers.ChangeResult of(String offerId, String by, String why);
    }

    /** With every offer that has not ended by itself. What was done with some before one was busy is done when it is asked again. */
    private Outcome act(String id, String what, String why, String by, Act act) {
        return locked(id, campaign -> {
            Optional<Offers.CampaignStanding> standing = standing(id);
            if (standing.isEmpty()) {
                return new Outcome.NotOpen();
            }
            boolean over = true;
            for (Offers.Standing offer : standing.get().offers()) {
                switch (act.of(offer.offerId(), by, why)) {
                    case Offers.ChangeResult.Changed _ -> over = false;
                    case Offers.ChangeResult.Over _ -> {}
                    case Offers.ChangeResult.NoSuchOffer _ ->
                        throw new IllegalStateException("No such offer: " + offer.offerId());
                    case Offers.ChangeResult.Busy busy -> {
                        return new Outcome.Busy(busy.why());
                    }
                }
            }
            if (over) {
                return new Outcome.Over();
            }
            if (!standing(id).equals(standing)) {
                store.act(id, what, why, by, now());
            }
            return is(id);
        });
    }

    /** Out of the way, for good: a draft that is not wanted, or what has ended. */
    Outcome archive(String id, String why, String by) {
        return locked(id, campaign -> {
            if (campaign.archived()) {
                return new Outcome.Is(campaign);
            }
            if (campaign.isOpen() && !hasEnded(campaign)) {
                return new Outcome.StillOpen();
            }
            store.archive(id);
            store.act(id, "archived", why, by, now());
            return is(id);
        });
    }

    private boolean hasEnded(Campaign campaign) {
        return standing(campaign.id())
                .filter(standing -> standing.state().equals("ended"))
                .isPresent();
    }

    private Optional<Offers.CampaignStanding> standing(String id) {
        return Optional.ofNullable(offers.campaigns(Set.of(id)).get(id));
    }

    private interface Change {
        Outcome to(Campaign campaign);
    }

    private Outcome locked(String id, Change change) {
        return transaction.execute(_ -> store.lock(id).map(change::to).orElseGet(Outcome.NotThere::new));
    }

    private Outcome is(String id) {
        return new Outcome.Is(store.find(id).orElseThrow());
    }

    private sealed interface Checked {
        record Right(Plan plan) implements Checked {}

        record Wrong(List<FieldProblem> fields) implements Checked {}
    }

    /** The plan with its offers in the normal form, so that every version can be opened as it stands and shown as it will be. */
    private Checked checked(Plan plan, String id) {
        return switch (offers.check(plan.offers(), id)) {
            case Offers.Checking.Wrong wrong ->
                new Checked.Wrong(wrong.fields().stream()
                        .map(field -> new FieldProblem("plan." + field.field(), field.code(), field.message()))
                        .toList());
            case Offers.Checking.Right right -> {
                Plan normal = plan.with(right.offers());
                yield canBeKept(json.writeValueAsString(normal))
                        ? new Checked.Right(normal)
                        : new Checked.Wrong(List.of(new FieldProblem(
                                "plan", "control-characters", "must not hold what no database keeps")));
            }
        };
    }

    private static boolean canBeKept(String text) {
        return !text.contains("\\u0000")
                && text.codePoints().noneMatch(point -> Character.getType(point) == Character.SURROGATE);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
