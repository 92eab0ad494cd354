create schema if not exists coupons;

-- A coupon that a customer has, or had. Whether it can be used only the books say (campaign/<campaign>/coupon/<id>/<owner>); the row was written
-- beside the entry by which the customer got it. What became of it is written after the log, for lists.
create table coupons.coupon (
  id text collate "C" not null primary key,
  entry_id bigint not null,
  request text collate "C" not null,
  offer_id text collate "C" not null,
  campaign_id text collate "C" not null,
  owner text collate "C" not null,
  how text not null,
  code text collate "C",
  received_from text collate "C",
  got_at timestamptz not null,
  until timestamptz not null,
  state text not null default 'open',
  payment_id text collate "C",
  over_at timestamptz,
  reminded boolean not null default false,
  constraint coupon_how_known check (how in ('claimed', 'code', 'granted', 'received')),
  constraint coupon_state_known check (state in ('open', 'used', 'expired', 'given')),
  constraint coupon_over_has_time check ((state = 'open') = (over_at is null)),
  constraint coupon_used_by_payment check ((state = 'used') = (payment_id is not null))
);

create unique index coupon_of_entry on coupons.coupon (entry_id);
create unique index coupon_by_request on coupons.coupon (request);
create index coupon_of_offer on coupons.coupon (offer_id, id desc);
create index coupon_of_owner on coupons.coupon (owner, id desc);
create index coupon_open_of_owner on coupons.coupon (owner, until) where state = 'open';
create index coupon_open_by_end on coupons.coupon (until, id) where state = 'open';
create index coupon_to_remind on coupons.coupon (until) where state = 'open' and not reminded;
create index coupon_used_by on coupons.coupon (payment_id) where payment_id is not null;

-- Codes are made by the batch; one that anybody may use once for all is a batch of one code that is not unique.
create table coupons.code_batch (
  id text collate "C" not null primary key,
  offer_id text collate "C" not null,
  pattern text not null,
  for_everybody boolean not null,
  wanted bigint not null,
  made bigint not null default 0,
  made_by text collate "C" not null,
  made_at timestamptz not null,
  stopped boolean not null default false,
  constraint code_batch_wanted check (wanted between 1 and 10000000),
  constraint code_batch_made check (made between 0 and wanted),
  constraint code_batch_one_for_everybody check (not for_everybody or wanted = 1)
);

create index code_batch_of_offer on coupons.code_batch (offer_id, id desc);
create index code_batch_unfinished on coupons.code_batch (id) where made < wanted and not stopped;

-- Normalised, so that no two batches can hold what looks the same.
create table coupons.code (
  code text collate "C" not null primary key,
  batch_id text collate "C" not null
);

create index code_of_batch on coupons.code (batch_id, code);

-- Codes that were tried and were none, counted by account, device and address, so that all nodes count together.
create table coupons.code_misses (
  who text collate "C" not null primary key,
  since timestamptz not null,
  misses integer not null
);

grant usage on schema coupons to ${server_role};
grant select, insert on coupons.coupon, coupons.code_batch, coupons.code to ${server_role};
grant select, insert, update, delete on coupons.code_misses to ${server_role};
grant update (state, payment_id, over_at, reminded) on coupons.coupon to ${server_role};
grant update (made, stopped) on coupons.code_batch to ${server_role};
