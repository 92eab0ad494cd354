package io.tongbao.wallets.internal;

import io.tongbao.identity.People;
import io.tongbao.wallets.CounterpartyNames;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Names of those whom a person had to do with, as their owners give them; other people's are masked. */
@Component
class Counterparties {
    private final People people;
    private final CardStore cards;
    private final ObjectProvider<CounterpartyNames> owners;

    Counterparties(People people, CardStore cards, ObjectProvider<CounterpartyNames> owners) {
        this.people = people;
        this.cards = cards;
        this.owners = owners;
    }

    /** The names by id; those that nobody knows are absent. */
    Map<String, String> names(Collection<String> ids) {
        Map<String, String> names = new HashMap<>();
        people.find(of("cus_", ids)).forEach((id, person) -> names.put(id, person.shown()));
        names.putAll(cards.names(of("crd_", ids)));
        List<String> others = ids.stream()
                .filter(id -> !id.startsWith("cus_") && !id.startsWith("crd_"))
                .toList();
        if (!others.isEmpty()) {
            owners.forEach(owner -> names.putAll(owner.names(others)));
        }
        return names;
    }

    private static List<String> of(String prefix, Collection<String> ids) {
        return ids.stream().filter(id -> id.startsWith(prefix)).toList();
    }
}
