package io.tongbao.promotions;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the best allowed combination, exactly, by branch and bound: offer after offer, in the order in which they apply, each in or
 * out, as far as the groups allow it. A branch ends where even the most that its remaining offers could give on the basket's own prices is
 * not better than the best found. The work is bounded ({@link Pricer#MAX_STEPS}); since an offer is taken in before it is left
 * out, and a line given first to the offer that gives most on it, the best found when the steps are used up is what a greedy
 * search would have found, or better.
 *
 * <p>Better is: worth more to the customer, then more points, then fewer offers, then the one whose offers, put in the order in which they
 * end and of the same end in that of their ids, come first where they first differ. Of ways to give contested lines to the same
 * offers that are worth the same, it is the first that is tried.
 */
final class Combinations {
    private final Facts facts;
    private final Giving giving;
    private final Tree tree;
    private final Running start;
    private int stepsLeft;
    private int asked;
    private @Nullable String betterThan;
    private boolean exact = true;

    Combinations(Facts facts, Giving giving, Stacking stacking) {
        this.facts = facts;
        this.giving = giving;
        this.tree = new Tree(stacking);
        this.start = new Running(facts);
    }

    /**
     * Offers that apply together, in the order in which they do.
     *
     * @param owners for lines that only one offer of a group may work on: which; null if there are none such
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Found(List<Entrant> offers, Map<Stacking.Group, @Nullable Entrant[]> owners, long worth, long points) {
        static final Found NOTHING = new Found(List.of(), Map.of(), 0, 0);

        boolean isBetterThan(Found other) {
            if (worth != other.worth) {
                return worth > other.worth;
            }
            if (points != other.points) {
                return points > other.points;
            }
            if (offers.size() != other.offers.size()) {
                return offers.size() < other.offers.size();
            }
            List<Entrant> own = offers.stream().sorted(Entrant.ENDS_FIRST).toList();
            List<Entrant> its = other.offers.stream().sorted(Entrant.ENDS_FIRST).toList();
            for (int i = 0; i < own.size(); i++) {
                int order = Entrant.ENDS_FIRST.compare(own.get(i), its.get(i));
                if (order != 0) {
                    return order < 0;
                }
            }
            return false;
        }
    }

    /** Whether all was weighed in the searches so far. */
    boolean isExact() {
        return exact;
    }

    /** Which group each group is in, which one an offer is in. Groups are told apart by their place, the root's being 0. */
    private static final class Tree {
        private final Stacking.Group root;
        private final List<Stacking.Group> groups;
        private final Map<String, Integer> places = new HashMap<>();
        private final int[] parents;

        Tree(Stacking stacking) {
            root = stacking.root();
            groups = stacking.everyGroup();
            parents = new int[groups.size()];
            parents[0] = -1;
            for (int i = 0; i < groups.size(); i++) {
                places.put(groups.get(i).id(), i);
            }
            for (int i = 0; i < groups.size(); i++) {
                for (Stacking.Group inner : groups.get(i).groups()) {
                    parents[places.getOrDefault(inner.id(), 0)] = i;
                }
            }
        }

        int placeOf(Entrant entrant) {
            Optional<String> group = entrant.offer.combining().group();
            return group.isPresent() ? places.getOrDefault(group.get(), 0) : 0;
        }

        Stacking.Group of(Entrant entrant) {
            return groups.get(placeOf(entrant));
        }

        Stacking.@Nullable Group parent(Stacking.Group group) {
            int parent = parents[places.getOrDefault(group.id(), 0)];
            return parent < 0 ? null : groups.get(parent);
        }

        /** The group in the root that the offer is in, or the offer itself. */
        Object memberOfRoot(Entrant entrant) {
            int place = placeOf(entrant);
            if (place == 0) {
                return entrant;
            }
            while (parents[place] != 0) {
                place = parents[place];
            }
            return groups.get(place).id();
        }
    }

    private static boolean isForOne(Stacking.Group group) {
        return group.mode() != Stacking.Mode.ALL;
    }

    /** What is left of the entrants when the groups that take the first or the cheapest have chosen. */
    List<Entrant> chosenByGroups(List<Entrant> entrants, Map<Entrant, Miss> lost) {
        boolean plain = true;
        for (Stacking.Group group : tree.groups) {
            plain &= group.mode() == Stacking.Mode.ALL || group.mode() == Stacking.Mode.BEST;
        }
        if (plain) {
            return entrants;
        }
        Map<Stacking.Group, List<Entrant>> members = new IdentityHashMap<>();
        for (Entrant entrant : entrants) {
            members.computeIfAbsent(tree.of(entrant), _ -> new ArrayList<>()).add(entrant);
        }
        return chosen(tree.root, members, lost);
    }

    /** @param priority within the group that it is a member of */
    private record Member(int priority, String id, List<Entrant> offers) {}

    private List<Entrant> chosen(
            Stacking.Group group, Map<Stacking.Group, List<Entrant>> offers, Map<Entrant, Miss> lost) {
        List<Member> members = new ArrayList<>();
        for (Entrant entrant : offers.getOrDefault(group, List.of())) {
            members.add(new Member(entrant.offer.combining().priority(), entrant.offer.id(), List.of(entrant)));
        }
        for (Stacking.Group inner : group.groups()) {
            members.add(new Member(inner.priority(), inner.id(), chosen(inner, offers, lost)));
        }
        members.sort(Comparator.comparingInt(Member::priority).thenComparing(Member::id));
        if (group.mode() == Stacking.Mode.ALL || group.mode() == Stacking.Mode.BEST) {
            return members.stream().flatMap(member -> member.offers().stream()).toList();
        }
        Member kept = null;
        long least = Long.MAX_VALUE;
        for (Member member : members) {
            Found alone = best(member.offers());
            if (alone.offers().isEmpty()) {
                continue;
            }
            // what a combination is worth to the customer is what it costs the sponsors
            if (kept == null || (group.mode() == Stacking.Mode.CHEAPEST && alone.worth() < least)) {
                kept = member;
                least = alone.worth();
            }
        }
        if (kept == null) {
            return members.stream().flatMap(member -> member.offers().stream()).toList();
        }
        for (Member member : members) {
            if (member != kept) {
                Reason reason = group.mode() == Stacking.Mode.FIRST ? Reason.NOT_FIRST : Reason.NOT_CHEAPEST;
                String condition = group.id() + " takes " + kept.id();
                member.offers().forEach(offer -> lost.put(offer, Miss.of(reason, condition, "also applies")));
            }
        }
        return kept.offers();
    }

    /** The best of these offers' combinations; {@link Found#NOTHING} if none gives anything. */
    Found best(List<Entrant> entrants) {
        return best(entrants, Found.NOTHING);
    }

    /** The best that is not part of another; {@link Found#NOTHING} as the other leaves out none. */
    Found best(List<Entrant> entrants, Found other) {
        stepsLeft = steps();
        Found best = Found.NOTHING;
        for (List<Entrant> together : apart(entrants)) {
            best = new Search(together, other, best).run();
        }
        return best;
    }

    /**
     * The offers of which no two apply together, each with those beside which it may: an exclusive one alone, and the members of a root
     * that takes only one of them. Those that can give most come first, so that the others need not be searched far.
     */
    private List<List<Entrant>> apart(List<Entrant> entrants) {
        Map<Object, List<Entrant>> members = new LinkedHashMap<>();
        List<Entrant> order = new ArrayList<>(entrants);
        order.sort(Entrant.ORDER);
        for (Entrant entrant : order) {
            Object member = entrant.offer.combining().exclusive()
                    ? entrant
                    : isForOne(tree.root) ? tree.memberOfRoot(entrant) : tree;
            members.computeIfAbsent(member, _ -> new ArrayList<>()).add(entrant);
        }
        List<List<Entrant>> apart = new ArrayList<>(members.values());
        apart.sort(Comparator.<List<Entrant>>comparingLong(
                        offers -> offers.stream().mapToLong(offer -> offer.most).sum())
                .reversed());
        return apart;
    }

    private int steps() {
        return Math.min(Pricer.MAX_STEPS, Pricer.MAX_LINE_VISITS / (facts.size() + 2));
    }

    /** What would have had to hold for an offer to be in instead; the same for all that are not. */
    String betterThan(Found best) {
        String known = betterThan;
        if (known == null) {
            StringBuilder text = new StringBuilder("better than ");
            for (Entrant winner : best.offers()) {
                text.append(winner == best.offers().getFirst() ? "" : ", ").append(winner.offer.id());
            }
            known = text.append(" with ").append(best.worth()).toString();
            betterThan = known;
        }
        return known;
    }

    /** Whether the groups let the offer join these. */
    boolean mayJoin(Entrant entrant, List<Entrant> others) {
        if (entrant.offer.combining().exclusive()) {
            return others.isEmpty();
        }
        Places places = new Places();
        for (int i = 0; i < others.size(); i++) {
            Entrant each = others.get(i);
            if (each.offer.combining().exclusive() || !places.enter(tree.placeOf(each), i)) {
                return false;
            }
        }
        return places.enter(tree.placeOf(entrant), others.size());
    }

    /** Which members of the groups are in. */
    private final class Places {
        /** By group: which member is in, and how many offers of it are. */
        private final int[] taken = new int[tree.groups.size()];

        private final int[] count = new int[tree.groups.size()];

        /** Takes an offer of the group in, if all groups around it allow it beside those that are in. */
        boolean enter(int groupOf, int offer) {
            int child = tree.groups.size() + offer;
            for (int group = groupOf; group >= 0; group = tree.parents[group]) {
                if (count[group] > 0 && taken[group] != child && isForOne(tree.groups.get(group))) {
                    return false;
                }
                child = group;
            }
            child = tree.groups.size() + offer;
            for (int group = groupOf; group >= 0; group = tree.parents[group]) {
                taken[group] = child;
                count[group]++;
                child = group;
            }
            return true;
        }

        void leave(int groupOf) {
            for (int group = groupOf; group >= 0; group = tree.parents[group]) {
                count[group]--;
            }
        }
    }

    /** Why the offer does not apply among these, which would; null if it does, or if too much was asked already. */
    @Nullable
    Miss missAmong(Entrant entrant, List<Entrant> others) {
        asked += others.size() + 1;
        if (asked > steps()) {
            return null;
        }
        List<Entrant> all = new ArrayList<>(others);
        all.add(entrant);
        all.sort(Entrant.ORDER);
        Running running = new Running(facts);
        for (Entrant each : all) {
            giving.keptOff = null;
            Miss miss = giving.apply(each, running);
            if (miss != null && each == entrant) {
                return miss;
            }
        }
        return null;
    }

    /** The lines that the offer must leave to others in this combination. */
    boolean @Nullable [] keptOff(Entrant entrant, Map<Stacking.Group, @Nullable Entrant[]> owners) {
        if (owners.isEmpty() || !entrant.worksOnLines()) {
            return null;
        }
        boolean[] kept = new boolean[facts.size()];
        for (Stacking.Group group = tree.of(entrant); group != null; group = tree.parent(group)) {
            @Nullable Entrant[] of = owners.get(group);
            if (of != null) {
                for (int line = 0; line < kept.length; line++) {
                    kept[line] |= of[line] != null && of[line] != entrant;
                }
            }
        }
        return kept;
    }

    /** A line that several offers of a group could work on, of which one may; the one that gives most on it first. */
    private record Contested(Stacking.Group group, int line, List<Entrant> offers, long most) {}

    private final class Search {
        private final List<Entrant> order;
        private final int[] groupOf;
        private final long[] stillToCome;
        private final List<Running> states = new ArrayList<>();
        private final List<Entrant> in = new ArrayList<>();

        private final Places places = new Places();
        private final Map<Stacking.Group, @Nullable Entrant[]> owners = new IdentityHashMap<>();
        private List<Contested> contested = List.of();
        private Found best;

        /** Which offers are not in the combination that another is looked for beside; it must have one of them. */
        private final boolean[] isBeside;

        /** Up to where in the order there are such. */
        private final int lastBeside;

        private int beside;

        /**
         * @param entrants in the order in which they apply
         * @param best found elsewhere, of which a better one is looked for
         */
        Search(List<Entrant> entrants, Found other, Found best) {
            this.order = entrants;
            this.best = best;
            this.groupOf = new int[order.size()];
            this.isBeside = new boolean[order.size()];
            int last = -1;
            for (int i = 0; i < groupOf.length; i++) {
                groupOf[i] = tree.placeOf(order.get(i));
                isBeside[i] = !other.offers().contains(order.get(i));
                last = isBeside[i] ? i : last;
            }
            this.stillToCome = stillToCome(order);
            this.lastBeside = last;
            states.add(start);
        }

        Found run() {
            if (lastBeside >= 0) {
                contested = contested();
                own(given());
            }
            return best;
        }

        /** The most that the offers from each place on can give; of the offers of a group that takes one, the largest only. */
        private long[] stillToCome(List<Entrant> offers) {
            long[] most = new long[offers.size() + 1];
            long[] ofGroup = new long[tree.groups.size()];
            for (int i = offers.size() - 1; i >= 0; i--) {
                long gives = offers.get(i).most;
                int group = groupOf[i];
                if (isForOne(tree.groups.get(group))) {
                    long before = ofGroup[group];
                    ofGroup[group] = Math.max(before, gives);
                    gives = ofGroup[group] - before;
                }
                most[i] = most[i + 1] + gives;
            }
            return most;
        }

        private boolean enter(int place) {
            if (!places.enter(groupOf[place], place)) {
                return false;
            }
            in.add(order.get(place));
            beside += isBeside[place] ? 1 : 0;
            return true;
        }

        private void leave(int place) {
            in.removeLast();
            beside -= isBeside[place] ? 1 : 0;
            places.leave(groupOf[place]);
        }

        private List<Contested> contested() {
            List<Contested> contested = new ArrayList<>();
            for (Stacking.Group group : tree.groups) {
                if (!group.onePerLine()) {
                    continue;
                }
                for (int line = 0; line < facts.size(); line++) {
                    int at = line;
                    List<Entrant> offers = order.stream()
                            .filter(entrant -> entrant.worksOnLines()
                                    && isIn(entrant, group)
                                    && Arrays.binarySearch(entrant.lines, at) >= 0)
                            .sorted(Comparator.<Entrant>comparingLong(entrant -> entrant.mostAt(at, facts))
                                    .reversed())
                            .toList();
                    if (offers.size() > 1) {
                        contested.add(new Contested(
                                group, line, offers, offers.getFirst().mostAt(line, facts)));
                    }
                }
            }
            contested.sort(Comparator.comparingInt(Contested::line)
                    .thenComparing(each -> each.group().id()));
            return contested;
        }

        private boolean isIn(Entrant entrant, Stacking.Group group) {
            for (Stacking.Group of = tree.of(entrant); of != null; of = tree.parent(of)) {
                if (of == group) {
                    return true;
                }
            }
            return false;
        }

        /**
         * Where more lines are contested than there are steps to try their owners, the first are given to the offers that give
         * most on them; returns how many.
         */
        private int given() {
            int given = Math.max(0, contested.size() - stepsLeft / 2);
            for (Contested line : contested.subList(0, given)) {
                ownersIn(line.group())[line.line()] = line.offers().getFirst();
                exact = false;
            }
            return given;
        }

        private @Nullable Entrant[] ownersIn(Stacking.Group group) {
            return owners.computeIfAbsent(group, _ -> new @Nullable Entrant[facts.size()]);
        }

        /** Gives each contested line to one of its offers, every way, and searches. */
        private void own(int next) {
            if (next == contested.size()) {
                weigh(0);
                return;
            }
            Contested line = contested.get(next);
            @Nullable Entrant[] of = ownersIn(line.group());
            for (Entrant owner : line.offers()) {
                if (stepsLeft <= 0) {
                    exact = false;
                    return;
                }
                stepsLeft--;
                of[line.line()] = owner;
                if (mostWithOwners(next) >= best.worth()) {
                    own(next + 1);
                }
            }
            of[line.line()] = null;
        }

        /**
         * The most that any combination gives, the lines up to this one being given away as they are. A line that groups within each
         * other contest takes an offer off the sum once, whichever of them keeps it off.
         */
        private long mostWithOwners(int decided) {
            long most = 0;
            for (Entrant entrant : order) {
                most += entrant.most;
            }
            for (int i = 0; i < contested.size(); i++) {
                Contested line = contested.get(i);
                if (i <= decided) {
                    for (Entrant entrant : line.offers()) {
                        if (isSumOfLines(entrant) && keepsOff(line, entrant) && !isKeptOffBefore(i, entrant)) {
                            most -= entrant.mostAt(line.line(), facts);
                        }
                    }
                } else if (isAlone(i) && line.offers().stream().allMatch(this::isSumOfLines)) {
                    for (Entrant entrant : line.offers()) {
                        most -= entrant.mostAt(line.line(), facts);
                    }
                    most += line.most();
                }
            }
            return most;
        }

        private boolean keepsOff(Contested line, Entrant entrant) {
            return ownersIn(line.group())[line.line()] != entrant;
        }

        /** Whether another group has already kept the offer off the line. */
        private boolean isKeptOffBefore(int place, Entrant entrant) {
            for (int i = place - 1;
                    i >= 0 && contested.get(i).line() == contested.get(place).line();
                    i--) {
                if (contested.get(i).offers().contains(entrant) && keepsOff(contested.get(i), entrant)) {
                    return true;
                }
            }
            return false;
        }

        private boolean isAlone(int place) {
            int line = contested.get(place).line();
            return (place == 0 || contested.get(place - 1).line() != line)
                    && (place + 1 == contested.size()
                            || contested.get(place + 1).line() != line);
        }

        /** Whether the most of the offer is the sum of the most of its lines, so that a line less is so much less. */
        private boolean isSumOfLines(Entrant entrant) {
            return switch (entrant.offer.benefit()) {
                case Benefit.AmountOff _, Benefit.FixedPrice _, Benefit.FlashPrice _ -> true;
                case Benefit.PercentOff percent -> percent.capMinor().isEmpty();
                default -> false;
            };
        }

        private void weigh(int next) {
            Running running = states.get(next);
            if (running.worth() + stillToCome[next] < best.worth() || (beside == 0 && next > lastBeside)) {
                return;
            }
            if (stepsLeft <= 0) {
                exact = false;
                consider(running);
                return;
            }
            stepsLeft--;
            if (next == order.size()) {
                consider(running);
                return;
            }
            while (states.size() <= next + 1) {
                states.add(Running.blank(facts.size()));
            }
            Entrant entrant = order.get(next);
            if (enter(next)) {
                Running with = states.get(next + 1);
                with.copy(running);
                giving.keptOff = keptOff(entrant, owners);
                if (giving.apply(entrant, with) == null) {
                    weigh(next + 1);
                }
                leave(next);
            }
            states.get(next + 1).copy(running);
            weigh(next + 1);
        }

        /** Whether an offer is kept off a line for the sake of one that is not in; with another owner it is not. */
        private boolean leavesALineToNobody() {
            for (Contested line : contested) {
                Entrant owner = ownersIn(line.group())[line.line()];
                if (owner != null
                        && !in.contains(owner)
                        && line.offers().stream().anyMatch(in::contains)) {
                    return true;
                }
            }
            return false;
        }

        private void consider(Running running) {
            if (beside == 0 || running.worth() < best.worth()) {
                return;
            }
            Found found = new Found(List.copyOf(in), Map.of(), running.worth(), running.points);
            if (found.isBetterThan(best) && !(exact && leavesALineToNobody())) {
                Map<Stacking.Group, @Nullable Entrant[]> kept = new IdentityHashMap<>();
                owners.forEach((group, of) -> kept.put(group, of.clone()));
                best = new Found(found.offers(), kept, found.worth(), found.points());
            }
        }
    }
}
