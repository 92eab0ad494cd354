package io.tongbao.offers.internal;

import io.tongbao.merchants.MerchantProfile;
import io.tongbao.merchants.Merchants;
import io.tongbao.offers.internal.OfferViews.OfferView;
import io.tongbao.platform.Page;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Offers as they are shown: their terms with what the books have of them now. */
@Component
class ShownOffers {
    private final OfferStore store;
    private final OwnOfferStore own;
    private final OfferBooks books;
    private final Merchants merchants;
    private final Clock clock;

    ShownOffers(OfferStore store, OwnOfferStore own, OfferBooks books, Merchants merchants, Clock clock) {
        this.store = store;
        this.own = own;
        this.books = books;
        this.merchants = merchants;
        this.clock = clock;
    }

    Optional<OfferView> one(String offerId) {
        return views(() -> store.find(offerId).stream().toList()).stream().findFirst();
    }

    Page<OfferView> page(Supplier<Page<KeptOffer>> read) {
        List<Page<KeptOffer>> last = new ArrayList<>(1);
        List<OfferView> views = views(() -> {
            last.clear();
            last.add(read.get());
            return last.getFirst().items();
        });
        return new Page<>(views, last.getFirst().next());
    }

    /** What is spent is told from the budget's rows and its accounts, which a change moves together: read until none came between. */
    private List<OfferView> views(Supplier<List<KeptOffer>> read) {
        Instant now = clock.instant();
        long before = store.changes();
        while (true) {
            List<KeptOffer> kept = read.get();
            Map<String, OfferBooks.Figures> figures = books.figures(kept, now);
            long after = store.changes();
            if (after != before) {
                before = after;
                continue;
            }
            Map<String, MerchantProfile> at = merchants.find(kept.stream()
                    .flatMap(offer -> offer.terms().merchantIds().stream())
                    .collect(Collectors.toSet()));
            Map<String, String> owners =
                    own.merchants(kept.stream().map(KeptOffer::id).toList());
            return kept.stream()
                    .map(offer -> OfferView.of(
                            offer,
                            Objects.requireNonNull(figures.get(offer.id())),
                            at,
                            Optional.ofNullable(owners.get(offer.id())),
                            now))
                    .toList();
        }
    }
}
