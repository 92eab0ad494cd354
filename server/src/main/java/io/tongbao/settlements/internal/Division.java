package io.tongbao.settlements.internal;

/**
 * How a settlement divides what is the merchant's: fees first, then what was advanced to it, and the rest is due to it, never more than its
 * account holds. What the account lacks, because it has been refunded since, is carried on.
 *
 * @param feesMoved from the merchant; below zero to it
 * @param feesOwed what of the fees its account did not have
 * @param carried of what is the merchant's, what stays for the next settlement
 */
record Division(long feesMoved, long feesOwed, long repaid, long paid, long carried) {

    /**
     * @param taken what is the merchant's of all up to the settlement's end
     * @param feesDue what it owes in fees, below zero what it has back
     * @param available what its account holds now
     * @param debt what was advanced to it
     */
    static Division of(long taken, long feesDue, long available, long debt) {
        long feesMoved = Math.min(feesDue, available);
        long held = available - feesMoved;
        long repaid = Math.min(debt, held);
        long paid = Math.max(0, Math.min(taken - feesMoved, held - repaid));
        return new Division(feesMoved, feesDue - feesMoved, repaid, paid, taken - feesMoved - paid);
    }

    boolean movesNothing() {
        return feesMoved == 0 && repaid == 0 && paid == 0;
    }
}
