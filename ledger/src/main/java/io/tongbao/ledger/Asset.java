package io.tongbao.ledger;

import java.util.Objects;

/**
 * What an account counts, in whole units: a currency by its ISO 4217 code ({@code CNY}, in minor units) or a unit of the
 * house ({@code USE}, {@code SPEND.CNY}). Accounts of different assets never meet in one leg.
 */
public record Asset(String code) {
    public Asset {
        Objects.requireNonNull(code, "code is null");
        if (!code.matches("[A-Z0-9][A-Z0-9._-]{0,31}")) {
            throw new IllegalArgumentException("Not an asset code: " + code);
        }
    }
}
