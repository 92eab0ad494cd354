package io.tongbao.merchants.internal;

import io.tongbao.events.Event;
import io.tongbao.events.EventLog;
import io.tongbao.merchants.MerchantApproved;
import io.tongbao.merchants.MerchantStatus;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** An operator lets a merchant in, turns it away, or stops it. */
@Service
class DecidingMerchants {
    enum Decision {
        APPROVE(MerchantStatus.ACTIVE, MerchantStatus.APPLIED, MerchantStatus.REJECTED, MerchantStatus.SUSPENDED),
        REJECT(MerchantStatus.REJECTED, MerchantStatus.APPLIED),
        SUSPEND(MerchantStatus.SUSPENDED, MerchantStatus.ACTIVE);

        private final MerchantStatus to;
        private final List<MerchantStatus> from;

        Decision(MerchantStatus to, MerchantStatus... from) {
            this.to = to;
            this.from = List.of(from);
        }
    }

    sealed interface Outcome {
        record Decided(MerchantStore.Merchant merchant) implements Outcome {}

        /** The merchant is in a status from which this decision does not lead on. */
        record NotNow(MerchantStatus status) implements Outcome {}

        record NotThere() implements Outcome {}

        /** It has not shown who it is: these kinds of documents are not there, or not accepted. */
        record DocumentsMissing(List<String> kinds) implements Outcome {
            public DocumentsMissing {
                kinds = List.copyOf(kinds);
            }
        }
    }

    private final MerchantStore store;
    private final MerchantDocuments documents;
    private final KnownMerchants known;
    private final EventLog events;
    private final Clock clock;

    DecidingMerchants(
            MerchantStore store, MerchantDocuments documents, KnownMerchants known, EventLog events, Clock clock) {
        this.store = store;
        this.documents = documents;
        this.known = known;
        this.events = events;
        this.clock = clock;
    }

    /** Of one that was let in before nothing is asked again. */
    private List<String> missing(String merchantId) {
        boolean toBeLetIn = store.find(merchantId)
                .map(merchant -> merchant.profile().status())
                .filter(status -> status == MerchantStatus.APPLIED || status == MerchantStatus.REJECTED)
                .isPresent();
        return toBeLetIn ? documents.missing(merchantId) : List.of();
    }

    @Transactional
    Outcome decide(String merchantId, Decision decision, Optional<String> reason, String decidedBy) {
        Instant now = clock.instant();
        List<String> missing = decision == Decision.APPROVE ? missing(merchantId) : List.of();
        if (!missing.isEmpty()) {
            return new Outcome.DocumentsMissing(missing);
        }
        boolean changed = store.decide(merchantId, decision.from, decision.to, decidedBy, now, reason);
        Optional<MerchantStore.Merchant> merchant = store.find(merchantId);
        if (merchant.isEmpty()) {
            return new Outcome.NotThere();
        }
        if (!changed) {
            return new Outcome.NotNow(merchant.get().profile().status());
        }
        known.forget(merchantId);
        if (decision == Decision.APPROVE) {
            events.publish(
                    new Event(MerchantApproved.TYPE, merchantId, new MerchantApproved(merchantId, decidedBy, now)));
        }
        return new Outcome.Decided(merchant.get());
    }
}
