package io.tongbao.identity.internal;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tongbao.identity.AuditNotes;
import io.tongbao.identity.Principal;
import io.tongbao.platform.Cursor;
import io.tongbao.platform.Page;
import io.tongbao.platform.PageRequest;
import io.tongbao.platform.PlainText;
import io.tongbao.platform.ProblemException;
import io.tongbao.platform.ProblemType;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Brands, as administrators keep them. */
@RestController
@Tag(name = "staff")
class BrandController {
    private final BrandStore brands;
    private final AuditNotes audit;

    BrandController(BrandStore brands, AuditNotes audit) {
        this.brands = brands;
        this.audit = audit;
    }

    @Schema(name = "Brand")
    record BrandView(
            @NotNull String id,

            @NotNull String name,
            @NotNull Instant createdAt) {}

    @Schema(name = "BrandName")
    record BrandName(
            @NotBlank(message = "is missing") @PlainText @Size(max = 40, message = "must have at most 40 characters")
            String name) {}

    @GetMapping("/brands")
    @Operation(operationId = "listBrands", summary = "Brands that may bear a part of a campaign")
    Page<BrandView> list(PageRequest page) {
        return Page.cut(
                        brands.list(page.after(1).map(cursor -> cursor.id(0, BrandStore.PREFIX)), page.limit() + 1),
                        page.limit(),
                        last -> Cursor.of(last.id()))
                .map(BrandController::view);
    }

    @PostMapping("/brands")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(operationId = "addBrand", summary = "A new brand")
    BrandView add(@Valid @RequestBody BrandName asked, Principal administrator) {
        BrandStore.Brand brand =
                brands.add(asked.name().strip(), administrator.id()).orElseThrow(BrandController::nameTaken);
        audit.concerns(brand.id());
        return view(brand);
    }

    @PutMapping("/brands/{id}")
    @Operation(
            operationId = "renameBrand",
            summary = "Gives a brand another name; campaigns keep the name they were written with")
    BrandView rename(@PathVariable String id, @Valid @RequestBody BrandName asked) {
        return switch (brands.rename(id, asked.name().strip())) {
            case BrandStore.Renaming.Done(BrandStore.Brand brand) -> view(brand);
            case BrandStore.Renaming.NotThere _ -> throw ProblemException.notFound();
            case BrandStore.Renaming.NameTaken _ -> throw nameTaken();
        };
    }

    private static ProblemException nameTaken() {
        return new ProblemException(ProblemType.CONFLICT, "Another brand has the name.")
                .withField("name", "used", "belongs to another brand");
    }

    private static BrandView view(BrandStore.Brand brand) {
        return new BrandView(brand.id(), brand.name(), brand.createdAt());
    }
}
