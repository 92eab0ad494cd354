package io.tongbao.offers.internal;

import io.tongbao.promotions.Benefit;
import io.tongbao.promotions.OrderScope;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What of an offer is its own and not the campaign's, as its version's row keeps it. Fields may be added. */
record StoredTerms(
        String kind,
        @Nullable List<Step> steps,
        @Nullable Integer basisPoints,
        @Nullable Long cap,
        @Nullable Long off,
        @Nullable Long threshold,
        @Nullable OrderScope scope,
        Set<String> merchantIds) {

    record Step(long threshold, long off) {}

    static StoredTerms of(Benefit benefit, Set<String> merchantIds) {
        String kind = benefit.kind().code();
        Set<String> merchants = new TreeSet<>(merchantIds);
        return switch (benefit) {
            case Benefit.SpendAndSave save -> {
                List<Step> steps = save.steps().stream()
                        .map(step -> new Step(step.thresholdMinor(), step.offMinor()))
                        .toList();
                yield new StoredTerms(kind, steps, null, null, null, null, null, merchants);
            }
            case Benefit.PercentOff percent ->
                new StoredTerms(
                        kind,
                        null,
                        percent.basisPoints(),
                        boxed(percent.capMinor()),
                        null,
                        percent.thresholdMinor(),
                        null,
                        merchants);
            case Benefit.FirstOrder first ->
                new StoredTerms(
                        kind, null, null, null, first.offMinor(), first.thresholdMinor(), first.scope(), merchants);
            case Benefit.Cashback back ->
                new StoredTerms(
                        kind,
                        null,
                        back.basisPoints(),
                        boxed(back.capMinor()),
                        null,
                        back.thresholdMinor(),
                        null,
                        merchants);
        };
    }

    Benefit benefit() {
        return switch (kind) {
            case "spend_and_save" ->
                new Benefit.SpendAndSave(needed(steps).stream()
                        .map(step -> new Benefit.SpendAndSave.Step(step.threshold(), step.off()))
                        .toList());
            case "percent_off" -> new Benefit.PercentOff(needed(basisPoints), optional(cap), needed(threshold));
            case "first_order" -> new Benefit.FirstOrder(needed(off), needed(threshold), needed(scope));
            case "cashback" -> new Benefit.Cashback(needed(basisPoints), optional(cap), needed(threshold));
            default -> throw new IllegalStateException("Not a kind of offer: " + kind);
        };
    }

    private <T> T needed(@Nullable T field) {
        if (field == null) {
            throw new IllegalStateException("The stored terms of a " + kind + " lack a field");
        }
        return field;
    }

    private static OptionalLong optional(@Nullable Long minor) {
        return minor == null ? OptionalLong.empty() : OptionalLong.of(minor);
    }

    private static @Nullable Long boxed(OptionalLong minor) {
        return minor.isPresent() ? minor.getAsLong() : null;
    }
}
