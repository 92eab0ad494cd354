-- Every decision about a merchant, written with it; the last one is what holds and stands in the merchant's own row as well.
create table merchants.decision (
  id bigint generated always as identity primary key,
  merchant_id text collate "C" not null references merchants.merchant (id),
  status text collate "C" not null,
  reason text,
  decided_by text collate "C" not null,
  decided_at timestamptz not null
);
create index decision_newest on merchants.decision (merchant_id, id desc);

grant select, insert on merchants.decision to ${server_role};
