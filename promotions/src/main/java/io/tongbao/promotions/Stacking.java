package io.tongbao.promotions;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Which offers may apply together: a tree of groups. An offer names the group that it is in ({@link Offer.Combining}); one that names none, or a
 * group that is not there, is in the root.
 */
public record Stacking(Group root) {
    public static final int MAX_GROUPS = 100;

    /** One offer a payment, the best for the customer. */
    public static final Stacking ONE_OFFER = new Stacking(Group.of("all", Mode.BEST));

    public Stacking {
        Objects.requireNonNull(root, "root is null");
        Set<String> ids = new HashSet<>();
        for (Group group : everyGroup(root)) {
            if (!ids.add(group.id())) {
                throw new IllegalArgumentException("Two groups bear the id " + group.id());
            }
        }
        if (ids.size() > MAX_GROUPS) {
            throw new IllegalArgumentException("At most " + MAX_GROUPS + " groups: " + ids.size());
        }
    }

    /**
     * What may apply of a group's members: its offers and the groups in it. Members come in the order of their priorities, of equals in
     * that of their ids. Where FIRST or CHEAPEST finds no member that would give something by itself (a multiplier without points),
     * it is as BEST.
     */
    public enum Mode {
        /** Any of them together; the best combination for the customer is taken. */
        ALL,
        /** Only one: the first, by priority, that would give something if this group were alone. */
        FIRST,
        /** Only one: the best for the customer, in combination with what applies beside the group. */
        BEST,
        /** Only one: of those that would give something if this group were alone, the one that costs the sponsors least; of equals the first. */
        CHEAPEST
    }

    /**
     * @param priority among the members of the group that it is in; lower comes first
     * @param onePerLine at most one offer of this group and the groups in it works on a line: where several that apply could, the line is
     *     given to one of them, as is best for the customer. It holds for offers at {@link Level#SHELF} and {@link Level#LINE}; units
     *     that are bought for a set are worked on, too
     */
    public record Group(String id, Mode mode, int priority, boolean onePerLine, List<Group> groups) {
        public Group {
            Objects.requireNonNull(id, "id is null");
            Objects.requireNonNull(mode, "mode is null");
            groups = List.copyOf(groups);
        }

        public static Group of(String id, Mode mode, Group... groups) {
            return new Group(id, mode, 0, false, List.of(groups));
        }
    }

    List<Group> everyGroup() {
        return everyGroup(root);
    }

    private static List<Group> everyGroup(Group from) {
        List<Group> found = new ArrayList<>();
        found.add(from);
        for (int i = 0; i < found.size(); i++) {
            found.addAll(found.get(i).groups());
        }
        return found;
    }
}
