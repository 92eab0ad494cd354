-- At which of the merchant's stores an order was made, if it has any.
alter table payments.orders add column store_id text collate "C";

-- An order that was paid outside the house: in cash, or by card at another's machine. No money of the house moved; the entry
-- beside it only takes the order, so that nobody pays it again. received is what was handed over in cash.
create table payments.tender (
  id text collate "C" not null primary key,
  entry_id bigint not null,
  order_id text collate "C" not null,
  merchant_id text collate "C" not null,
  kind text not null,
  currency text not null,
  amount_minor bigint not null,
  received_minor bigint,
  refunded_minor bigint not null default 0,
  taken_by text collate "C" not null,
  taken_at timestamptz not null,
  constraint tender_kind_known check (kind in ('cash', 'outside_card')),
  constraint tender_amount_positive check (amount_minor > 0),
  constraint tender_received_enough check (received_minor is null or kind = 'cash' and received_minor >= amount_minor),
  constraint tender_refunded_within check (refunded_minor between 0 and amount_minor)
);

create unique index tender_of_order on payments.tender (order_id);
create index tender_by_merchant on payments.tender (merchant_id, taken_at desc, id desc);

-- What was handed back of one.
create table payments.tender_refund (
  id text collate "C" not null primary key,
  tender_id text collate "C" not null references payments.tender (id),
  merchant_id text collate "C" not null,
  kind text not null,
  currency text not null,
  amount_minor bigint not null,
  reason text,
  refunded_by text collate "C" not null,
  refunded_at timestamptz not null,
  asked_key text collate "C" not null,
  constraint tender_refund_positive check (amount_minor > 0),
  constraint tender_refund_asked unique (tender_id, asked_key)
);

create index tender_refund_by_merchant on payments.tender_refund (merchant_id, refunded_at);

grant select, insert on payments.tender, payments.tender_refund to ${server_role};
grant update (refunded_minor) on payments.tender to ${server_role};
