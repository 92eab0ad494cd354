package io.tongbao.ledger.jdbc;

import java.util.List;

/**
 * What a verification found.
 *
 * @param accounts accounts whose balances were recomputed
 * @param movements sides of transfers whose balance-after was recomputed
 * @param batches up to which batch number the entries were read
 * @param onceKeys once-keys followed to their entries
 * @param findings the first {@link Verification#MAX_FINDINGS} rows that are wrong
 * @param found how many are wrong in all
 */
public record VerificationReport(
        long accounts, long movements, long batches, long onceKeys, List<Finding> findings, long found) {

    /** @param check what was checked, @param what the row, named, and what is wrong with it */
    public record Finding(String check, String what) {}

    public boolean isClean() {
        return found == 0;
    }
}
