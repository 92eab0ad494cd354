package io.tongbao.demo.internal;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;

/** Someone at one of the apps whom the demo's sign-in page offers. */
@Schema(name = "DemoPerson")
record DemoPerson(
        @NotNull String id,

        @Schema(allowableValues = {"wallet", "merchant", "console"}) @NotNull
        String app,

        @NotNull String name,
        @NotNull String role,
        @NotNull String noteZh,
        @NotNull String noteEn) {}
