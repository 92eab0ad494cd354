-- What staff may give, with its history: the newest row holds. Of 'alone' (the budget up to which one person opens an offer) no
-- row means what the installation starts with; of 'random_prize' (the largest amount that may be drawn), or without an amount,
-- there is no limit.
create table offers.limit_rule (
  id bigint generated always as identity primary key,
  kind text collate "C" not null,
  currency text collate "C" not null,
  minor bigint,
  reason text not null,
  set_by text collate "C" not null,
  set_at timestamptz not null,
  constraint limit_rule_kind check (kind in ('alone', 'random_prize')),
  constraint limit_rule_amount check (minor >= 0),
  constraint limit_rule_alone_has_amount check (kind <> 'alone' or minor is not null)
);
create index limit_rule_newest on offers.limit_rule (kind, currency, id desc);

grant select, insert on offers.limit_rule to ${server_role};
