create schema if not exists backtests;

-- A run of drafts over payments that were made. A node that reckons one holds it until held_until and goes on prolonging that; when it has
-- died, another begins the run again.
create table backtests.backtest (
  id text collate "C" not null primary key,
  request text collate "C" not null,
  content text collate "C" not null,
  days integer not null,
  currency text collate "C" not null,
  from_at timestamptz not null,
  to_at timestamptz not null,
  asked_by text collate "C" not null,
  asked_at timestamptz not null,
  state text collate "C" not null default 'waiting',
  held_by text collate "C",
  held_until timestamptz,
  begun integer not null default 0,
  stop_asked boolean not null default false,
  total bigint not null default 0,
  looked bigint not null default 0,
  ended_at timestamptz,
  failure text collate "C",
  result jsonb,
  constraint backtest_state check (state in ('waiting', 'running', 'done', 'stopped', 'failed')),
  constraint backtest_window check (from_at < to_at and days > 0),
  constraint backtest_held check (state <> 'running' or (held_by is not null and held_until is not null)),
  constraint backtest_ended check ((state in ('done', 'stopped', 'failed')) = (ended_at is not null)),
  constraint backtest_result check ((state = 'done') = (result is not null)),
  constraint backtest_failure check ((state = 'failed') = (failure is not null))
);
create unique index backtest_by_request on backtests.backtest (request);
create index backtest_to_run on backtests.backtest (id) where state in ('waiting', 'running');

-- What it runs: one version of a campaign, or two to compare.
create table backtests.draft (
  backtest_id text collate "C" not null references backtests.backtest (id),
  place integer not null,
  campaign_id text collate "C" not null,
  version integer not null,
  name text not null,
  primary key (backtest_id, place)
);
create index draft_of_campaign on backtests.draft (campaign_id, backtest_id desc);

grant usage on schema backtests to ${server_role};
grant select, insert on backtests.backtest, backtests.draft to ${server_role};
grant update (state, held_by, held_until, begun, stop_asked, total, looked, ended_at, failure, result)
  on backtests.backtest to ${server_role};
