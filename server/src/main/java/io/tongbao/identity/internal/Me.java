package io.tongbao.identity.internal;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tongbao.identity.App;
import io.tongbao.identity.Role;
import io.tongbao.platform.Money;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Optional;

/** Whoever is signed in, as the apps show them. */
@Schema(name = "Me")
record Me(
        @NotNull String id,
        @NotNull App app,
        @NotNull List<Role> roles,
        @Schema(types = {"string", "null"}) Optional<String> name,

        @Schema(
                types = {"string", "null"},
                description = "Staff have none.")
        Optional<String> phoneMasked,

        @Schema(
                types = {"string", "null"},
                description = "Staff only.")
        Optional<String> email,

        @NotNull boolean pinSet,
        @NotNull Money smallPaymentLimit,
        Optional<MyMerchant> merchant,

        @Schema(description = "Of a brand partner: the brand's name.")
        Optional<String> brand,

        @NotNull Mode mode) {

    /** For whom the person works. */
    @Schema(name = "MyMerchant")
    record MyMerchant(
            @NotNull String id,
            @NotNull String name,

            @Schema(allowableValues = {"applied", "active", "rejected", "suspended"}) @NotNull
            String status,

            @NotNull Role role) {}

    /** How the server runs; the apps offer the demo's conveniences only in a demo. */
    @Schema(name = "Mode")
    enum Mode {
        demo,
        serve
    }
}
