package io.tongbao.identity;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who people are, as far as other modules may know: masked. */
public interface People {

    /** The customer with this number. */
    Optional<Person> byPhone(PhoneNumber phone);

    /** The ids of those with these numbers; numbers that nobody here has are absent. */
    Map<PhoneNumber, String> idsByPhone(Collection<PhoneNumber> phones);

    /** Several at once, by id; those not there are absent. */
    Map<String, Person> find(Collection<String> ids);

    /** The id of the person with this number, made if there is none: a cashier may be named before the first sign-in. */
    String register(PhoneNumber phone);

    /**
     * The id of somebody whom only an imported history knows, made if there is none. They have no phone and can't sign in.
     *
     * @param reference the source and its number for them ({@code online-retail/17850}), the same at every run
     * @param joinedAt when the history first tells of them; of two histories the earlier counts
     */
    String registerImported(String reference, Instant joinedAt);

    /** When they joined: signed up, were named by a merchant, or first stood in an imported history. Those not there are absent. */
    Map<String, Instant> joinedAt(Collection<String> ids);

    /**
     * Everybody who joined before an instant, in order of their ids.
     *
     * @param after the last one of the page before
     */
    List<String> joinedBefore(Instant instant, Optional<String> after, int limit);

    /**
     * Whom the rows of a list name, by phone number or by id, in their order.
     *
     * @param rows as they stand in the list
     */
    default List<Listed> listed(List<String> rows) {
        List<Optional<PhoneNumber>> phones = rows.stream()
                .map(text -> isId(text) ? Optional.<PhoneNumber>empty() : PhoneNumber.parse(text))
                .toList();
        Map<PhoneNumber, String> byPhone =
                idsByPhone(phones.stream().flatMap(Optional::stream).distinct().toList());
        Set<String> known = find(rows.stream().filter(People::isId).toList()).keySet();
        List<Listed> listed = new ArrayList<>(rows.size());
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < rows.size(); i++) {
            String text = rows.get(i);
            Optional<String> person = isId(text)
                    ? Optional.of(text).filter(known::contains)
                    : phones.get(i).flatMap(phone -> Optional.ofNullable(byPhone.get(phone)));
            Optional<String> problem;
            if (!isId(text) && phones.get(i).isEmpty()) {
                problem = Optional.of("not-a-recipient");
            } else if (person.isEmpty()) {
                problem = Optional.of("nobody");
            } else {
                problem = seen.add(person.get()) ? Optional.empty() : Optional.of("twice-in-the-list");
            }
            listed.add(new Listed(i + 1, person, problem));
        }
        return listed;
    }

    private static boolean isId(String text) {
        return text.startsWith("cus_");
    }

    /**
     * @param row its place in the list, from 1
     * @param problem why it names nobody that counts: {@code not-a-recipient}, {@code nobody} or {@code twice-in-the-list}
     */
    record Listed(int row, Optional<String> personId, Optional<String> problem) {
        /** Whom it names, if nothing is wrong with it. */
        public Optional<String> named() {
            return problem.isPresent() ? Optional.empty() : personId;
        }
    }

    /**
     * @param nameMasked with all but one character hidden; empty until the person gave a name
     * @param phoneMasked empty text for somebody imported
     */
    record Person(String id, Optional<String> nameMasked, String phoneMasked) {
        /** As they are shown to others than themselves: the masked name, else the masked number. */
        public String shown() {
            return nameMasked.orElse(phoneMasked);
        }
    }
}
