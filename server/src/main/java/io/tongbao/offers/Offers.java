package io.tongbao.offers;

import io.tongbao.platform.Money;
import io.tongbao.platform.ProblemException.FieldProblem;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Putting offers live and taking them back. */
public interface Offers {

    /**
     * Sets the budget aside from the sponsors and puts the offer live, both or neither; every node prices with it within a
     * second. Asking again with the same key gives the first answer.
     */
    OpenResult open(NewOffer offer, Asker asker);

    /**
     * The budget up to which one person opens an offer without another's approval, if this one's is above it; empty also for an offer
     * that is not right, or that this key has opened.
     */
    Optional<Money> aboveAlone(NewOffer offer, Asker asker);

    /** Opens the offers of a campaign that was approved, all or none. A campaign opens once. */
    VersionResult openCampaign(List<NewOffer> offers, Approval approval);

    /**
     * Gives the campaign's offers a new version, as was approved: terms, end and caps, and the budgets raised from the sponsors or
     * lowered back to them, all or nothing. Quotes already given hold on to their own version. No budget is lowered below what is
     * spent or kept for payments under way. An offer that was ended by itself stays as it was.
     *
     * @param offers as many as the campaign has, in its order
     */
    VersionResult revise(List<NewOffer> offers, Approval approval);

    /** Checks the offers as if the campaign opened now; of one that is open, as a new version of its offers. Fields are told by place: {@code offers[0].name}. */
    Checking check(List<NewOffer> offers, String campaignId);

    /** How the campaigns stand that have opened, by id. */
    Map<String, CampaignStanding> campaigns(Collection<String> campaignIds);

    /** Those of the campaigns that have opened whose audience the customer may be of. */
    Set<String> openTo(String customerId, Collection<String> campaignIds);

    /** What campaigns have cost one of their sponsors, by campaign; of those that it does not bear nothing. */
    Map<String, SponsorFigures> borne(String sponsorId, Collection<String> campaignIds);

    /**
     * The offers that run or are to run at the same time as one of these, in the same currency and at a merchant of its own; these
     * among themselves too. Each is priced with it for an example basket, by the engine and the house's stacking.
     *
     * @param campaignId whose offers they are: as it has opened them they are left out
     */
    Meetings meetings(List<NewOffer> offers, String campaignId);

    /**
     * The same for history that is brought in: the schedule may lie in the past, and the offer does not end by the clock
     * but only by {@link #end}.
     */
    OpenResult openForHistory(NewOffer offer, Asker asker);

    /** What is not right in an offer for history, without opening it; empty if it can be opened. */
    List<FieldProblem> wrongForHistory(NewOffer offer);

    /** The offer gives nothing until it is resumed; holds at once on every node, for quotes already given too. */
    ChangeResult pause(String offerId, String by, String why);

    ChangeResult resume(String offerId, String by, String why);

    /** For good: what is left goes back to the sponsors, and so does what refunds give back later. */
    ChangeResult end(String offerId, String by, String why);

    /** Who asks, and the key under which the answer is kept. */
    record Asker(String id, String idempotencyKey) {}

    /**
     * What two people have agreed on.
     *
     * @param by who approved it
     * @param beside what the caller keeps of it, written in the same transaction
     */
    record Approval(String campaignId, String by, Beside beside) {}

    /** Rows that stand or fall with a version of an offer: only inserts, on this connection. */
    interface Beside {
        Beside NOTHING = _ -> {};

        void write(Connection connection) throws SQLException;
    }

    sealed interface Checking {
        /** @param offers the same in their normal form: every field that has a meaning is there, times are instants */
        record Right(List<NewOffer> offers) implements Checking {
            public Right {
                offers = List.copyOf(offers);
            }
        }

        record Wrong(List<FieldProblem> fields) implements Checking {
            public Wrong {
                fields = List.copyOf(fields);
            }
        }
    }

    /**
     * @param offers in the campaign's order
     * @param state live if one of the offers is, else scheduled, else paused; ended when all are
     */
    record CampaignStanding(List<Standing> offers, String state, Instant startsAt, Instant endsAt) {
        public CampaignStanding {
            offers = List.copyOf(offers);
        }
    }

    /** @param state scheduled, live, paused or ended */
    record Standing(String offerId, String state) {}

    /**
     * A sponsor's part of a campaign's money, as the books have it.
     *
     * @param setAside in all, raises included
     * @param spent on customers, less what refunds brought back
     * @param returned to the sponsor
     * @param left in the budget
     */
    record SponsorFigures(Money setAside, Money spent, Money returned, Money left) {
        public SponsorFigures plus(SponsorFigures more) {
            return new SponsorFigures(
                    setAside.plus(more.setAside),
                    spent.plus(more.spent),
                    returned.plus(more.returned),
                    left.plus(more.left));
        }
    }

    /** @param more that meet it too, beyond those told */
    record Meetings(List<Meeting> met, int more) {
        public Meetings {
            met = List.copyOf(met);
        }
    }

    /**
     * Another offer that may come to a payment that one of these comes to.
     *
     * @param own the name of the one of these
     * @param offerId of the other; empty if it is one of these too
     * @param from when both run; until when likewise
     * @param merchantIds where both hold; empty means everywhere
     * @param together whether both may apply to one payment; else the customer has the better one
     */
    record Meeting(
            String own,
            Optional<String> offerId,
            String name,
            String state,
            Instant from,
            Instant until,
            Set<String> merchantIds,
            boolean together,
            Example example) {}

    /** What an example basket costs the sponsors with each of two offers alone, and with both at hand. */
    record Example(Money basket, Money own, Money other, Money both) {}

    /** What came of a version of a campaign that was approved. */
    sealed interface VersionResult {
        record InEffect() implements VersionResult {}

        record Invalid(List<FieldProblem> fields) implements VersionResult {
            public Invalid {
                fields = List.copyOf(fields);
            }
        }

        /** It has ended, which can't be undone. */
        record Over() implements VersionResult {}

        /** While it is paused nothing leaves its budget, not even back to the sponsors. */
        record Paused() implements VersionResult {}

        record SponsorBlocked(String account) implements VersionResult {}

        /** A sponsor has paid in less than is to be set aside. */
        record SponsorShort(String account) implements VersionResult {}

        record Busy(String why) implements VersionResult {}
    }

    sealed interface OpenResult {
        record Open(String offerId) implements OpenResult {}

        record Invalid(List<FieldProblem> fields) implements OpenResult {
            public Invalid {
                fields = List.copyOf(fields);
            }
        }

        /** The key was used for another offer. */
        record KeyReused() implements OpenResult {}

        /** A sponsor's account is frozen or closed. */
        record SponsorBlocked(String account) implements OpenResult {}

        /** A sponsor has paid in less than is to be set aside. */
        record SponsorShort(String account) implements OpenResult {}

        record Busy(String why) implements OpenResult {}
    }

    sealed interface ChangeResult {
        record Changed() implements ChangeResult {}

        record NoSuchOffer() implements ChangeResult {}

        /** It has ended, which can't be undone. */
        record Over() implements ChangeResult {}

        record Busy(String why) implements ChangeResult {}
    }
}
