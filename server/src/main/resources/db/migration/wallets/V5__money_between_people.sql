-- What one has laid out for several; each of the others is asked for a part.
create table wallets.bill_split (
  id text collate "C" primary key,
  person_id text collate "C" not null,
  minor bigint not null,
  own_minor bigint not null,
  currency text collate "C" not null,
  note text,
  bill_id text collate "C",
  made_at timestamptz not null,
  constraint bill_split_positive check (minor > 0 and own_minor between 0 and minor - 1)
);
create index bill_split_newest on wallets.bill_split (person_id, id desc);

-- One person asks another for money. How it ended stands in money_request_end; place: its turn among those of a split bill.
create table wallets.money_request (
  id text collate "C" primary key,
  requester_id text collate "C" not null,
  payer_id text collate "C" not null,
  minor bigint not null,
  currency text collate "C" not null,
  note text,
  split_id text collate "C" references wallets.bill_split (id),
  place integer not null,
  asked_at timestamptz not null,
  expires_at timestamptz not null,
  reminded_at timestamptz,
  constraint money_request_positive check (minor > 0),
  constraint money_request_of_another check (requester_id <> payer_id)
);
create index money_request_received on wallets.money_request (payer_id, id desc);
create index money_request_sent on wallets.money_request (requester_id, id desc);
create unique index money_request_of_split on wallets.money_request (split_id, payer_id) where split_id is not null;

-- A request ends once: this row is written by whoever ends it first, a payment beside its ledger entry.
create table wallets.money_request_end (
  request_id text collate "C" primary key references wallets.money_request (id),
  outcome text collate "C" not null,
  send_id text collate "C",
  ended_at timestamptz not null,
  constraint money_request_end_outcome check (outcome in ('paid', 'refused', 'cancelled')),
  constraint money_request_end_paid check ((outcome = 'paid') = (send_id is not null))
);

-- A picture that goes with a send, drawn anew by the server as JPEG. One that no send has taken goes after a while.
create table wallets.send_picture (
  id text collate "C" primary key,
  person_id text collate "C" not null,
  jpeg bytea not null,
  made_at timestamptz not null,
  constraint send_picture_size check (length(jpeg) between 1 and 2097152)
);
create index send_picture_of_person on wallets.send_picture (person_id, made_at);

alter table wallets.send add column picture_id text collate "C" references wallets.send_picture (id);
create unique index send_takes_picture_once on wallets.send (picture_id) where picture_id is not null;

grant select, insert, delete on wallets.send_picture to ${server_role};
grant select, insert on wallets.bill_split, wallets.money_request_end to ${server_role};
grant select, insert, update (reminded_at) on wallets.money_request to ${server_role};
