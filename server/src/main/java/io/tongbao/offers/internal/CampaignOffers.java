package io.tongbao.offers.internal;

import io.tongbao.offers.Offers.CampaignStanding;
import io.tongbao.offers.Offers.Standing;
import io.tongbao.platform.ProblemException.FieldProblem;
import io.tongbao.promotions.Offer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What holds for the offers of one campaign together: one currency, one schedule and the same sponsors; and how they stand. */
final class CampaignOffers {
    private static final List<String> STATES = List.of("live", "scheduled", "paused", "ended");

    private CampaignOffers() {}

    /** Problems of the offer at this place, told so. */
    static List<FieldProblem> at(int place, Collection<FieldProblem> fields) {
        return fields.stream()
                .map(field -> new FieldProblem(name(place) + "." + field.field(), field.code(), field.message()))
                .toList();
    }

    /** The same of a campaign that is one offer and nothing else. */
    static List<FieldProblem> alone(Collection<FieldProblem> fields) {
        String prefix = name(0) + ".";
        return fields.stream()
                .map(field -> new FieldProblem(
                        field.field().startsWith(prefix) ? field.field().substring(prefix.length()) : field.field(),
                        field.code(),
                        field.message()))
                .toList();
    }

    private static String name(int place) {
        return "offers[" + place + "]";
    }

    /** Where an offer is not as the first one, but has to be. */
    static List<FieldProblem> differing(List<KeptOffer> offers) {
        List<FieldProblem> problems = new ArrayList<>();
        Offer first = offers.getFirst().terms();
        for (int place = 1; place < offers.size(); place++) {
            Offer other = offers.get(place).terms();
            List<FieldProblem> its = new ArrayList<>();
            same(its, "currency", first.currency().equals(other.currency()));
            same(its, "zone", first.zone().equals(other.zone()));
            same(
                    its,
                    "startsAt",
                    first.schedule().start().equals(other.schedule().start()));
            same(its, "endsAt", first.schedule().end().equals(other.schedule().end()));
            same(
                    its,
                    "sponsors",
                    first.budget().sponsors().equals(other.budget().sponsors())
                            && Revision.prefunded(offers.getFirst()).equals(Revision.prefunded(offers.get(place))));
            problems.addAll(at(place, its));
        }
        return problems;
    }

    private static void same(List<FieldProblem> problems, String field, boolean isSame) {
        if (!isSame) {
            problems.add(new FieldProblem(field, "differs", "must be as in the campaign's first offer"));
        }
    }

    /**
     * What of later versions can't be, given the earlier ones.
     *
     * @param earlier none if the campaign has not opened
     */
    static List<FieldProblem> wrong(List<KeptOffer> earlier, List<KeptOffer> later, Instant now) {
        if (earlier.isEmpty()) {
            return List.of();
        }
        if (earlier.size() != later.size()) {
            return List.of(new FieldProblem(
                    "offers", "unchangeable", "can't become more or fewer once the campaign has opened"));
        }
        List<FieldProblem> problems = new ArrayList<>();
        for (int place = 0; place < earlier.size(); place++) {
            if (earlier.get(place).state() != OfferState.ENDED) {
                problems.addAll(at(place, Revision.wrong(earlier.get(place), later.get(place), now)));
            }
        }
        return problems;
    }

    static CampaignStanding standing(List<KeptOffer> offers, Instant now) {
        List<Standing> each = offers.stream()
                .map(offer -> new Standing(offer.id(), offer.shownState(now)))
                .toList();
        return new CampaignStanding(
                each,
                each.stream()
                        .map(Standing::state)
                        .min(Comparator.comparingInt(STATES::indexOf))
                        .orElseThrow(),
                first(offers, offer -> offer.schedule().start(), Comparator.naturalOrder()),
                first(offers, offer -> offer.schedule().end(), Comparator.reverseOrder()));
    }

    private interface Time {
        Instant of(Offer offer);
    }

    private static Instant first(List<KeptOffer> offers, Time time, Comparator<Instant> order) {
        Optional<Instant> found =
                offers.stream().map(offer -> time.of(offer.terms())).min(order);
        return found.orElseThrow();
    }
}
