package io.tongbao.merchants;

import io.tongbao.ledger.Currency;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who takes payments. */
public interface Merchants {

    /** The merchant, at most a few seconds old. */
    Optional<MerchantProfile> find(String merchantId);

    /** The same for several at once; those not there are absent. */
    Map<String, MerchantProfile> find(Collection<String> merchantIds);

    /** The merchant of exactly this name; the one that applied first if there are several. */
    Optional<MerchantProfile> findByName(String name);

    /** The codes of what a merchant may say it sells. */
    Set<String> categories();

    /** Registers a merchant that is active at once: for an operator who brings in a shop's history. */
    MerchantProfile register(Registration registration);

    record Registration(
            String ownerId,
            String name,
            String category,
            String city,
            String licenceNumber,
            String contactName,
            Currency currency,
            String registeredBy) {}
}
