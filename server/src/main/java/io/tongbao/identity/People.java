package io.tongbao.identity;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

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
     * @param nameMasked with all but one character hidden; empty until the person gave a name
     * @param phoneMasked empty text for somebody imported
     */
    record Person(String id, Optional<String> nameMasked, String phoneMasked) {}
}
