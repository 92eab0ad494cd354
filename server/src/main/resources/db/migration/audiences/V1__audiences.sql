create schema if not exists audiences;

-- A named set of customers that offers may be for. How many there are is kept with it, written under the lock of its row.
create table audiences.audience (
  id text collate "C" not null primary key,
  name text not null,
  note text not null,
  members bigint not null default 0,
  archived boolean not null default false,
  made_by text collate "C" not null,
  made_at timestamptz not null,
  constraint audience_members_not_negative check (members >= 0)
);

create table audiences.member (
  audience_id text collate "C" not null,
  customer_id text collate "C" not null,
  primary key (audience_id, customer_id)
);
create index member_of on audiences.member (customer_id, audience_id);

-- Each list that was uploaded, with the rows that could not be read. Phone numbers are not kept: a row is found again by its place.
create table audiences.upload (
  id text collate "C" not null primary key,
  audience_id text collate "C" not null,
  request text collate "C" not null,
  content text collate "C" not null,
  what text not null,
  rows integer not null,
  changed integer not null,
  refused integer not null,
  uploaded_by text collate "C" not null,
  uploaded_at timestamptz not null,
  constraint upload_what check (what in ('add', 'remove')),
  constraint upload_counts check (changed >= 0 and refused >= 0 and changed + refused <= rows)
);
create unique index upload_by_request on audiences.upload (request);
create index upload_of_audience on audiences.upload (audience_id, id desc);

create table audiences.upload_problem (
  upload_id text collate "C" not null,
  row integer not null,
  problem text not null,
  primary key (upload_id, row)
);

grant usage on schema audiences to ${server_role};
grant select, insert, update on audiences.audience to ${server_role};
grant select, insert, delete on audiences.member to ${server_role};
grant select, insert on audiences.upload, audiences.upload_problem to ${server_role};
