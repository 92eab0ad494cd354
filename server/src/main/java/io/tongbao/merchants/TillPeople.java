package io.tongbao.merchants;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who works at a merchant's tills, and where. */
public interface TillPeople {

    /** The store at which the person works; nothing for the owner and for a cashier of no one store. */
    Optional<Store> storeOf(String personId);

    /** The merchant's stores that are open, the oldest first. */
    List<Store> stores(String merchantId);

    /** The names of the merchant's stores by id, closed ones too. */
    Map<String, String> storeNames(String merchantId);

    /** By what names the merchant knows its owner and its cashiers, by person, those who have left too. */
    Map<String, String> names(String merchantId);
}
