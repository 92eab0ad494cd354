package io.tongbao.wallets;

import java.util.Collection;
import java.util.Map;

/** Names to show on bills, asked set-wise of whoever owns them; implemented above for merchants. */
public interface CounterpartyNames {

    /** The names by id, of those that it knows. */
    Map<String, String> names(Collection<String> ids);
}
