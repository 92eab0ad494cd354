-- What of a payment came from a card; the rest of paid_minor came from the balance.
alter table payments.payment
  add column card_id text collate "C",
  add column bank_code text collate "C",
  add column card_minor bigint not null default 0,
  add constraint payment_card_part check (card_minor between 0 and paid_minor),
  add constraint payment_card_named check ((card_minor > 0) = (card_id is not null and bank_code is not null));

-- Beside the reservation of each payment that takes from a card, as it was asked; entry_id is the reservation. Once the bank
-- has collected, the same payment stands in payments.payment, beside the entry that settled it. Both only insert.
create table payments.card_payment (
  id text collate "C" not null primary key,
  entry_id bigint not null,
  channel text not null,
  quote_id text collate "C",
  order_id text collate "C",
  pay_code_id text collate "C",
  order_number text,
  customer_id text collate "C" not null,
  merchant_id text collate "C" not null,
  currency text not null,
  gross_minor bigint not null,
  discount_minor bigint not null,
  paid_minor bigint not null,
  cashback_minor bigint not null,
  price jsonb not null,
  paid_at timestamptz not null,
  recorded_at timestamptz not null,
  card_id text collate "C" not null,
  bank_code text collate "C" not null,
  card_minor bigint not null,
  constraint card_payment_amounts_sum check (gross_minor - discount_minor = paid_minor),
  constraint card_payment_card_part check (card_minor between 1 and paid_minor)
);

create unique index card_payment_of_entry on payments.card_payment (entry_id);
create unique index card_payment_of_quote on payments.card_payment (quote_id) where quote_id is not null;
create index card_payment_of_order on payments.card_payment (order_id) where order_id is not null;

-- What a bank was asked to do for payments and refunds, and how far that is; the id, a payment's or a refund's, is the bank's
-- reference. declined: a charge was not collected; of a pay-out the money went to the wallet instead.
create table payments.card_errand (
  id text collate "C" not null primary key,
  kind text collate "C" not null,
  customer_id text collate "C" not null,
  card_id text collate "C" not null,
  bank_code text collate "C" not null,
  minor bigint not null,
  currency text collate "C" not null,
  state text collate "C" not null,
  reason text collate "C",
  bank_reference text collate "C",
  cancel_asked_by text collate "C",
  asked_at timestamptz not null,
  finished_at timestamptz,
  looks integer not null,
  look_at timestamptz not null,
  constraint card_errand_kind check (kind in ('charge', 'pay_out')),
  constraint card_errand_positive check (minor > 0),
  constraint card_errand_state check (state in ('pending', 'done', 'declined')),
  constraint card_errand_finished check ((state = 'pending') = (finished_at is null)),
  constraint card_errand_done check (state <> 'done' or bank_reference is not null),
  constraint card_errand_reason check ((state = 'declined') = (reason is not null))
);
create index card_errand_to_look_at on payments.card_errand (look_at) where state = 'pending';

-- How many payments by card of the quote's order had been declined when it was shown: which try to pay the order it is for.
alter table payments.quote add column turn integer not null default 0;

-- What of cash_minor goes back to the card.
alter table payments.refund
  add column card_minor bigint not null default 0,
  add constraint refund_card_part check (card_minor between 0 and cash_minor);

grant select, insert on payments.card_payment to ${server_role};
grant select, insert, update on payments.card_errand to ${server_role};
