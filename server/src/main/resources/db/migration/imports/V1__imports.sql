create schema if not exists imports;

-- One shop's history out of one file. The same file for the same merchant goes on where it stopped, moved to the same
-- last day as when it began: a sale that was brought in has its date for good.
create table imports.history (
  id bigint generated always as identity primary key,
  sha256 text collate "C" not null,
  merchant_id text collate "C" not null,
  zone text collate "C" not null,
  first_invoices integer not null,
  end_on date,
  started_at timestamptz not null,
  staged_at timestamptz,
  ordered_at timestamptz,
  constraint history_once unique (sha256, merchant_id, zone, first_invoices)
);

-- The file's lines as they were read; set_aside says why one is not used.
create table imports.line (
  history_id bigint not null,
  n bigint not null,
  invoice text collate "C" not null,
  cancels boolean not null,
  product text not null,
  name text not null,
  quantity integer not null,
  unit_price_minor bigint not null,
  customer text collate "C" not null,
  at timestamptz not null,
  set_aside text collate "C",
  primary key (history_id, n)
);

create index line_of_invoice on imports.line (history_id, invoice, n);

-- Invoices and cancellations in the order in which they are brought in.
create table imports.invoice (
  history_id bigint not null,
  seq bigint not null,
  number text collate "C" not null,
  cancels boolean not null,
  customer text collate "C" not null,
  at timestamptz not null,
  line_count bigint not null,
  payment_id text collate "C",
  entry_id bigint,
  discount_minor bigint not null default 0,
  done boolean not null default false,
  primary key (history_id, seq),
  constraint invoice_once unique (history_id, number)
);

-- Which sale lines a cancellation line takes back, and how much of each.
create table imports.taken_back (
  history_id bigint not null,
  cancel_n bigint not null,
  sale_n bigint not null,
  cancel_seq bigint not null,
  sale_seq bigint not null,
  quantity integer not null,
  amount_minor bigint not null,
  primary key (history_id, cancel_n, sale_n)
);

create index taken_back_by_cancellation on imports.taken_back (history_id, cancel_seq);

create table imports.refund (
  history_id bigint not null,
  cancel_seq bigint not null,
  sale_seq bigint not null,
  entry_id bigint not null,
  amount_minor bigint not null,
  primary key (history_id, cancel_seq, sale_seq)
);

create table imports.customer (
  merchant_id text collate "C" not null,
  number text collate "C" not null,
  person_id text collate "C" not null,
  primary key (merchant_id, number)
);

grant usage on schema imports to ${server_role};
grant select, insert, update, delete on all tables in schema imports to ${server_role};
