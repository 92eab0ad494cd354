-- What each sponsor has borne and got back, as the books heard of it: read from the log of payments, top-ups and refunds. The
-- reference is the payment, top-up or refund.
create table offers.sponsor_spend (
  sponsor_id text collate "C" not null,
  currency text collate "C" not null,
  reference text collate "C" not null,
  campaign_id text collate "C" not null,
  payment_id text collate "C" not null,
  spent_minor bigint not null,
  returned_minor bigint not null,
  recorded_at timestamptz not null,
  constraint sponsor_spend_either check (spent_minor >= 0 and returned_minor >= 0 and spent_minor + returned_minor > 0),
  primary key (reference, campaign_id, sponsor_id)
);

create index sponsor_spend_by_time on offers.sponsor_spend (sponsor_id, currency, recorded_at, reference, campaign_id);

-- How far a budget was spent, told once; a raised or lowered one anew.
create table offers.budget_alert (
  offer_id text collate "C" not null,
  percent integer not null,
  budget_minor bigint not null,
  spent_minor bigint not null,
  told_at timestamptz not null,
  constraint budget_alert_steps check (percent in (50, 80, 100)),
  primary key (offer_id, percent, budget_minor)
);

create index budget_alert_newest on offers.budget_alert (told_at desc, offer_id, percent);

grant select, insert on offers.sponsor_spend, offers.budget_alert to ${server_role};
