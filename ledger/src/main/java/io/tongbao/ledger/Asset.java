package io.tongbao.ledger;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What an account counts, in whole units: a currency by its ISO 4217 code ({@code CNY}, in minor units) or a unit of the
 * house ({@code USE}, {@code SPEND.CNY}). Accounts of different assets never meet in one leg.
 */
public record Asset(String code) {
    private static final Pattern CODE = Pattern.compile("[A-Z0-9][A-Z0-9._-]{0,31}");

    public Asset {
        Objects.requireNonNull(code, "code is null");
        if (!CODE.matcher(code).matches()) {
            throw new IllegalArgumentException("Not an asset code: " + code);
        }
    }
}
