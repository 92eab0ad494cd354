create schema if not exists benefits;

create table benefits.supplier (
  id text collate "C" not null primary key,
  name text not null,
  made_by text collate "C" not null,
  made_at timestamptz not null
);

create unique index supplier_by_name on benefits.supplier (lower(name));

-- A product of a supplier's. What it costs and is worth never changes: another price is another benefit.
create table benefits.benefit (
  id text collate "C" not null primary key,
  request text collate "C" not null,
  content text collate "C" not null,
  supplier_id text collate "C" not null references benefits.supplier,
  currency text not null,
  worth_minor bigint not null,
  cost_minor bigint not null,
  made_by text collate "C" not null,
  made_at timestamptz not null,
  constraint benefit_amounts check (worth_minor >= 0 and cost_minor >= 0)
);

create unique index benefit_by_request on benefits.benefit (request);
create index benefit_of_supplier on benefits.benefit (supplier_id, id desc);

-- The terms by which it is given, a version each; the last one holds.
create table benefits.terms (
  benefit_id text collate "C" not null references benefits.benefit,
  version integer not null,
  name text not null,
  how_to_redeem text not null,
  claim_from timestamptz not null,
  claim_until timestamptz not null,
  per_customer bigint not null,
  low_stock bigint not null,
  listed boolean not null,
  paused boolean not null,
  written_by text collate "C" not null,
  written_at timestamptz not null,
  primary key (benefit_id, version),
  constraint terms_window check (claim_from < claim_until),
  constraint terms_counts check (per_customer >= 1 and low_stock >= 0)
);

-- Codes of a benefit that end on the same day ('open': on none) are a lot. How many it was filled with and how many were taken of it the books
-- count; each code has its number in the lot by the entry that brought it, each that leaves takes the next by the entry that took it.
create table benefits.lot (
  benefit_id text collate "C" not null,
  lot text collate "C" not null,
  primary key (benefit_id, lot),
  constraint lot_day check (lot = 'open' or lot ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$')
);

create index lot_by_day on benefits.lot (lot) where lot <> 'open';

create table benefits.batch (
  id text collate "C" not null primary key,
  benefit_id text collate "C" not null references benefits.benefit,
  request text collate "C" not null,
  started_by text collate "C" not null,
  started_at timestamptz not null,
  rows bigint,
  content text collate "C",
  finished_at timestamptz,
  constraint batch_finished_whole check ((finished_at is null) = (rows is null) and (finished_at is null) = (content is null))
);

create unique index batch_by_request on benefits.batch (request);
create index batch_of_benefit on benefits.batch (benefit_id, id desc);

-- A row of a batch that is no code to be kept. What stood there is not kept: it may be one.
create table benefits.batch_problem (
  batch_id text collate "C" not null,
  line bigint not null,
  problem text not null,
  primary key (batch_id, line)
);

-- Written beside the entry that brought it. The code is under the installation's key; its fingerprint, under that key too, makes it one of its
-- supplier's for once.
create table benefits.code (
  id text collate "C" not null primary key,
  entry_id bigint not null,
  benefit_id text collate "C" not null,
  supplier_id text collate "C" not null,
  batch_id text collate "C" not null,
  line bigint not null,
  fingerprint bytea not null,
  sealed bytea not null,
  lot text collate "C" not null,
  n bigint not null,
  uploaded_at timestamptz not null
);

create unique index code_once_of_supplier on benefits.code (supplier_id, fingerprint);
create unique index code_by_number on benefits.code (benefit_id, lot, n);
create index code_of_benefit on benefits.code (benefit_id, id desc);

-- What an entry brought of a batch.
create table benefits.upload (
  entry_id bigint not null primary key,
  batch_id text collate "C" not null,
  benefit_id text collate "C" not null,
  codes bigint not null,
  uploaded_at timestamptz not null
);

create index upload_of_batch on benefits.upload (batch_id);
create index upload_of_benefit on benefits.upload (benefit_id, uploaded_at);

-- Written beside the entry by which a customer got a code: the one with that number of that lot.
create table benefits.given_code (
  id text collate "C" not null primary key,
  entry_id bigint not null,
  request text collate "C" not null,
  benefit_id text collate "C" not null,
  lot text collate "C" not null,
  n bigint not null,
  owner text collate "C" not null,
  how text not null,
  given_at timestamptz not null,
  constraint given_code_how_known check (how in ('claimed', 'granted'))
);

create unique index given_code_of_entry on benefits.given_code (entry_id);
create unique index given_code_by_request on benefits.given_code (request);
create unique index given_code_once on benefits.given_code (benefit_id, lot, n);
create index given_code_of_owner on benefits.given_code (owner, id desc);
create index given_code_of_benefit on benefits.given_code (benefit_id, given_at, id);

-- Codes that nobody had when their day was over, from a number of their lot to another.
create table benefits.expiry (
  entry_id bigint not null primary key,
  benefit_id text collate "C" not null,
  lot text collate "C" not null,
  first_n bigint not null,
  last_n bigint not null,
  expired_at timestamptz not null
);

create index expiry_of_lot on benefits.expiry (benefit_id, lot);

-- Where the stock of a benefit passed its threshold or came to nothing, written beside the entry that did it; the last row says how it stands.
create table benefits.stock_turn (
  entry_id bigint not null primary key,
  benefit_id text collate "C" not null,
  turn text not null,
  stock bigint not null,
  low_stock bigint not null,
  turned_at timestamptz not null,
  constraint stock_turn_known check (turn in ('low', 'gone', 'still_low', 'enough'))
);

create index stock_turn_of_benefit on benefits.stock_turn (benefit_id, entry_id desc);

grant usage on schema benefits to ${server_role};
grant select, insert on benefits.supplier, benefits.benefit, benefits.terms, benefits.lot, benefits.batch, benefits.batch_problem, benefits.code,
  benefits.upload, benefits.given_code, benefits.expiry, benefits.stock_turn to ${server_role};
grant update (name) on benefits.supplier to ${server_role};
grant update (rows, content, finished_at) on benefits.batch to ${server_role};
