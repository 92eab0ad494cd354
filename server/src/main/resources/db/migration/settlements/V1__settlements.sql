create schema if not exists settlements;

-- What a merchant pays for being paid. It never changes; another price is another plan.
create table settlements.fee_plan (
  id text collate "C" primary key,
  name_zh text not null,
  name_en text not null,
  currency text not null,
  -- parts in a million of a payment's gross
  rate_ppm integer not null,
  -- at most so much a payment
  cap_minor bigint,
  -- so much gross in a calendar month is free
  free_minor bigint not null,
  -- so far may refunds run ahead of what the merchant takes
  advance_minor bigint not null,
  made_by text collate "C" not null,
  made_at timestamptz not null,
  constraint fee_plan_rate check (rate_ppm between 0 and 1000000),
  constraint fee_plan_cap check (cap_minor > 0),
  constraint fee_plan_free check (free_minor >= 0),
  constraint fee_plan_advance check (advance_minor >= 0)
);

-- Which plan holds from which business day: for a merchant by its id, for all others by 'standard/<currency>'.
create table settlements.fee_plan_use (
  applies_to text collate "C" not null,
  from_day date not null,
  plan_id text collate "C" not null references settlements.fee_plan (id),
  set_by text collate "C" not null,
  set_at timestamptz not null,
  primary key (applies_to, from_day)
);

insert into settlements.fee_plan
  (id, name_zh, name_en, currency, rate_ppm, cap_minor, free_minor, advance_minor, made_by, made_at)
values
  ('fpl_00000000000000000000000001', '标准费率', 'Standard', 'CNY', 3800, null, 0, 200000, 'installation', '2000-01-01Z'),
  ('fpl_00000000000000000000000002', '小微商户', 'Small merchant', 'CNY', 2500, null, 1000000, 50000, 'installation', '2000-01-01Z'),
  ('fpl_00000000000000000000000003', '活动优惠费率', 'Campaign', 'CNY', 1000, 2000, 0, 200000, 'installation', '2000-01-01Z');
insert into settlements.fee_plan_use (applies_to, from_day, plan_id, set_by, set_at)
values ('standard/CNY', '2000-01-01', 'fpl_00000000000000000000000001', 'installation', '2000-01-01Z');

-- Where a merchant's money is paid out to; the newest holds. The token is sealed, the number is nowhere.
create table settlements.payee (
  id text collate "C" primary key,
  merchant_id text collate "C" not null,
  bank_code text collate "C" not null,
  bank_name text not null,
  last4 text collate "C" not null,
  token_sealed bytea not null,
  set_by text collate "C" not null,
  set_at timestamptz not null,
  constraint payee_last4_digits check (last4 ~ '^[0-9]{4}$')
);
create index payee_of_merchant on settlements.payee (merchant_id, id desc);

-- While a hold is not lifted nothing is paid out.
create table settlements.hold (
  id text collate "C" primary key,
  merchant_id text collate "C" not null,
  reason text not null,
  held_by text collate "C" not null,
  held_at timestamptz not null,
  lifted_by text collate "C",
  lifted_at timestamptz,
  constraint hold_lifted check ((lifted_by is null) = (lifted_at is null))
);
create unique index hold_one_of_merchant on settlements.hold (merchant_id) where lifted_at is null;

-- A settlement as it is drawn up: what was taken and given back after one instant and up to another, by the time it was recorded. It counts
-- once its row in settled is there; one drawn up beside it, or before a crash, has none and goes.
create table settlements.drawn (
  id text collate "C" primary key,
  merchant_id text collate "C" not null,
  seq integer not null,
  currency text not null,
  since timestamptz not null,
  until timestamptz not null,
  payments integer not null,
  payments_minor bigint not null,
  refunds integer not null,
  refunds_minor bigint not null,
  fees_minor bigint not null,
  fees_back_minor bigint not null,
  carried_in_minor bigint not null,
  fees_owed_in_minor bigint not null,
  drawn_at timestamptz not null,
  constraint drawn_forward check (until > since),
  constraint drawn_not_negative check (payments_minor >= 0 and refunds_minor >= 0 and fees_minor >= 0 and fees_back_minor >= 0)
);
create index drawn_of_merchant on settlements.drawn (merchant_id, seq);

create table settlements.line (
  settlement_id text collate "C" not null,
  n integer not null,
  kind text collate "C" not null,
  reference text collate "C" not null,
  payment_id text collate "C" not null,
  recorded_at timestamptz not null,
  gross_minor bigint not null,
  -- of a payment taken, of a refund given back
  fee_minor bigint not null,
  plan_id text collate "C",
  primary key (settlement_id, n),
  constraint line_kind check (kind in ('payment', 'refund')),
  constraint line_amounts check (gross_minor > 0 and fee_minor between 0 and gross_minor)
);
create index line_of_reference on settlements.line (reference);

-- Beside the entry that settled; without one where nothing was to move. What is carried on is what the merchant's account still holds of what was
-- settled, or below zero by what was advanced to it.
create table settlements.settled (
  settlement_id text collate "C" primary key,
  merchant_id text collate "C" not null,
  seq integer not null,
  entry_id bigint,
  fees_moved_minor bigint not null,
  fees_owed_minor bigint not null,
  repaid_minor bigint not null,
  paid_minor bigint not null,
  carried_minor bigint not null,
  settled_at timestamptz not null,
  constraint settled_once unique (merchant_id, seq),
  constraint settled_not_negative check (repaid_minor >= 0 and paid_minor >= 0 and fees_owed_minor >= 0)
);
create index settled_newest on settlements.settled (settled_at desc, settlement_id desc);

-- What was done for all merchants up to which end of a day.
create table settlements.run (
  until timestamptz primary key,
  finished_at timestamptz not null
);

-- Merchants with whom it could not be settled when it was tried, and why: the books refused, or were busy.
create table settlements.waiting (
  merchant_id text collate "C" primary key,
  why text not null,
  since timestamptz not null
);

-- Money on its way to a merchant's bank; the id is the bank's reference.
create table settlements.payout (
  id text collate "C" primary key,
  merchant_id text collate "C" not null,
  payee_id text collate "C" not null references settlements.payee (id),
  bank_code text collate "C" not null,
  minor bigint not null,
  currency text not null,
  -- the last settlement that it pays
  up_to_seq integer not null,
  state text collate "C" not null,
  reason text collate "C",
  reservation bigint,
  bank_reference text collate "C",
  asked_at timestamptz not null,
  finished_at timestamptz,
  looks integer not null default 0,
  look_at timestamptz not null,
  constraint payout_positive check (minor > 0),
  constraint payout_state check (state in ('pending', 'paid', 'declined')),
  constraint payout_finished check ((state = 'pending') = (finished_at is null)),
  constraint payout_reason check ((state = 'declined') = (reason is not null)),
  constraint payout_paid check (state <> 'paid' or bank_reference is not null)
);
create unique index payout_one_at_a_time on settlements.payout (merchant_id) where state = 'pending';
create index payout_to_look_at on settlements.payout (look_at) where state = 'pending';
create index payout_of_merchant on settlements.payout (merchant_id, id desc);

grant usage on schema settlements to ${server_role};
grant select, insert on settlements.fee_plan, settlements.fee_plan_use, settlements.payee, settlements.settled, settlements.run to ${server_role};
grant select, insert, update, delete on settlements.waiting to ${server_role};
grant select, insert, update on settlements.hold, settlements.payout to ${server_role};
grant select, insert, delete on settlements.drawn, settlements.line to ${server_role};
