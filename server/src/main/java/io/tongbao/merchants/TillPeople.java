package io.tongbao.merchants;

import io.tongbao.platform.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who works at a merchant's tills, and where. */
public interface TillPeople {

    /** The store at which the person works; nothing for the owner and for a cashier of no one store. */
    Optional<Store> storeOf(String personId);

    /**
     * Where the person sells: whoever works at one store sells there; the others say where they are, if the merchant has stores.
     *
     * @throws ProblemException naming {@code storeId} if what was said is not where the person works
     */
    default Optional<String> placeOf(String merchantId, String personId, Optional<String> said) {
        Optional<String> own = storeOf(personId).map(Store::id);
        boolean known = own.map(place -> said.isEmpty() || said.get().equals(place))
                .orElseGet(() -> said.isEmpty()
                        || stores(merchantId).stream()
                                .anyMatch(store -> store.id().equals(said.get())));
        if (!known) {
            throw ProblemException.ofField("storeId", "unknown", "is not where you work");
        }
        return own.or(() -> said);
    }

    /** The merchant's stores that are open, the oldest first. */
    List<Store> stores(String merchantId);

    /** The names of the merchant's stores by id, closed ones too. */
    Map<String, String> storeNames(String merchantId);

    /** By what names the merchant knows its owner and its cashiers, by person, those who have left too. */
    Map<String, String> names(String merchantId);
}
