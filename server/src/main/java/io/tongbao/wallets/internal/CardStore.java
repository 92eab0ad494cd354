package io.tongbao.wallets.internal;

import io.tongbao.platform.DatabaseTime;
import io.tongbao.platform.SecretBox;
import io.tongbao.wallets.Cards;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Cards and their tokens; a token is sealed for its row. */
@Component
class CardStore {
    private final JdbcClient jdbc;
    private final SecretBox secrets;
    private final Clock clock;

    CardStore(JdbcClient jdbc, SecretBox secrets, Clock clock) {
        this.jdbc = jdbc;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** Makes the person's wallet row if it is the first time and locks it: what counts over a person takes turns on it. */
    void lockWallet(String personId) {
        jdbc.sql("""
                        insert into wallets.wallet (person_id, opened_at) values (:person, :now)
                        on conflict (person_id) do nothing
                        """).param("person", personId).param("now", now()).update();
        jdbc.sql("select person_id from wallets.wallet where person_id = :person for update")
                .param("person", personId)
                .query(String.class)
                .single();
    }

    void insert(Card card, String token) {
        jdbc.sql("""
                        insert into wallets.card
                          (id, person_id, brand, last4, expiry, bank_code, bank_name, token_sealed, is_default, linked_at)
                        values (:id, :person, :brand, :last4, :expiry, :bank_code, :bank_name, :token, :is_default, :now)
                        """)
                .param("id", card.id())
                .param("person", card.personId())
                .param("brand", card.brand())
                .param("last4", card.last4())
                .param("expiry", card.expiry().toString())
                .param("bank_code", card.bankCode())
                .param("bank_name", card.bankName())
                .param("token", secrets.seal(token, place(card.id())))
                .param("is_default", card.isDefault())
                .param("now", now())
                .update();
    }

    /** For the bank alone; a removed card's too, since a movement over it may still be open. */
    String token(String cardId) {
        byte[] sealed = jdbc.sql("select token_sealed from wallets.card where id = :id")
                .param("id", cardId)
                .query((row, index) -> row.getBytes("token_sealed"))
                .single();
        return secrets.openText(sealed, place(cardId));
    }

    /** Of a removed card too, since a movement over it may still be open. */
    Cards.LinkedCard linked(String cardId) {
        return jdbc.sql("select bank_code, brand from wallets.card where id = :id")
                .param("id", cardId)
                .query((row, index) -> new Cards.LinkedCard(cardId, row.getString("bank_code"), row.getString("brand")))
                .single();
    }

    /** The default first, then the newest. */
    List<Card> ofPerson(String personId) {
        return jdbc.sql("""
                        select id, person_id, brand, last4, expiry, bank_code, bank_name, is_default
                          from wallets.card where person_id = :person and removed_at is null
                         order by is_default desc, id desc
                        """).param("person", personId).query(CardStore::card).list();
    }

    Optional<Card> find(String personId, String cardId) {
        return jdbc.sql("""
                        select id, person_id, brand, last4, expiry, bank_code, bank_name, is_default
                          from wallets.card where id = :id and person_id = :person and removed_at is null
                        """)
                .param("id", cardId)
                .param("person", personId)
                .query(CardStore::card)
                .optional();
    }

    boolean hasOpenMovement(String cardId) {
        return jdbc.sql("select exists (select from wallets.card_movement where card_id = :id and state = 'pending')")
                .param("id", cardId)
                .query(Boolean.class)
                .single();
    }

    void remove(String cardId) {
        jdbc.sql("update wallets.card set removed_at = :now, is_default = false where id = :id")
                .param("now", now())
                .param("id", cardId)
                .update();
    }

    void makeDefault(String personId, String cardId) {
        jdbc.sql("update wallets.card set is_default = false where person_id = :person and is_default and id <> :id")
                .param("person", personId)
                .param("id", cardId)
                .update();
        jdbc.sql("update wallets.card set is_default = true where id = :id and not is_default")
                .param("id", cardId)
                .update();
    }

    /** How cards are called on a bill, removed ones too. */
    Map<String, String> names(Collection<String> cardIds) {
        Map<String, String> names = new HashMap<>();
        jdbc.sql("select id, bank_name, last4 from wallets.card where id = any(:ids)")
                .param("ids", cardIds.toArray(String[]::new))
                .query(row -> {
                    names.put(row.getString("id"), row.getString("bank_name") + " ··" + row.getString("last4"));
                });
        return names;
    }

    private static Card card(ResultSet row, int index) throws SQLException {
        return new Card(
                row.getString("id"),
                row.getString("person_id"),
                row.getString("brand"),
                row.getString("last4"),
                YearMonth.parse(row.getString("expiry")),
                row.getString("bank_code"),
                row.getString("bank_name"),
                row.getBoolean("is_default"));
    }

    private static String place(String cardId) {
        return "wallets.card.token_sealed/" + cardId;
    }

    private OffsetDateTime now() {
        return DatabaseTime.utc(clock.instant());
    }
}
