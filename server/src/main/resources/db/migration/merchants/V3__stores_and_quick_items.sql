-- A merchant's places. Trade is told apart by them; money is not: it is the merchant's.
create table merchants.store (
  id text collate "C" not null primary key,
  merchant_id text collate "C" not null references merchants.merchant (id),
  name text not null,
  address text not null,
  opened_at timestamptz not null,
  closed_at timestamptz
);

create unique index store_one_name on merchants.store (merchant_id, name) where closed_at is null;
create index store_by_merchant on merchants.store (merchant_id, id);

alter table merchants.cashier add column store_id text collate "C" references merchants.store (id);

-- What is sold often, for one press at the till. place counts from 0 in the order in which the till shows it.
create table merchants.quick_item (
  merchant_id text collate "C" not null references merchants.merchant (id),
  place integer not null,
  name text not null,
  product text,
  price_minor bigint not null,
  primary key (merchant_id, place),
  constraint quick_item_price_positive check (price_minor > 0)
);

grant select, insert, update on merchants.store to ${server_role};
grant select, insert, delete on merchants.quick_item to ${server_role};
