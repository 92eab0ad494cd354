create schema if not exists campaigns;

-- A campaign from its first draft on; the same id holds the money once it has opened. What it is to give stands in its versions,
-- whether it has opened in its decisions, how it stands then in the books and with its offer. Locking this row parts those who
-- change one campaign. The last two columns only serve lists: they follow the offer by the event log.
create table campaigns.campaign (
  id text collate "C" not null primary key,
  copied_from text collate "C",
  archived boolean not null default false,
  offer_state text,
  starts_at timestamptz,
  constraint campaign_offer_state check (offer_state in ('live', 'paused', 'ended')),
  constraint campaign_offer_starts check ((offer_state is null) = (starts_at is null))
);

-- Every save; never touched again.
create table campaigns.version (
  campaign_id text collate "C" not null references campaigns.campaign (id),
  n integer not null,
  plan jsonb not null,
  why text not null,
  written_by text collate "C" not null,
  written_at timestamptz not null,
  constraint version_from_one check (n >= 1),
  constraint version_written unique (campaign_id, n, written_by),
  primary key (campaign_id, n)
);

create table campaigns.review (
  campaign_id text collate "C" not null,
  n integer not null,
  asked_by text collate "C" not null,
  asked_at timestamptz not null,
  primary key (campaign_id, n),
  foreign key (campaign_id, n) references campaigns.version (campaign_id, n)
);

-- Of exactly the version that was in review, by another person than the one who wrote it. An approval is written beside the rows
-- of the offer that it opens or changes.
create table campaigns.decision (
  campaign_id text collate "C" not null,
  n integer not null,
  approved boolean not null,
  reason text not null,
  written_by text collate "C" not null,
  decided_by text collate "C" not null,
  decided_at timestamptz not null,
  constraint decision_by_another check (decided_by <> written_by),
  constraint decision_rejects_with_reason check (approved or reason <> ''),
  primary key (campaign_id, n),
  foreign key (campaign_id, n) references campaigns.review (campaign_id, n),
  foreign key (campaign_id, n, written_by) references campaigns.version (campaign_id, n, written_by)
);
create index decision_approved on campaigns.decision (campaign_id, n desc) where approved;

-- What else staff, or the clock, did with it.
create table campaigns.act (
  campaign_id text collate "C" not null references campaigns.campaign (id),
  what text not null,
  why text not null,
  done_by text collate "C" not null,
  done_at timestamptz not null,
  constraint act_known check (what in ('paused', 'resumed', 'ended', 'archived'))
);
create index act_of_campaign on campaigns.act (campaign_id, done_at desc);

grant usage on schema campaigns to ${server_role};
grant select, insert on campaigns.version, campaigns.review, campaigns.decision, campaigns.act to ${server_role};
grant select, insert, update on campaigns.campaign to ${server_role};
