create schema if not exists tills;

-- Somebody's time at a drawer. What was counted in and out is a person's word; what went through meanwhile is in the payments' own rows.
create table tills.shift (
  id text collate "C" primary key,
  merchant_id text collate "C" not null,
  store_id text collate "C",
  person_id text collate "C" not null,
  currency text not null,
  float_minor bigint not null,
  -- whose drawer it was before, with what that one left in it
  taken_over_from text collate "C" references tills.shift (id),
  opened_at timestamptz not null,
  closed_at timestamptz,
  closed_by text collate "C",
  counted_minor bigint,
  left_minor bigint,
  note text,
  constraint shift_float_not_negative check (float_minor >= 0),
  constraint shift_closed_whole check (
    (closed_at is null) = (closed_by is null) and (closed_at is null) = (counted_minor is null)
    and (closed_at is null) = (left_minor is null) and (closed_at is not null or note is null)),
  constraint shift_closed_after check (closed_at >= opened_at),
  constraint shift_left_was_there check (left_minor between 0 and counted_minor)
);

create unique index shift_open_of_person on tills.shift (person_id) where closed_at is null;
create unique index shift_taken_over_once on tills.shift (taken_over_from) where taken_over_from is not null;
create index shift_by_merchant on tills.shift (merchant_id, opened_at desc, id desc);
create index shift_by_person on tills.shift (person_id, opened_at desc, id desc);

-- A day as its owner signed it. Whatever came to it later shows beside it; it is signed again, never over.
create table tills.signed_day (
  id text collate "C" primary key,
  merchant_id text collate "C" not null,
  day date not null,
  rows jsonb not null,
  version text collate "C" not null,
  signed_by text collate "C" not null,
  signed_at timestamptz not null
);

create unique index signed_day_once on tills.signed_day (merchant_id, day, version);

grant usage on schema tills to ${server_role};
grant select, insert on tills.shift, tills.signed_day to ${server_role};
grant update (closed_at, closed_by, counted_minor, left_minor, note) on tills.shift to ${server_role};
