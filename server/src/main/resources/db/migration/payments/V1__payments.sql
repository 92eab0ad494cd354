create schema if not exists payments;

-- What a merchant asks to be paid. Whether it is paid is read off the payment that names it, so that a payment only inserts.
create table payments.orders (
  id text collate "C" not null primary key,
  merchant_id text collate "C" not null,
  order_number text not null,
  currency text not null,
  amount_minor bigint not null,
  lines jsonb not null,
  note text,
  created_by text collate "C" not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  cancelled_at timestamptz,
  constraint orders_amount_positive check (amount_minor > 0),
  constraint orders_number_once unique (merchant_id, order_number)
);

create index orders_by_merchant on payments.orders (merchant_id, id desc);

-- A price that was shown. It is not value: written without waiting for the disk, and gone is no loss.
create table payments.quote (
  id text collate "C" not null primary key,
  customer_id text collate "C" not null,
  merchant_id text collate "C" not null,
  order_id text collate "C",
  order_number text,
  currency text not null,
  price jsonb not null,
  channel text not null,
  source text not null,
  source_issuer text,
  source_brand text,
  depends_on_source boolean not null,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
comment on column payments.quote.source is 'What it was priced for to be paid with: balance, or card with the bank''s code and the network.';
comment on column payments.quote.depends_on_source is 'Whether a condition of a candidate offer looks at the source.';

create index quote_expired on payments.quote (expires_at);

-- Beside each payment's entry in the books. What it cost whom is frozen in price; refunds are computed from that.
create table payments.payment (
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
  constraint payment_amounts_sum check (gross_minor - discount_minor = paid_minor and paid_minor >= 0),
  constraint payment_channel_known check (channel in ('qr', 'pay_code', 'import'))
);

create unique index payment_of_entry on payments.payment (entry_id);
create unique index payment_of_quote on payments.payment (quote_id) where quote_id is not null;
create unique index payment_of_order on payments.payment (order_id) where order_id is not null;
create unique index payment_of_pay_code on payments.payment (pay_code_id) where pay_code_id is not null;
create index payment_by_merchant on payments.payment (merchant_id, paid_at desc, id desc);
create index payment_by_customer on payments.payment (customer_id, merchant_id, paid_at);
create index payment_by_time on payments.payment (paid_at desc, id desc);
create index payment_imported on payments.payment (merchant_id, order_number) where channel = 'import';

-- Beside each refund's entry in the books. seq counts the refunds of a payment from 1.
create table payments.refund (
  id text collate "C" not null primary key,
  entry_id bigint not null,
  payment_id text collate "C" not null,
  seq integer not null,
  merchant_id text collate "C" not null,
  currency text not null,
  gross_minor bigint not null,
  cash_minor bigint not null,
  cashback_minor bigint not null,
  bonus_minor bigint not null,
  left_minor bigint not null,
  parts jsonb not null,
  reason text,
  refunded_by text collate "C" not null,
  refunded_at timestamptz not null,
  recorded_at timestamptz not null,
  asked_key text collate "C" not null,
  asked_content text collate "C" not null,
  constraint refund_gross_positive check (gross_minor > 0),
  constraint refund_left_not_negative check (left_minor >= 0),
  constraint refund_in_order unique (payment_id, seq)
);

create unique index refund_asked on payments.refund (asked_key);
create unique index refund_of_entry on payments.refund (entry_id);
create index refund_by_merchant on payments.refund (merchant_id, refunded_at);

-- A pay code is kept as its hash only; the code itself is on the customer's screen. asked_order is the order for which the
-- till showed the code when a PIN was needed.
create table payments.pay_code (
  id text collate "C" not null primary key,
  customer_id text collate "C" not null,
  device text collate "C" not null,
  code_hash bytea not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  asked_order text collate "C"
);

create unique index pay_code_by_hash on payments.pay_code (code_hash);
create index pay_code_asked on payments.pay_code (asked_order) where asked_order is not null;
create index pay_code_expired on payments.pay_code (expires_at);

grant usage on schema payments to ${server_role};
grant select, insert on payments.payment, payments.refund to ${server_role};
grant select, insert, update on payments.orders to ${server_role};
grant select, insert, delete on payments.quote to ${server_role};
grant select, insert, update, delete on payments.pay_code to ${server_role};
