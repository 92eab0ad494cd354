package io.tongbao.books.internal;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tongbao.ledger.Asset;
import io.tongbao.ledger.Balance;
import io.tongbao.ledger.RecordedEntry;
import io.tongbao.ledger.StatementPage;
import io.tongbao.ledger.Transfer;
import io.tongbao.ledger.TrialBalanceRow;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

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
                @NotNull String group,
                @NotNull long accounts,
                @NotNull long posted,
                @NotNull long reservedIn,
                @NotNull long reservedOut) {
            static GroupSum of(TrialBalanceRow row) {
                return new GroupSum(
                        row.asset().code(),
                        row.group(),
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
            @NotNull long fromBalance,
            @NotNull long toBalance) {
        static TransferView of(Transfer transfer) {
            return new TransferView(
                    transfer.fromCode(),
                    transfer.toCode(),
                    transfer.asset().code(),
                    transfer.amount(),
                    transfer.fromBalance(),
                    transfer.toBalance());
        }
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(java.util.Locale.ROOT);
    }
}
