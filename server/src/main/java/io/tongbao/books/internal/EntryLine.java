package io.tongbao.books.internal;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tongbao.ledger.Entry;
import io.tongbao.ledger.Source;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One entry of a stream of entries, as a line of JSON: exactly one of the five, which say what it does. Accounts are named by their codes;
 * amounts are whole units of the accounts' asset.
 */
@Schema(
        name = "EntryLine",
        description = "An entry to be posted, a line of JSON: exactly one of post, reserve, settle, release, reverse.")
record EntryLine(
        Optional<@Valid Post> post,
        Optional<@Valid Reserve> reserve,
        Optional<@Valid Settle> settle,
        Optional<@Valid Release> release,
        Optional<@Valid Reverse> reverse,

        @Schema(description = "When it took effect, if not now; not in a closed period.")
        Optional<Instant> effectiveAt,

        @Schema(description = "Your own, shown with the entry; nothing personal.")
        Optional<@Pattern(regexp = "[!-~]{1,80}", message = "must have 1 to 80 visible ASCII characters") String>
                reference) {

    @Schema(name = "PostLine", description = "Moves the legs now, in their order.")
    record Post(@NotEmpty @Size(max = Entry.MAX_LEGS) @Valid List<LegLine> legs) {}

    @Schema(name = "ReserveLine", description = "Holds the legs until they are settled, released or expired.")
    record Reserve(
            @NotEmpty @Size(max = Entry.MAX_LEGS) @Valid List<LegLine> legs,

            @Schema(description = "How long it holds, in seconds.") @Min(1) @Max(315_532_800)
            long seconds,

            @Schema(description = "What holds the money, 1 to 100 visible ASCII characters.")
            @NotNull
            @Pattern(regexp = "[ -~]{1,100}", message = "must have 1 to 100 visible ASCII characters")
            String purpose) {}

    @Schema(name = "SettleLine", description = "Settles a reservation, all that is left of it or in parts.")
    record Settle(
            @NotNull @Pattern(regexp = ENTRY_ID, message = NOT_AN_ID)
            String reservation,

            @Schema(description = "By transfer of the reservation, in order; absent for all that is left.")
            Optional<@Size(min = 1, max = Entry.MAX_LEGS) List<@NotNull @Min(0) Long>> amounts) {}

    @Schema(name = "ReleaseLine", description = "Lets go of all that is left of a reservation.")
    record Release(
            @NotNull @Pattern(regexp = ENTRY_ID, message = NOT_AN_ID)
            String reservation) {}

    @Schema(
            name = "ReverseLine",
            description = "Gives back parts of an entry's transfers, never above what is left of each.")
    record Reverse(
            @NotNull @Pattern(regexp = ENTRY_ID, message = NOT_AN_ID)
            String entry,

            @NotEmpty @Size(max = Entry.MAX_LEGS) @Valid List<PartLine> parts) {}

    @Schema(name = "PartLine")
    record PartLine(
            @Schema(description = "Place of the transfer in the entry, from 0.") @Min(0)
            int transfer,

            @Min(1) long amount) {}

    @Schema(
            name = "LegLine",
            description =
                    "From exactly one of: an account; accounts in order, each as far as it has; all that an account has.")
    record LegLine(
            Optional<String> from,
            Optional<@Size(min = 1, max = Source.InOrder.MAX_ACCOUNTS) List<@NotBlank String>> fromInOrder,
            Optional<String> fromAllOf,
            @NotBlank String to,

            @Schema(description = "More than zero; absent with fromAllOf.")
            Optional<@Min(1) Long> amount,

            Optional<@Size(max = 50) List<@Valid BoundLine>> bounds) {}

    @Schema(name = "BoundLine", description = "What must hold of an account before the first leg or after the last.")
    record BoundLine(
            @NotNull @Pattern(regexp = "[!-~]{1,60}", message = "must have 1 to 60 visible ASCII characters")
            String name,

            @NotBlank String account,
            @NotNull When when,
            @NotNull Is is,
            @NotNull Long value) {}

    @Schema(name = "BoundWhen", enumAsRef = true)
    enum When {
        before,
        after
    }

    @Schema(name = "BoundIs", enumAsRef = true)
    enum Is {
        atMost,
        atLeast,
        exactly
    }

    static final String ENTRY_ID = "[0-9]{1,18}";
    static final String NOT_AN_ID = "must be the number of an entry";
}
