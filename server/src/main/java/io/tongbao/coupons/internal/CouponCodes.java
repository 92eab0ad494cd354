package io.tongbao.coupons.internal;

import io.tongbao.coupons.internal.ClaimingCoupons.Asked;
import io.tongbao.coupons.internal.ClaimingCoupons.Outcome;
import io.tongbao.ledger.OnceKey;
import io.tongbao.offers.CouponOffers;
import io.tongbao.platform.IdempotencyKey;
import io.tongbao.platform.ProblemException;
import io.tongbao.platform.ProblemException.FieldProblem;
import io.tongbao.platform.ProblemType;
import io.tongbao.platform.SecretBox;
import io.tongbao.platform.TypeIds;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Codes by which coupons are got: making them known, and claiming by one. */
@Component
class CouponCodes {
    private static final int MISSES_OF_ACCOUNT = 10;
    private static final int MISSES_OF_DEVICE = 10;

    /** Many share an address: a café, a campus. */
    private static final int MISSES_OF_ADDRESS = 100;

    private static final Pattern PLAIN = Pattern.compile("[A-Z0-9\\p{IsHan}]{4," + CodePattern.MAX_LENGTH + "}");

    private final CodeStore store;
    private final ClaimingCoupons claiming;
    private final CouponOffers offers;
    private final CodeMisses misses;
    private final MakingCodes making;
    private final SecretBox secrets;
    private final TransactionTemplate transaction;
    private final Clock clock;

    CouponCodes(
            CodeStore store,
            ClaimingCoupons claiming,
            CouponOffers offers,
            CodeMisses misses,
            MakingCodes making,
            SecretBox secrets,
            TransactionTemplate transaction,
            Clock clock) {
        this.store = store;
        this.claiming = claiming;
        this.offers = offers;
        this.misses = misses;
        this.making = making;
        this.secrets = secrets;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** From where a code was typed: each alone is held to its number of misses. */
    record From(String account, String device, Optional<String> address) {}

    Outcome claim(String typed, String customerId, From from, IdempotencyKey key) {
        List<CodeMisses.Guesser> guessers = new ArrayList<>();
        guessers.add(guesser("account", from.account(), MISSES_OF_ACCOUNT));
        guessers.add(guesser("device", from.device(), MISSES_OF_DEVICE));
        from.address().ifPresent(address -> guessers.add(guesser("address", address, MISSES_OF_ADDRESS)));
        Optional<Duration> wait = misses.wait(guessers);
        if (wait.isPresent()) {
            throw ProblemException.tooOften("Too many codes that are none. Try again later.", wait.get());
        }
        String code = CodePattern.normalise(typed);
        Optional<CodeStore.Batch> batch = code.isEmpty() ? Optional.empty() : store.batchOf(code);
        if (batch.isEmpty()) {
            misses.missed(guessers);
            ProblemException unknown = new ProblemException(ProblemType.COUPON_CODE_UNKNOWN, "There is no such code.");
            throw CodePattern.fits(code)
                    ? unknown.withField("code", "unknown", "is no code of a coupon")
                    : unknown.withField("code", "mistyped", "is no code of a coupon; a character may be wrong");
        }
        OnceKey once = OnceKey.of(false, code, customerId, "POST /coupon-claims", key.value());
        return claiming.claim(
                batch.get().offerId(),
                Asked.byCode(customerId, code, !batch.get().forEverybody(), once));
    }

    /** Addresses are personal: only what can't be read back is kept. */
    private CodeMisses.Guesser guesser(String what, String value, int most) {
        byte[] print = secrets.fingerprint("coupon code " + what, value);
        return new CodeMisses.Guesser(what + "/" + HexFormat.of().formatHex(print, 0, 16), most);
    }

    sealed interface Made {
        record Batch(CodeStore.Batch batch) implements Made {}

        record NoSuchOffer() implements Made {}

        record Invalid(List<FieldProblem> fields) implements Made {}

        /** The code leads to a coupon already. */
        record Taken() implements Made {}
    }

    /** Codes for one customer each; they are made afterwards, and counted in the batch. */
    Made make(String offerId, String pattern, long count, String by) {
        if (offers.running(offerId).isEmpty()) {
            return new Made.NoSuchOffer();
        }
        Optional<CodePattern> parsed = CodePattern.parse(pattern);
        if (parsed.isEmpty()) {
            return new Made.Invalid(List.of(new FieldProblem(
                    "pattern",
                    "invalid",
                    "must be letters, figures, hyphens and #, the last one #, such as TEA-####-####")));
        }
        if (!parsed.get().hides(count)) {
            return new Made.Invalid(List.of(new FieldProblem(
                    "pattern",
                    "too-short",
                    "must have more #: one guess in " + CodePattern.SPARSE + " would find a code")));
        }
        CodeStore.Batch batch = new CodeStore.Batch(
                TypeIds.next("cbt"), offerId, parsed.get().toString(), false, count, 0, false, by, clock.instant());
        store.insert(batch);
        making.wake();
        return new Made.Batch(batch);
    }

    /** One code that everybody may use. */
    Made makeForEverybody(String offerId, String typed, String by) {
        if (offers.running(offerId).isEmpty()) {
            return new Made.NoSuchOffer();
        }
        String code = CodePattern.normalise(typed);
        if (!PLAIN.matcher(code).matches()) {
            return new Made.Invalid(List.of(new FieldProblem(
                    "code",
                    "invalid",
                    "must have 4 to " + CodePattern.MAX_LENGTH + " letters, figures or Chinese characters")));
        }
        CodeStore.Batch batch =
                new CodeStore.Batch(TypeIds.next("cbt"), offerId, code, true, 1, 1, false, by, clock.instant());
        boolean added = Boolean.TRUE.equals(transaction.execute(status -> {
            if (store.add(batch.id(), List.of(code)) == 0) {
                return false;
            }
            store.insert(batch);
            return true;
        }));
        return added ? new Made.Batch(batch) : new Made.Taken();
    }
}
