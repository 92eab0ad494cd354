package io.tongbao.books.internal;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tongbao.events.EntryEvents;
import io.tongbao.ledger.AccountKind;
import io.tongbao.ledger.Asset;
import io.tongbao.ledger.Balance;
import io.tongbao.ledger.BalanceAt;
import io.tongbao.ledger.EntryStory;
import io.tongbao.ledger.HeldBalance;
import io.tongbao.ledger.RecordedEntry;
import io.tongbao.ledger.StatementPage;
import io.tongbao.ledger.Transfer;
import io.tongbao.ledger.TrialBalanceRow;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** The books' rows as the API shows them. Entry numbers are texts: they may pass what JavaScript reads exactly. */
final class BooksViews {
    private BooksViews() {}

    @Schema(name = "TrialBalance")
    record TrialBalanceView(
            @NotNull List<GroupSum> items, @NotNull List<AssetTotal> totals) {

        static TrialBalanceView of(List<TrialBalanceRow> rows) {
            TreeMap<String, Long> totals = new TreeMap<>();
            rows.forEach(row -> totals.merge(row.asset().code(), row.posted(), Math::addExact));
            return new TrialBalanceView(
                    rows.stream().map(GroupSum::of).toList(),
                    totals.entrySet().stream()
                            .map(total -> new AssetTotal(total.getKey(), total.getValue()))
                            .toList());
        }

        @Schema(name = "TrialBalanceRow")
        record GroupSum(
                @NotNull String asset,
                @NotNull String kind,

                @Schema(allowableValues = {"asset", "liability", "equity", "income", "expense", "counter"}) @NotNull
                String nature,

                @NotNull long accounts,
                @NotNull long posted,
                @NotNull long reservedIn,
                @NotNull long reservedOut) {
            static GroupSum of(TrialBalanceRow row) {
                return new GroupSum(
                        row.asset().code(),
                        row.kind(),
                        lower(row.nature()),
                        row.accounts(),
                        row.posted(),
                        row.reservedIn(),
                        row.reservedOut());
            }
        }

        @Schema(
                name = "AssetTotal",
                description = "The sum of all balances of an asset, which is zero while the books are right.")
        record AssetTotal(@NotNull String asset, @NotNull long posted) {}
    }

    @Schema(name = "Account")
    record AccountView(
            @NotNull String code,
            @NotNull String asset,
            @NotNull String kind,
            @NotNull long posted,
            @NotNull long reservedIn,
            @NotNull long reservedOut,
            @NotNull long available,

            @Schema(allowableValues = {"none", "in", "out", "both"}) @NotNull
            String freeze,

            @NotNull boolean closed) {
        static AccountView of(Balance balance) {
            return new AccountView(
                    balance.code(),
                    balance.asset().code(),
                    balance.kind(),
                    balance.posted(),
                    balance.reservedIn(),
                    balance.reservedOut(),
                    balance.available(),
                    lower(balance.freeze()),
                    balance.closed());
        }
    }

    @Schema(name = "StatementLine")
    record StatementLineView(
            @NotNull String entryId,
            @NotNull String kind,

            @Schema(allowableValues = {"post", "reserve", "settle", "release", "expire", "reverse"}) @NotNull
            String phase,

            @NotNull Instant recordedAt,
            @NotNull Instant effectiveAt,
            @NotNull String counterparty,
            @NotNull String asset,
            @NotNull long amount,
            @NotNull long balance) {
        static StatementLineView of(StatementPage.Line line, Asset asset) {
            return new StatementLineView(
                    Long.toString(line.entryId()),
                    line.kind(),
                    lower(line.phase()),
                    line.recordedAt(),
                    line.effectiveAt(),
                    line.counterparty(),
                    asset.code(),
                    line.amount(),
                    line.balance());
        }
    }

    @Schema(name = "Entry")
    record EntryView(
            @NotNull String id,
            @NotNull String kind,

            @Schema(allowableValues = {"post", "reserve", "settle", "release", "expire", "reverse"}) @NotNull
            String phase,

            @NotNull Instant recordedAt,
            @NotNull Instant effectiveAt,

            @Schema(
                    types = {"string", "null"},
                    description = "The reservation it settles or the entry it reverses.")
            Optional<String> origin,

            @NotNull List<TransferView> transfers) {
        static EntryView of(RecordedEntry entry) {
            return new EntryView(
                    Long.toString(entry.id()),
                    entry.kind(),
                    lower(entry.phase()),
                    entry.recordedAt(),
                    entry.effectiveAt(),
                    entry.origin().isPresent()
                            ? Optional.of(Long.toString(entry.origin().getAsLong()))
                            : Optional.empty(),
                    entry.transfers().stream().map(TransferView::of).toList());
        }
    }

    @Schema(name = "Transfer")
    record TransferView(
            @NotNull String from,
            @NotNull String to,
            @NotNull String asset,
            @NotNull long amount,

            @Schema(
                    types = {"integer", "null"},
                    description = "Null where the account keeps no history.")
            Optional<Long> fromBalance,

            @Schema(
                    types = {"integer", "null"},
                    description = "Null where the account keeps no history.")
            Optional<Long> toBalance) {
        static TransferView of(Transfer transfer) {
            return new TransferView(
                    transfer.fromCode(),
                    transfer.toCode(),
                    transfer.asset().code(),
                    transfer.amount(),
                    transfer.fromBalance().stream().boxed().findFirst(),
                    transfer.toBalance().stream().boxed().findFirst());
        }
    }

