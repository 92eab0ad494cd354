package io.tongbao.benefits.internal;

import io.tongbao.benefits.internal.BenefitCodeStore.Known;
import io.tongbao.benefits.internal.BenefitCodeStore.NewCode;
import io.tongbao.benefits.internal.BenefitCodeStore.Upload;
import io.tongbao.ledger.Entry;
import io.tongbao.ledger.Ledger;
import io.tongbao.ledger.Leg;
import io.tongbao.ledger.PostResult;
import io.tongbao.ledger.Refusal;
import io.tongbao.platform.TypeIds;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Takes a supplier's list of codes into the stock, some rows at a time as it comes, an entry each with the codes beside it. A row that is broken, or whose
 * code the supplier brought before, is told with its line and the others are kept. A list that was cut is sent again under the same key and goes on
 * where it was: what is there from the same line of the same list is passed over.
 */
@Component
class UploadingCodes {
    static final String BATCH = "bbt";
    static final String CODE = "bcd";

    /** Each row may have a day of its own, and an entry takes 200 legs. */
    private static final int ROWS_TOGETHER = Entry.MAX_LEGS - 10;

    /** Each further try means that another list had one of the codes at the same moment. */
    private static final int TRIES = 20;

    private final BatchStore batches;
    private final BenefitCodeStore codes;
    private final CodeSecrets secrets;
    private final StockTurns turns;
    private final Ledger ledger;
    private final Clock clock;

    UploadingCodes(
            BatchStore batches,
            BenefitCodeStore codes,
            CodeSecrets secrets,
            StockTurns turns,
            Ledger ledger,
            Clock clock) {
        this.batches = batches;
        this.codes = codes;
        this.secrets = secrets;
        this.turns = turns;
        this.ledger = ledger;
        this.clock = clock;
    }

    sealed interface Outcome {
        record Taken(BatchStore.Batch batch) implements Outcome {}

        record KeyReused() implements Outcome {}

        /** What came so far is kept; the same list under the same key goes on there. */
        record Busy() implements Outcome {}
    }

    Outcome take(Benefit benefit, InputStream body, String by, String request) throws IOException {
        BatchStore.Batch batch = batches.begin(TypeIds.next(BATCH), benefit.id(), request, by, clock.instant());
        if (!batch.benefitId().equals(benefit.id())) {
            return new Outcome.KeyReused();
        }
        CodeLines lines = new CodeLines(body);
        boolean again = batch.whole().isPresent();
        for (List<CodeLines.Line> some = lines.next(ROWS_TOGETHER); !some.isEmpty(); some = lines.next(ROWS_TOGETHER)) {
            if (!again && !keep(benefit, batch.id(), some)) {
                return new Outcome.Busy();
            }
        }
        String content = lines.digest();
        if (again) {
            return batch.whole().orElseThrow().content().equals(content)
                    ? new Outcome.Taken(batch)
                    : new Outcome.KeyReused();
        }
        batches.finish(batch.id(), new BatchStore.Whole(lines.read(), content, clock.instant()));
        return new Outcome.Taken(batches.find(batch.id()).orElseThrow());
    }

    private record Row(long line, String code, Lot lot, byte[] fingerprint) {
        String print() {
            return HexFormat.of().formatHex(fingerprint);
        }

        @Override
        public String toString() {
            return "Row[" + line + "]";
        }
    }

    /** Answers false if the books are busy. */
    private boolean keep(Benefit benefit, String batchId, List<CodeLines.Line> lines) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), clock.getZone());
        Map<Long, CodeRow.Problem> problems = new TreeMap<>();
        List<Row> rows = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (CodeLines.Line line : lines) {
            switch (CodeRow.read(line.text(), line.number() == 1, today)) {
                case CodeRow.Head _ -> {}
                case CodeRow.Broken broken -> problems.put(line.number(), broken.problem());
                case CodeRow.Good good -> {
                    Row row = new Row(
                            line.number(),
                            good.code(),
                            good.lot(),
                            secrets.fingerprint(benefit.supplierId(), good.code()));
                    if (seen.add(row.print())) {
                        rows.add(row);
                    } else {
                        problems.put(line.number(), CodeRow.Problem.TWICE_IN_THE_LIST);
                    }
                }
            }
        }
        boolean kept = rows.isEmpty() || keep(benefit, batchId, rows, problems);
        if (!problems.isEmpty()) {
            batches.broken(batchId, problems);
        }
        return kept;
    }

    private boolean keep(Benefit benefit, String batchId, List<Row> rows, Map<Long, CodeRow.Problem> problems) {
        codes.addLots(benefit.id(), rows.stream().map(Row::lot).toList());
        for (int tried = 0; tried < TRIES; tried++) {
            List<Row> fresh = fresh(benefit, batchId, rows, problems);
            if (fresh.isEmpty()) {
                return true;
            }
            PostResult result = ledger.post(Entry.post("benefit_upload", legs(benefit, fresh))
                    .beside(List.of(codes.uploaded(upload(benefit, batchId, fresh)), turns.companion(benefit))));
            switch (result) {
                case PostResult.Posted _ -> {
                    return true;
                }
                case PostResult.Busy _ -> {
                    return false;
                }
                // Another list had one of the codes at the same moment; by now it can be seen which.
                case PostResult.Refused(Refusal.Rejected _) -> {}
                case PostResult.Repeated _, PostResult.Refused _ ->
                    throw new IllegalStateException("The books did not take codes that should fit: " + result);
            }
        }
        return false;
    }

    /** Those that the supplier has not brought before; of the others it is told why. */
    private List<Row> fresh(Benefit benefit, String batchId, List<Row> rows, Map<Long, CodeRow.Problem> problems) {
        Map<String, Known> known = codes.known(
                benefit.supplierId(), rows.stream().map(Row::fingerprint).toList());
        List<Row> fresh = new ArrayList<>();
        for (Row row : rows) {
            Known before = known.get(row.print());
            if (before == null) {
                fresh.add(row);
            } else if (!before.batchId().equals(batchId)) {
                problems.put(row.line(), CodeRow.Problem.KNOWN_ALREADY);
            } else if (before.line() != row.line()) {
                problems.put(row.line(), CodeRow.Problem.TWICE_IN_THE_LIST);
            }
        }
        return fresh;
    }

    private static List<Leg> legs(Benefit benefit, List<Row> rows) {
        Map<Lot, Long> byLot =
                rows.stream().collect(Collectors.groupingBy(Row::lot, HashMap::new, Collectors.counting()));
        List<Leg> legs = new ArrayList<>();
        legs.add(Leg.of(BenefitAccounts.supplied(benefit.id()), BenefitAccounts.stock(benefit.id()), rows.size()));
        byLot.forEach((lot, count) -> legs.add(
                Leg.of(BenefitAccounts.places(benefit.id()), BenefitAccounts.filled(benefit.id(), lot), count)));
        return legs;
    }

    private Upload upload(Benefit benefit, String batchId, List<Row> rows) {
        return new Upload(
                benefit.id(),
                benefit.supplierId(),
                batchId,
                rows.stream()
                        .map(row -> {
                            String id = TypeIds.next(CODE);
                            return new NewCode(
                                    id, row.line(), row.lot(), row.fingerprint(), secrets.seal(id, row.code()));
                        })
                        .toList());
    }
}
