-- What merchants may give of their own, with its history: the newest row of a merchant holds, else the newest for all (no merchant),
-- and without any they may give nothing.
create table offers.merchant_limit (
  id bigint generated always as identity primary key,
  merchant_id text collate "C",
  currency text collate "C" not null,
  offer_minor bigint not null,
  live_minor bigint not null,
  payment_minor bigint not null,
  live_offers integer not null,
  days integer not null,
  coupons boolean not null,
  reason text not null,
  set_by text collate "C" not null,
  set_at timestamptz not null,
  constraint merchant_limit_amounts check (offer_minor >= 0 and live_minor >= 0 and payment_minor >= 0),
  constraint merchant_limit_counts check (live_offers between 0 and 1000 and days between 0 and 3660)
);
create index merchant_limit_newest on offers.merchant_limit (merchant_id, currency, id desc);

-- Offers that merchants have opened for themselves, as they were asked for; written beside the entry that set the budget aside.
create table offers.own_offer (
  offer_id text collate "C" not null primary key,
  merchant_id text collate "C" not null,
  asked jsonb not null
);
create index own_offer_of_merchant on offers.own_offer (merchant_id, offer_id desc);

-- Locked while a merchant opens or changes an offer of its own, so that the limits of all of them together hold.
create table offers.own_giver (
  merchant_id text collate "C" not null primary key
);

grant select, insert on offers.merchant_limit, offers.own_offer to ${server_role};
grant select, insert, update on offers.own_giver to ${server_role};