    @Schema(name = "Chart")
    record ChartView(@NotNull List<KindView> items) {
        static ChartView of(List<AccountKind> chart) {
            return new ChartView(chart.stream().map(KindView::of).toList());
        }

        @Schema(name = "AccountKind")
        record KindView(
                @NotNull String name,

                @Schema(allowableValues = {"asset", "liability", "equity", "income", "expense", "counter"}) @NotNull
                String nature,

                @NotNull boolean mayGoNegative,

                @Schema(
                        types = {"integer", "null"},
                        description = "The most that an account of the kind may hold.")
                Optional<Long> maximum,

                @NotNull boolean keepsHistory) {
            static KindView of(AccountKind kind) {
                long maximum = kind.rules().maximum();
                return new KindView(
                        kind.name(),
                        lower(kind.nature()),
                        kind.rules().minimum() < 0,
                        maximum == Long.MAX_VALUE ? Optional.empty() : Optional.of(maximum),
                        kind.history() == AccountKind.History.KEPT);
            }
        }
    }

    @Schema(name = "HeldAccount")
    record HeldAccountView(
            @NotNull AccountView account,
            @NotNull List<HoldView> holds,

            @Schema(description = "Whether these are all its holds.") @NotNull
            boolean all) {
        static HeldAccountView of(HeldBalance held) {
            return new HeldAccountView(
                    AccountView.of(held.balance()),
                    held.holds().stream().map(HoldView::of).toList(),
                    held.isAll());
        }

        @Schema(name = "Hold")
        record HoldView(
                @NotNull String reservation,
                @NotNull String kind,
                @NotNull String purpose,

                @Schema(allowableValues = {"in", "out"}) @NotNull
                String direction,

                @NotNull String counterparty,
                @NotNull long amount,
                @NotNull Instant recordedAt,
                @NotNull Instant expiresAt) {
            static HoldView of(HeldBalance.Hold hold) {
                return new HoldView(
                        Long.toString(hold.reservation()),
                        hold.kind(),
                        hold.purpose(),
                        lower(hold.direction()),
                        hold.counterparty(),
                        hold.amount(),
                        hold.recordedAt(),
                        hold.expiresAt());
            }
        }
    }

    @Schema(name = "BalanceAt")
    record BalanceAtView(
            @NotNull String code,
            @NotNull String asset,
            @NotNull Instant at,

            @Schema(allowableValues = {"recorded", "effective"}) @NotNull
            String by,

            @NotNull long posted,
            @NotNull long reservedIn,
            @NotNull long reservedOut) {
        static BalanceAtView of(BalanceAt.Was was) {
            return new BalanceAtView(
                    was.code(),
                    was.asset().code(),
                    was.at(),
                    lower(was.by()),
                    was.posted(),
                    was.reservedIn(),
                    was.reservedOut());
        }
    }

    @Schema(name = "EntryStory")
    record EntryStoryView(
            @NotNull EntryView entry,
            @Schema(types = {"object", "null"}) Optional<ReservationView> reservation,

            @Schema(description = "What settles, releases, lets expire or reverses it, the oldest first.") @NotNull
            List<LaterView> later,

            @Schema(
                    description =
                            "What was told beside it; the ids in a body lead to the payment, the refund, the top-up.")
            @NotNull
            List<ToldView> events) {
        static EntryStoryView of(EntryStory story, List<EntryEvents.Told> events) {
            return new EntryStoryView(
                    EntryView.of(story.entry()),
                    story.reservation().map(ReservationView::of),
                    story.later().stream().map(LaterView::of).toList(),
                    events.stream()
                            .map(told -> new ToldView(told.type(), told.stream(), told.body()))
                            .toList());
        }

        @Schema(name = "EntryReservation")
        record ReservationView(
                @NotNull String purpose,
                @NotNull Instant expiresAt,

                @Schema(description = "Of each transfer, what is neither settled nor let go.") @NotNull
                List<Long> left) {
            static ReservationView of(EntryStory.Reservation reservation) {
                return new ReservationView(reservation.purpose(), reservation.expiresAt(), reservation.left());
            }
        }

        @Schema(name = "LaterEntry")
        record LaterView(
                @NotNull String id,
                @NotNull String kind,

                @Schema(allowableValues = {"settle", "release", "expire", "reverse"}) @NotNull
                String phase,

                @NotNull Instant recordedAt,
                @NotNull long amount) {
            static LaterView of(EntryStory.Later later) {
                return new LaterView(
                        Long.toString(later.id()),
                        later.kind(),
                        lower(later.phase()),
                        later.recordedAt(),
                        later.amount());
            }
        }

        @Schema(name = "EntryEvent")
        record ToldView(
                @NotNull String type,
                @NotNull String stream,

                @Schema(type = "object", additionalProperties = Schema.AdditionalPropertiesValue.TRUE) @NotNull
                JsonNode body) {}
    }

    @Schema(name = "Closing")
    record ClosingView(
            @Schema(
                    types = {"string", "null"},
                    description = "Nothing takes effect before it any more; null if the books were never closed.")
            Optional<Instant> closedUntil) {
        static ClosingView of(Instant until) {
            return new ClosingView(until.isBefore(Instant.EPOCH) ? Optional.empty() : Optional.of(until));
        }
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(java.util.Locale.ROOT);
    }
}
