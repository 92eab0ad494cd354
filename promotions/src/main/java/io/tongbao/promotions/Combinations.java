package io.tongbao.promotions;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the best allowed combination, exactly, by branch and bound: offer after offer, in the order in which they apply, each in or
 * out, as far as the groups allow it. A branch ends where even the most that its remaining offers could give ({@link Entrant#most}) is less
 * than the best found. The work is bounded ({@link Pricer#MAX_STEPS}); since an offer is taken in before it is left
 * out, and a line given first to the offer that gives most on it, the best found when the steps are used up is what a greedy
 * search would have found, or better.
 *
 * <p>Better is: worth more to the customer, then more points, then fewer offers, then the one whose offers, put in the order in which they
 * end and of the same end in that of their ids, come first where they first differ. Of ways to give contested lines to the same
 * offers that are worth the same, it is the first that is tried.
 */
final class Combinations {
    /** Up to so many offers are put in order by insertion. */
    private static final int FEW = 40;

    private final Facts facts;
    private final Giving giving;
    private final Tree tree;
    private final Running start;

    /** By how many offers are in: what they have left. */
    private final List<Running> states = new ArrayList<>();

    /** Of the search that is going on; when it ends, all have left. */
    private final Places places;

    private int stepsLeft;
    private int asked;
    private @Nullable String betterThan;
    private boolean exact = true;

    /** @param start before any offer; not changed */
    Combinations(Facts facts, Giving giving, Running start, Stacking stacking) {
        this.facts = facts;
        this.giving = giving;
        this.start = start;
        this.tree = new Tree(stacking);
        this.places = new Places();
        this.states.add(start);
    }

    /**
     * Offers that apply together, in the order in which they do.
     *
     * @param owners for lines that only one offer of a group may work on: which; null if there are none such
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Found(
            List<Entrant> offers,
            Map<Integer, @Nullable Entrant[]> owners,
            long worth,
            long points,
            long discount,
            long cashback) {
        static final Found NOTHING = new Found(List.of(), Map.of(), 0, 0, 0, 0);

        Found with(Map<Integer, @Nullable Entrant[]> given) {
            Map<Integer, @Nullable Entrant[]> kept = new HashMap<>();
            given.forEach((group, of) -> kept.put(group, of.clone()));
            return new Found(offers, kept, worth, points, discount, cashback);
        }

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
            if (offers.equals(other.offers)) {
                return false;
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

    private Running state(int offersIn) {
        while (states.size() <= offersIn) {
            states.add(Running.blank(facts.size()));
        }
        return states.get(offersIn);
    }

    /** Whether all was weighed in the searches so far. */
    boolean isExact() {
        return exact;
    }

    /** Which group each group is in. Groups are told apart by their place, the root's being 0. */
    private static final class Tree {
        private final List<Stacking.Group> groups;
        private final int[] parents;

        Tree(Stacking stacking) {
            groups = stacking.everyGroup();
            parents = new int[groups.size()];
            parents[0] = -1;
            int next = 1;
            for (int i = 0; i < parents.length; i++) {
                int inner = groups.get(i).groups().size();
                Arrays.fill(parents, next, next + inner, i);
                next += inner;
            }
        }

        /** One by one: there are a handful, and a table of them would have to be made for every price. */
        int placeOf(String id) {
            for (int i = 1; i < parents.length; i++) {
                if (groups.get(i).id().equals(id)) {
                    return i;
                }
            }
            return 0;
        }

        boolean isForOne(int group) {
            return groups.get(group).mode() != Stacking.Mode.ALL;
        }

        /** The group in the root that the group is in, or is; 0 for the root itself. */
        int memberOfRoot(int group) {
            int member = group;
            while (member != 0 && parents[member] != 0) {
                member = parents[member];
            }
            return member;
        }

        boolean isIn(Entrant entrant, int group) {
            int of = entrant.group;
            while (of >= 0 && of != group) {
                of = parents[of];
            }
            return of == group;
        }
    }

    /** The group that the offer is in. */
    int placeOf(LiveOffer live) {
        Optional<String> group = live.offer().combining().group();
        return group.isPresent() ? tree.placeOf(group.get()) : 0;
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
            members.computeIfAbsent(tree.groups.get(entrant.group), _ -> new ArrayList<>())
                    .add(entrant);
        }
        return chosen(tree.groups.getFirst(), members, lost);
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
            Found alone = best(apart(member.offers()), Found.NOTHING);
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

    /**
     * The best combination of offers that are apart that is not part of the other one, which is {@link Found#NOTHING} where any will do;
     * {@link Found#NOTHING} if none gives anything.
     */
    Found best(List<List<Entrant>> apart, Found other) {
        stepsLeft = steps();
        Found best = Found.NOTHING;
        for (List<Entrant> together : apart) {
            if (most(together) >= best.worth()) {
                best = alone(together, other, best);
                if (!isOneOfAGroup(together)) {
                    best = new Search(together, other, best).run();
                }
            }
        }
        return best;
    }

    /** What each offer gives alone is known before, so this is better than the best at hand or leaves less to be searched. */
    private static Found alone(List<Entrant> offers, Found other, Found best) {
        Found found = best;
        for (int i = 0; i < offers.size(); i++) {
            Entrant entrant = offers.get(i);
            if (entrant.missAlone == null
                    && entrant.worthAlone >= found.worth()
                    && !other.offers().contains(entrant)) {
                Found alone = new Found(
                        List.of(entrant),
                        Map.of(),
                        entrant.worthAlone,
                        entrant.pointsAlone,
                        entrant.discountAlone,
                        entrant.cashbackAlone);
                found = alone.isBetterThan(found) ? alone : found;
            }
        }
        return found;
    }

    /** Whether no two of the offers apply together. */
    private boolean isOneOfAGroup(List<Entrant> offers) {
        int group = offers.getFirst().group;
        boolean isForOne = offers.size() == 1 || tree.isForOne(group);
        for (int i = 1; i < offers.size(); i++) {
            isForOne &= offers.get(i).group == group;
        }
        return isForOne;
    }

    /**
     * The offers of which no two apply together, each with those beside which it may: an exclusive one alone, and the members of a root
     * that takes only one of them. Those that can give most come first, so that the others need not be searched far.
     */
    List<List<Entrant>> apart(List<Entrant> entrants) {
        List<Entrant> order = inOrder(entrants);
        boolean forOne = tree.isForOne(0);
        @Nullable List<Entrant>[] byMember = newLists(tree.parents.length);
        List<List<Entrant>> apart = new ArrayList<>();
        for (int i = 0; i < order.size(); i++) {
            Entrant entrant = order.get(i);
            int member = forOne ? tree.memberOfRoot(entrant.group) : 0;
            if (entrant.offer.combining().exclusive() || (forOne && member == 0)) {
                apart.add(List.of(entrant));
                continue;
            }
            List<Entrant> together = byMember[member];
            if (together == null) {
                together = new ArrayList<>();
                byMember[member] = together;
                apart.add(together);
            }
            together.add(entrant);
        }
        if (apart.size() > 1) {
            apart.sort((a, b) -> Long.compare(most(b), most(a)));
        }
        return apart;
    }

    /** By insertion: of a handful of offers, mostly in order already, it is a tenth of a whole price faster. */
    private static List<Entrant> inOrder(List<Entrant> entrants) {
        if (entrants.size() > FEW) {
            return entrants.stream().sorted(Entrant.ORDER).toList();
        }
        List<Entrant> order = new ArrayList<>(entrants.size());
        for (Entrant entrant : entrants) {
            int place = order.size();
            while (place > 0 && Entrant.compareOrder(entrant, order.get(place - 1)) < 0) {
                place--;
            }
            order.add(place, entrant);
        }
        return order;
    }

    @SuppressWarnings("unchecked")
    private static @Nullable List<Entrant>[] newLists(int size) {
        return (List<Entrant>[]) new List<?>[size];
    }

    private static long most(List<Entrant> offers) {
        long most = 0;
        for (Entrant offer : offers) {
            most += offer.most;
        }
        return most;
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

    /** Beside which offers an offer may apply, as far as the groups go. */
    final class Beside {
        private final Places places = new Places();
        private final int size;
        private boolean isClosed;

        private Beside(List<Entrant> offers) {
            size = offers.size();
            for (int i = 0; i < size; i++) {
                Entrant each = offers.get(i);
                isClosed |= each.offer.combining().exclusive() || !places.enter(each.group, i);
            }
        }

        boolean mayJoin(Entrant entrant) {
            if (entrant.offer.combining().exclusive()) {
                return size == 0;
            }
            return !isClosed && places.allows(entrant.group, size);
        }
    }

    Beside beside(List<Entrant> offers) {
        return new Beside(offers);
    }

    /** Which members of the groups are in. */
    private final class Places {
        /** By group: which member is in, and how many offers of it are. */
        private final int[] taken = new int[tree.parents.length];

        private final int[] count = new int[tree.parents.length];

        boolean allows(int groupOf, int offer) {
            int child = tree.parents.length + offer;
            for (int group = groupOf; group >= 0; group = tree.parents[group]) {
                if (count[group] > 0 && taken[group] != child && tree.isForOne(group)) {
                    return false;
                }
                child = group;
            }
            return true;
        }

        /** Takes an offer of the group in, if all groups around it allow it beside those that are in. */
        boolean enter(int groupOf, int offer) {
            if (!allows(groupOf, offer)) {
                return false;
            }
            int child = tree.parents.length + offer;
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
    boolean @Nullable [] keptOff(Entrant entrant, Map<Integer, @Nullable Entrant[]> owners) {
        if (owners.isEmpty() || !entrant.live.worksOnLines()) {
            return null;
        }
        boolean[] kept = new boolean[facts.size()];
        for (int group = entrant.group; group >= 0; group = tree.parents[group]) {
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
    private record Contested(int group, int line, List<Entrant> offers, long most) {}

    private final class Search {
        private final List<Entrant> order;

        /** By place in the order: the most that the offers from there on can give. */
        private final long[] stillToCome;

        /** The most that the offers after this one can give when it is in. */
        private final long[] toComeBeside;

        private final List<Entrant> in = new ArrayList<>();
        private Map<Integer, @Nullable Entrant[]> owners = Map.of();
        private List<Contested> contested = List.of();

        /** By place among the contested lines: by how much less all offers give because those from there on go to one offer each. */
        private long[] undecided = {};

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
            this.isBeside = new boolean[order.size()];
            int last = -1;
            for (int i = 0; i < isBeside.length; i++) {
                isBeside[i] = !other.offers().contains(order.get(i));
                last = isBeside[i] ? i : last;
            }
            this.stillToCome = new long[isBeside.length + 1];
            this.toComeBeside = new long[isBeside.length];
            reckonMost();
            this.lastBeside = last;
        }

        Found run() {
            if (lastBeside >= 0) {
                contested = contested();
                if (contested.isEmpty()) {
                    weigh(0);
                } else {
                    owners = new HashMap<>();
                    undecided = undecided();
                    int given = given();
                    own(given, mostWith(given));
                }
            }
            return best;
        }

        /** Of the offers of a group that takes one, the largest only. */
        private void reckonMost() {
            long[] ofGroup = new long[tree.parents.length];
            for (int i = isBeside.length - 1; i >= 0; i--) {
                long gives = order.get(i).most;
                int group = order.get(i).group;
                toComeBeside[i] = stillToCome[i + 1];
                if (tree.isForOne(group)) {
                    long before = ofGroup[group];
                    toComeBeside[i] -= before;
                    ofGroup[group] = Math.max(before, gives);
                    gives = ofGroup[group] - before;
                }
                stillToCome[i] = stillToCome[i + 1] + gives;
            }
        }

        private List<Contested> contested() {
            List<Contested> contested = new ArrayList<>();
            for (int i = 0; i < tree.parents.length; i++) {
                if (!tree.groups.get(i).onePerLine()) {
                    continue;
                }
                int group = i;
                for (int line = 0; line < facts.size(); line++) {
                    int at = line;
                    List<Entrant> offers = order.stream()
                            .filter(entrant -> entrant.live.worksOnLines()
                                    && tree.isIn(entrant, group)
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
            if (contested.isEmpty()) {
                return contested;
            }
            contested.sort(Comparator.comparingInt(Contested::line)
                    .thenComparing(each -> tree.groups.get(each.group()).id()));
            return contested;
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

        private @Nullable Entrant[] ownersIn(int group) {
            return owners.computeIfAbsent(group, _ -> new @Nullable Entrant[facts.size()]);
        }

        /**
         * Gives each contested line to one of its offers, every way, and searches.
         *
         * @param most the most that all offers give, the lines before this one being given away as they are
         */
        private void own(int next, long most) {
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
                long mostOfThem = most - keptOffAt(next);
                if (mostOfThem - undecided[next + 1] >= best.worth()) {
                    own(next + 1, mostOfThem);
                }
            }
            of[line.line()] = null;
        }

        /** The most that all offers give, so many contested lines being given away as they are. */
        private long mostWith(int decided) {
            long most = 0;
            for (Entrant entrant : order) {
                most += entrant.mostByPrices(facts);
            }
            for (int i = 0; i < decided; i++) {
                most -= keptOffAt(i);
            }
            return most;
        }

        /**
         * What the offers that the line is not given to could have given on it. Where groups within each other contest a line, an offer is
         * counted once, whichever of them keeps it off.
         */
        private long keptOffAt(int place) {
            Contested line = contested.get(place);
            long less = 0;
            for (Entrant entrant : line.offers()) {
                if (isSumOfLines(entrant) && keepsOff(line, entrant) && !isKeptOffBefore(place, entrant)) {
                    less += entrant.mostAt(line.line(), facts);
                }
            }
            return less;
        }

        private long[] undecided() {
            long[] less = new long[contested.size() + 1];
            for (int i = contested.size() - 1; i >= 0; i--) {
                Contested line = contested.get(i);
                less[i] = less[i + 1];
                if (isAlone(i) && line.offers().stream().allMatch(this::isSumOfLines)) {
                    for (Entrant entrant : line.offers()) {
                        less[i] += entrant.mostAt(line.line(), facts);
                    }
                    less[i] -= line.most();
                }
            }
            return less;
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

        /** Tries the offers from the next on, each in and then out; then what is in without them. */
        private void weigh(int next) {
            Running running = states.get(in.size());
            for (int i = next; i < isBeside.length; i++) {
                if (running.worth() + stillToCome[i] < best.worth() || (beside == 0 && i > lastBeside)) {
                    return;
                }
                Entrant entrant = order.get(i);
                if (running.worth() + entrant.most + toComeBeside[i] < best.worth()
                        || !places.enter(entrant.group, i)) {
                    continue;
                }
                if (stepsLeft <= 0) {
                    exact = false;
                    places.leave(entrant.group);
                    break;
                }
                stepsLeft--;
                Running with = state(in.size() + 1);
                with.copy(running);
                giving.keptOff = keptOff(entrant, owners);
                if (giving.apply(entrant, with) == null) {
                    in.add(entrant);
                    beside += isBeside[i] ? 1 : 0;
                    weigh(i + 1);
                    beside -= isBeside[i] ? 1 : 0;
                    in.removeLast();
                }
                places.leave(entrant.group);
            }
            if (beside > 0) {
                consider(running);
            }
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
            boolean less = running.worth() < best.worth()
                    || (running.worth() == best.worth() && running.points < best.points());
            if (less) {
                return;
            }
            Found found = new Found(
                    List.copyOf(in), Map.of(), running.worth(), running.points, running.discount, running.cashback);
            if (found.isBetterThan(best) && !(exact && leavesALineToNobody())) {
                best = owners.isEmpty() ? found : found.with(owners);
            }
        }
    }
}
