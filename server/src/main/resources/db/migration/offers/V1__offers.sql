create schema if not exists offers;

-- Holds the money of its offers: budget, caps, sponsors and schedule. The money itself is in the ledger
-- (campaign/<id>/budget/<sponsor>).
create table offers.campaign (
  id text collate "C" not null primary key,
  currency text not null,
  zone text not null,
  for_history boolean not null,
  opened_by text collate "C" not null,
  opened_at timestamptz not null
);

-- What of a campaign may change, as each version of its offer has it; the newest holds. The row was written beside the
-- entry that set the budget aside, raised or lowered it; a version that leaves the budget as it is has none.
create table offers.campaign_version (
  campaign_id text collate "C" not null,
  version integer not null,
  entry_id bigint,
  request text collate "C",
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  budget_minor bigint not null,
  day_budget_minor bigint,
  merchant_budget_minor bigint,
  uses_per_customer bigint,
  uses_per_device bigint,
  constraint campaign_version_from_one check (version >= 1),
  constraint campaign_funded_at_first check (version > 1 or entry_id is not null),
  constraint campaign_budget_positive check (budget_minor > 0),
  constraint campaign_day_within_budget check (day_budget_minor between 1 and budget_minor),
  constraint campaign_merchant_within_budget check (merchant_budget_minor between 1 and budget_minor),
  constraint campaign_uses_positive check (uses_per_customer > 0 and uses_per_device > 0),
  constraint campaign_ends_after_start check (ends_at > starts_at),
  primary key (campaign_id, version)
);

create unique index campaign_version_by_entry on offers.campaign_version (entry_id);
create index campaign_version_by_request on offers.campaign_version (request);

create table offers.campaign_sponsor (
  campaign_id text collate "C" not null,
  version integer not null,
  place integer not null,
  sponsor_id text collate "C" not null,
  name text not null,
  basis_points integer not null,
  set_aside_minor bigint not null,
  prefunded boolean not null,
  constraint campaign_sponsor_share check (basis_points between 1 and 10000),
  constraint campaign_sponsor_set_aside check (set_aside_minor >= 0),
  primary key (campaign_id, version, place)
);

create index campaign_sponsor_of on offers.campaign_sponsor (sponsor_id, campaign_id);

-- The state is the only thing here that changes.
create table offers.offer (
  id text collate "C" not null primary key,
  campaign_id text collate "C" not null,
  state text not null,
  ended_at timestamptz,
  constraint offer_state_known check (state in ('live', 'paused', 'ended')),
  constraint offer_ended_has_time check ((state = 'ended') = (ended_at is not null))
);

create unique index offer_of_campaign on offers.offer (campaign_id);
create index offer_running on offers.offer (id) where state <> 'ended';
create index offer_ended on offers.offer (ended_at) where state = 'ended';

-- The terms as they were, the newest holds; a quote pins one of these.
create table offers.offer_version (
  offer_id text collate "C" not null,
  version integer not null,
  name text not null,
  terms jsonb not null,
  made_at timestamptz not null,
  primary key (offer_id, version)
);

-- One row a change, never touched again: every node counts them a few times a second and reads the offers anew when the
-- count has grown. A count can't skip a change that commits late, which the highest number of a sequence can.
create table offers.change (
  offer_id text collate "C" not null,
  what text not null,
  why text not null default '',
  changed_by text collate "C" not null,
  changed_at timestamptz not null,
  constraint change_known check (what in ('opened', 'changed', 'paused', 'resumed', 'ended'))
);

-- Who used an offer: read from the log of payments and top-ups; a top-up has no merchant. The gross is the payment's whole (of a
-- top-up its amount), and so is what was refunded of it; what came back to the budget is this offer's own.
create table offers.offer_use (
  offer_id text collate "C" not null,
  payment_id text collate "C" not null,
  version integer not null,
  customer_id text collate "C" not null,
  merchant_id text collate "C",
  currency text not null,
  gross_minor bigint not null,
  paid_minor bigint not null,
  discount_minor bigint not null,
  cashback_minor bigint not null,
  bonus_minor bigint not null,
  returned_minor bigint not null default 0,
  refunded_minor bigint not null default 0,
  given_back boolean not null default false,
  used_at timestamptz not null,
  primary key (payment_id, offer_id)
);

create index offer_use_by_offer on offers.offer_use (offer_id, used_at desc, payment_id desc);

-- The refunds already counted, so that the log may be read again.
create table offers.refund_seen (
  refund_id text collate "C" not null primary key
);

grant usage on schema offers to ${server_role};
grant select, insert on offers.campaign, offers.campaign_version, offers.campaign_sponsor, offers.offer_version, offers.change,
  offers.refund_seen to ${server_role};
grant select, insert, update on offers.offer, offers.offer_use to ${server_role};
