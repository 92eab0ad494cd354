package io.tongbao.identity;

import io.tongbao.identity.People.Person;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How staff come upon somebody whose id they don't have; masked, as people are everywhere. */
public interface FindingPeople {

    /** Those of exactly this name whose number ends in these four digits, who joined last first. */
    List<Person> byNameAndNumberEnd(PersonName name, String lastFour, int limit);

    /** Who joined last first, after those of the page before. */
    List<Newcomer> newest(Optional<Joined> before, int limit);

    /** When somebody joined: the place in that list. */
    record Joined(Instant at, String id) {}

    record Newcomer(Person person, Instant joinedAt) {}
}
