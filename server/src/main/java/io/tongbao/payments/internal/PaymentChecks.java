package io.tongbao.payments.internal;

import io.tongbao.ledger.jdbc.EntryCheck;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What {@code verify} proves of payments beside the books: each row's amounts are what its entry moved, and no entry lacks its row. */
@Configuration(proxyBeanMethods = false)
class PaymentChecks {

    @Bean
    EntryCheck paymentsAgreeWithEntries() {
        return new EntryCheck("payment-agrees-with-entry", """
                select 'payment ' || p.id || ' of ' || p.gross_minor || ' stands beside entry ' || p.entry_id
                       || ', which brought its merchant ' || coalesce(moved.amount, 0)
                from payments.payment p
                cross join lateral (
                  select sum(t.amount) as amount
                  from ledger.transfer t
                  join ledger.account a on a.id = t.to_account
                  where t.entry = p.entry_id and a.code = 'merchant/' || p.merchant_id || '/' || p.currency
                ) moved
                where p.entry_id > ? and p.entry_id <= ? and coalesce(moved.amount, 0) <> p.gross_minor
                """);
    }

    @Bean
    EntryCheck paymentEntriesHaveRows() {
        return new EntryCheck("payment-entry-has-row", """
                select 'entry ' || e.id || ' is a payment without a row'
                from ledger.entry e
                where e.id > ? and e.id <= ? and e.kind = 'payment'
                  and not exists (select from payments.payment p where p.entry_id = e.id)
                """);
    }

    @Bean
    EntryCheck refundsAgreeWithEntries() {
        return new EntryCheck("refund-agrees-with-entry", """
                select 'refund ' || r.id || ' of ' || r.gross_minor || ' stands beside entry ' || r.entry_id
                       || ', which took from its merchant ' || coalesce(moved.amount, 0)
                from payments.refund r
                cross join lateral (
                  select sum(t.amount) as amount
                  from ledger.transfer t
                  join ledger.account a on a.id = t.from_account
                  where t.entry = r.entry_id and a.code = 'merchant/' || r.merchant_id || '/' || r.currency
                ) moved
                where r.entry_id > ? and r.entry_id <= ? and coalesce(moved.amount, 0) <> r.gross_minor
                """);
    }
}
