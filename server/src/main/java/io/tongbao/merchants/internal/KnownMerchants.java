package io.tongbao.merchants.internal;

import io.tongbao.merchants.MerchantProfile;
import io.tongbao.merchants.MerchantStatus;
import io.tongbao.merchants.Merchants;
import io.tongbao.platform.TypeIds;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

/** The face of the module. Every quote asks for a merchant, so what was read is kept for a moment. */
@Service
class KnownMerchants implements Merchants {
    private static final Duration KEPT_FOR = Duration.ofSeconds(3);
    private static final int KEPT_AT_MOST = 10_000;

    private record Kept(MerchantProfile profile, Instant readAt) {}

    private final MerchantStore store;
    private final Clock clock;
    private final Map<String, Kept> kept = new ConcurrentHashMap<>();

    KnownMerchants(MerchantStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public Optional<MerchantProfile> find(String merchantId) {
        Kept known = kept.get(merchantId);
        Instant now = clock.instant();
        if (known != null && Duration.between(known.readAt(), now).abs().compareTo(KEPT_FOR) < 0) {
            return Optional.of(known.profile());
        }
        Optional<MerchantProfile> read = store.find(merchantId).map(MerchantStore.Merchant::profile);
        read.ifPresent(profile -> keep(profile, now));
        return read;
    }

    @Override
    public Map<String, MerchantProfile> find(Collection<String> merchantIds) {
        Map<String, MerchantProfile> found = new HashMap<>();
        if (!merchantIds.isEmpty()) {
            store.find(merchantIds)
                    .forEach(merchant -> found.put(merchant.profile().id(), merchant.profile()));
        }
        return found;
    }

    @Override
    public Optional<MerchantProfile> findByName(String name) {
        return store.findByName(name).map(MerchantStore.Merchant::profile);
    }

    @Override
    public Set<String> categories() {
        return store.categories().stream().map(MerchantStore.Category::code).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public MerchantProfile register(Registration registration) {
        MerchantProfile profile = new MerchantProfile(
                TypeIds.next("mer"),
                registration.name(),
                registration.category(),
                "0000",
                registration.city(),
                registration.currency(),
                MerchantStatus.ACTIVE);
        Instant now = clock.instant();
        boolean inserted = store.insert(
                new MerchantStore.Merchant(
                        profile,
                        registration.ownerId(),
                        registration.licenceNumber(),
                        registration.contactName(),
                        now,
                        Optional.of(now),
                        Optional.empty()),
                Optional.of(registration.registeredBy()));
        if (!inserted) {
            throw new IllegalStateException(registration.ownerId() + " has a merchant already");
        }
        return find(profile.id()).orElseThrow();
    }

    void forget(String merchantId) {
        kept.remove(merchantId);
    }

    private void keep(MerchantProfile profile, Instant now) {
        if (kept.size() >= KEPT_AT_MOST) {
            kept.clear();
        }
        kept.put(profile.id(), new Kept(profile, now));
    }
}
