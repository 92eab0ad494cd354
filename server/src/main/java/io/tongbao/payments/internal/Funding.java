package io.tongbao.payments.internal;

import io.tongbao.payments.SourceKind;
import io.tongbao.platform.Money;
import io.tongbao.promotions.Setting;
import io.tongbao.wallets.Cards;
import java.util.Optional;

/**
 * Where the money comes from, when not all of it from the balance.
 *
 * @param balance the part that comes from the balance; empty if all is to come from the card
 */
record Funding(String cardId, Optional<Money> balance) {

    /** What a price is made for where everything comes from the balance. */
    static final Setting.Source BALANCE =
            new Setting.Source(SourceKind.BALANCE.code(), Optional.empty(), Optional.empty());

    /** The source of a payment of which at least a part comes from this card. */
    static Setting.Source source(Cards.LinkedCard card) {
        return new Setting.Source(SourceKind.CARD.code(), Optional.of(card.bankCode()), Optional.of(card.brand()));
    }

    String content() {
        return cardId
                + balance.map(part -> " " + part.minor() + part.currency().code())
                        .orElse("");
    }
}
