create schema if not exists grants;

-- What is given to a list of people: coupons of an offer, codes of a benefit. Phone numbers are not kept: a row is found again by its place in
-- the list.
create table grants.list (
  id text collate "C" not null primary key,
  kind text collate "C" not null,
  subject_id text collate "C" not null,
  request text collate "C" not null,
  content text collate "C" not null,
  rows integer not null,
  granted_by text collate "C" not null,
  granted_at timestamptz not null,
  finished_at timestamptz
);

create unique index list_by_request on grants.list (request);
create index list_of_subject on grants.list (kind, subject_id, id desc);
create index list_unfinished on grants.list (kind, id) where finished_at is null;

create table grants.list_row (
  list_id text collate "C" not null,
  row integer not null,
  person_id text collate "C",
  given_id text collate "C",
  problem text,
  constraint list_row_known check (person_id is not null or problem is not null),
  constraint list_row_one_end check (given_id is null or problem is null),
  primary key (list_id, row)
);

grant usage on schema grants to ${server_role};
grant select, insert on grants.list, grants.list_row to ${server_role};
grant update (finished_at) on grants.list to ${server_role};
grant update (given_id, problem) on grants.list_row to ${server_role};
