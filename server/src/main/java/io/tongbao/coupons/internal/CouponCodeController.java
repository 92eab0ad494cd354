package io.tongbao.coupons.internal;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tongbao.coupons.internal.CouponCodes.Made;
import io.tongbao.identity.Principal;
import io.tongbao.platform.CsvDownload;
import io.tongbao.platform.Cursor;
import io.tongbao.platform.Page;
import io.tongbao.platform.PageRequest;
import io.tongbao.platform.ProblemException;
import io.tongbao.platform.ProblemType;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Staff make codes of an offer's coupons. */
@RestController
@Tag(name = "Coupons")
class CouponCodeController {
    private final CouponCodes codes;
    private final CodeStore store;

    CouponCodeController(CouponCodes codes, CodeStore store) {
        this.codes = codes;
        this.store = store;
    }

    @Schema(name = "NewCouponCodes")
    record NewCodes(
            @Schema(
                    description = "# stands for a character by chance, the last for the check character.",
                    example = "TEA-####-####")
            Optional<@Size(max = CodePattern.MAX_LENGTH) String> pattern,

            @Schema(description = "With pattern: how many, each for one customer.")
            Optional<@Min(1) @Max(10_000_000) Long> count,

            @Schema(description = "Instead of pattern: one code that every customer may use.", example = "好茶2026")
            Optional<@Size(max = 100) String> code) {}

    @Schema(name = "CouponCodeBatch")
    record BatchView(
            @NotNull String id,
            @NotNull String offerId,

            @Schema(description = "Or the one code, if it is for everybody.") @NotNull
            String pattern,

            @NotNull boolean forEverybody,
            @NotNull long wanted,
            @NotNull long made,

            @Schema(allowableValues = {"making", "done", "stopped"}) @NotNull
            String state,

            @NotNull Instant madeAt) {

        static BatchView of(CodeStore.Batch batch) {
            String state = batch.made() == batch.wanted() ? "done" : batch.stopped() ? "stopped" : "making";
            return new BatchView(
                    batch.id(),
                    batch.offerId(),
                    batch.pattern(),
                    batch.forEverybody(),
                    batch.wanted(),
                    batch.made(),
                    state,
                    batch.madeAt());
        }
    }

    @PostMapping("/offers/{id}/coupon-codes")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            operationId = "makeCouponCodes",
            summary = "Makes codes of the offer's coupons: many for one customer each, or one for everybody")
    BatchView make(@PathVariable String id, @Valid @RequestBody NewCodes asked, Principal staff) {
        if (asked.pattern().isPresent() == asked.code().isPresent()) {
            throw ProblemException.ofField("pattern", "missing", "or code must be given, and not both");
        }
        if (asked.pattern().isPresent() != asked.count().isPresent()) {
            throw ProblemException.ofField("count", "missing", "goes with pattern");
        }
        Made made = asked.code().isPresent()
                ? codes.makeForEverybody(id, asked.code().get(), staff.id())
                : codes.make(id, asked.pattern().orElseThrow(), asked.count().orElseThrow(), staff.id());
        return switch (made) {
            case Made.Batch batch -> BatchView.of(batch.batch());
            case Made.NoSuchOffer _ -> throw ProblemException.notFound();
            case Made.Invalid invalid -> throw ProblemException.ofFields(invalid.fields());
            case Made.Taken _ ->
                throw new ProblemException(ProblemType.COUPON_CODE_TAKEN, "The code leads to a coupon already.")
                        .withField("code", "taken", "is a code already");
        };
    }

    @GetMapping("/offers/{id}/coupon-codes")
    @Operation(
            operationId = "listCouponCodes",
            summary = "The batches of codes of the offer's coupons, the newest first")
    Page<BatchView> batches(@PathVariable String id, PageRequest page) {
        List<CodeStore.Batch> oneMore =
                store.batches(id, page.after(1).map(cursor -> cursor.text(0)), page.limit() + 1);
        return Page.cut(oneMore, page.limit(), batch -> Cursor.of(batch.id())).map(BatchView::of);
    }

    @PostMapping("/coupon-code-batches/{id}/stop")
    @Operation(operationId = "stopCouponCodes", summary = "Makes no more codes of the batch; those made stay")
    BatchView stop(@PathVariable String id) {
        store.stop(id);
        return BatchView.of(store.batch(id).orElseThrow(ProblemException::notFound));
    }

    @GetMapping("/coupon-code-batches/{id}/codes.csv")
    @Operation(operationId = "downloadCouponCodes", summary = "The batch's codes as a file")
    void codes(@PathVariable String id, HttpServletResponse response) throws IOException {
        CodeStore.Batch batch = store.batch(id).orElseThrow(ProblemException::notFound);
        Optional<CodePattern> pattern = batch.forEverybody() ? Optional.empty() : CodePattern.parse(batch.pattern());
        CsvDownload.write(
                response,
                id,
                List.of(new CsvDownload.Column<String>(
                        "code", code -> pattern.map(it -> it.printed(code)).orElse(code))),
                page -> Page.cut(
                        store.codes(id, page.after(1).map(cursor -> cursor.text(0)), page.limit() + 1),
                        page.limit(),
                        Cursor::of));
    }
}
