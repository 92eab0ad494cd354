-- What a merchant shows to prove who it is. place is the order in which it is asked for.
create table merchants.document_kind (
  code text collate "C" not null primary key,
  name_zh text not null,
  name_en text not null,
  required boolean not null,
  place integer not null unique
);

insert into merchants.document_kind (code, name_zh, name_en, required, place) values
  ('business_licence', '营业执照', 'Business licence', true, 1),
  ('legal_person_id', '法人身份证', 'Identity card of the legal representative', true, 2),
  ('shop_front', '门头照', 'Photo of the shop front', false, 3);

-- The picture is sealed with the installation's key. What was superseded stays as history.
create table merchants.document (
  id text collate "C" not null primary key,
  merchant_id text collate "C" not null references merchants.merchant (id),
  kind text collate "C" not null references merchants.document_kind (code),
  state text not null,
  picture bytea not null,
  received_at timestamptz not null,
  superseded_at timestamptz,
  decided_at timestamptz,
  decided_by text collate "C",
  reason text,
  constraint document_state_known check (state in ('received', 'accepted', 'refused')),
  constraint document_decided_by_somebody check ((state = 'received') = (decided_at is null and decided_by is null)),
  constraint document_refused_with_reason check ((state = 'refused') = (reason is not null))
);

create unique index document_one_of_a_kind on merchants.document (merchant_id, kind) where superseded_at is null;
create index document_by_merchant on merchants.document (merchant_id, received_at);

grant select on merchants.document_kind to ${server_role};
grant select, insert, update on merchants.document to ${server_role};
