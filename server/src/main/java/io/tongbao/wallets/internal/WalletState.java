package io.tongbao.wallets.internal;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tongbao.ledger.Balance;
import io.tongbao.ledger.Ledger;
import java.util.Collection;

/** What of a wallet stands still. In lower case, since the API names the states by these constants. */
@Schema(name = "WalletState", enumAsRef = true)
enum WalletState {
    none,
    in,
    out,
    both,
    closed;

    Ledger.Freeze freeze() {
        return switch (this) {
            case none -> Ledger.Freeze.NONE;
            case in -> Ledger.Freeze.IN;
            case out -> Ledger.Freeze.OUT;
            case both, closed -> Ledger.Freeze.BOTH;
        };
    }

    /** Read off the accounts, which are what holds: whatever stands still in one of them. */
    static WalletState of(Collection<Balance> accounts) {
        boolean in = false;
        boolean out = false;
        for (Balance account : accounts) {
            if (account.closed()) {
                return closed;
            }
            in |= account.freeze() == Ledger.Freeze.IN || account.freeze() == Ledger.Freeze.BOTH;
            out |= account.freeze() == Ledger.Freeze.OUT || account.freeze() == Ledger.Freeze.BOTH;
        }
        return in ? (out ? both : WalletState.in) : (out ? WalletState.out : none);
    }
}
