package io.tongbao.identity;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** Who people are, as far as other modules may know: masked. */
public interface People {

    /** The customer with this number. */
    Optional<Person> byPhone(PhoneNumber phone);

    /** Several at once, by id; those not there are absent. */
    Map<String, Person> find(Collection<String> ids);

    /**
     * @param nameMasked with all but one character hidden; empty until the person gave a name
     */
    record Person(String id, Optional<String> nameMasked, String phoneMasked) {}
}
