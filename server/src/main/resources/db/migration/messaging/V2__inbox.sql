-- What stands in somebody's inbox in the wallet. facts: what its words are made of, nothing personal. once: told again under
-- the same name it stays as it is.
create table messaging.notice (
  id text collate "C" primary key,
  person_id text collate "C" not null,
  kind text collate "C" not null,
  about text collate "C" not null,
  facts jsonb not null,
  once text collate "C" not null,
  told_at timestamptz not null,
  read_at timestamptz,
  constraint notice_kind check (kind in ('coupon_received', 'coupon_granted', 'coupon_ends_soon', 'benefit_granted')),
  constraint notice_told_once unique (person_id, once)
);
create index notice_newest on messaging.notice (person_id, id desc);
create index notice_unread on messaging.notice (person_id, id) where read_at is null;

grant select, insert, update (read_at) on messaging.notice to ${server_role};
