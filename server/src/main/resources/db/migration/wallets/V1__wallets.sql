create schema if not exists wallets;

-- One row a person, locked by whatever is counted over the person's movements.
create table wallets.wallet (
  person_id text collate "C" primary key,
  opened_at timestamptz not null
);

-- The token is sealed with the installation's key; a card's number is nowhere.
create table wallets.card (
  id text collate "C" primary key,
  person_id text collate "C" not null,
  brand text collate "C" not null,
  last4 text collate "C" not null,
  expiry text collate "C" not null,
  bank_code text collate "C" not null,
  bank_name text not null,
  token_sealed bytea not null,
  is_default boolean not null,
  linked_at timestamptz not null,
  removed_at timestamptz,
  constraint card_last4_digits check (last4 ~ '^[0-9]{4}$'),
  constraint card_expiry_month check (expiry ~ '^[0-9]{4}-[0-9]{2}$'),
  constraint card_removed_is_not_default check (removed_at is null or not is_default)
);
create unique index card_linked_once on wallets.card (person_id, brand, last4, expiry) where removed_at is null;
create unique index card_one_default on wallets.card (person_id) where is_default;

-- Requests that may be asked again: SHA-256 of principal, operation and Idempotency-Key, with what was asked.
create table wallets.request (
  key bytea primary key,
  content bytea not null,
  subject text collate "C" not null,
  asked_at timestamptz not null,
  constraint request_digests check (length(key) = 32 and length(content) = 32)
);

-- Top-ups and withdrawals. pending: asked, and its outcome is not known here yet.
create table wallets.card_movement (
  id text collate "C" primary key,
  kind text collate "C" not null,
  person_id text collate "C" not null,
  card_id text collate "C" not null references wallets.card (id),
  minor bigint not null,
  currency text collate "C" not null,
  bonus jsonb not null,
  automatic boolean not null,
  state text collate "C" not null,
  reason text collate "C",
  reservation bigint,
  entry_id bigint,
  bank_reference text collate "C",
  business_day date not null,
  asked_at timestamptz not null,
  finished_at timestamptz,
  looks integer not null default 0,
  look_at timestamptz not null,
  constraint card_movement_automatic check (not automatic or kind = 'top_up'),
  constraint card_movement_kind check (kind in ('top_up', 'withdrawal')),
  constraint card_movement_positive check (minor > 0),
  constraint card_movement_state check (state in ('pending', 'settled', 'declined', 'refused')),
  constraint card_movement_finished check ((state = 'pending') = (finished_at is null)),
  constraint card_movement_settled check ((state = 'settled') = (entry_id is not null)),
  constraint card_movement_reason check ((state in ('declined', 'refused')) = (reason is not null))
);
create index card_movement_to_look_at on wallets.card_movement (look_at) where state = 'pending';
create index card_movement_of_day on wallets.card_movement (person_id, business_day, kind, currency);
create index card_movement_of_card on wallets.card_movement (card_id) where state = 'pending';

create unique index card_movement_one_automatic on wallets.card_movement (person_id) where automatic and state = 'pending';

-- What a person has allowed the wallet to take from a card by itself. stopped: why it does so no more, until it is allowed anew.
create table wallets.auto_top_up (
  person_id text collate "C" primary key,
  card_id text collate "C" not null references wallets.card (id),
  currency text collate "C" not null,
  below_minor bigint not null,
  amount_minor bigint not null,
  per_day_minor bigint not null,
  set_at timestamptz not null,
  stopped text collate "C",
  constraint auto_top_up_positive check (below_minor > 0 and amount_minor > 0),
  constraint auto_top_up_per_day check (per_day_minor >= amount_minor)
);
create index auto_top_up_of_card on wallets.auto_top_up (card_id);

-- Beside the ledger entry. The note is personal and stays here.
create table wallets.send (
  id text collate "C" primary key,
  entry_id bigint not null,
  sender_id text collate "C" not null,
  recipient_id text collate "C" not null,
  minor bigint not null,
  currency text collate "C" not null,
  note text,
  sent_at timestamptz not null,
  constraint send_positive check (minor > 0),
  constraint send_to_another check (sender_id <> recipient_id)
);
create unique index send_by_entry on wallets.send (entry_id);

-- Confirmed by two members of staff: one proposes, another decides.
create table wallets.bank_transfer (
  id text collate "C" primary key,
  direction text collate "C" not null,
  person_id text collate "C" not null,
  minor bigint not null,
  currency text collate "C" not null,
  reference text not null,
  state text collate "C" not null,
  made_by text collate "C" not null,
  made_at timestamptz not null,
  decided_by text collate "C",
  decided_at timestamptz,
  entry_id bigint,
  constraint bank_transfer_direction check (direction in ('in', 'out')),
  constraint bank_transfer_positive check (minor > 0),
  constraint bank_transfer_state check (state in ('proposed', 'approving', 'approved', 'rejected')),
  constraint bank_transfer_decided check ((state = 'proposed') = (decided_by is null)),
  constraint bank_transfer_four_eyes check (decided_by <> made_by),
  constraint bank_transfer_entry check ((state = 'approved') = (entry_id is not null))
);
-- A bank gives a reference to one transfer: the same paper entered twice is not two transfers. One rejected may be entered again.
create unique index bank_transfer_reference on wallets.bank_transfer (direction, reference) where state <> 'rejected';
create index bank_transfer_newest on wallets.bank_transfer (state, id desc);

-- Limits with their history: the newest that is in force holds. No row: not offered in that currency.
create table wallets.limit_rule (
  id bigint generated always as identity primary key,
  kind text collate "C" not null,
  currency text collate "C" not null,
  each_minor bigint not null,
  day_minor bigint not null,
  valid_from timestamptz not null,
  set_by text collate "C" not null,
  constraint limit_rule_kind check (kind in ('top_up', 'withdrawal', 'send')),
  constraint limit_rule_positive check (each_minor > 0 and day_minor >= each_minor)
);
create index limit_rule_newest on wallets.limit_rule (kind, currency, valid_from desc, id desc);

insert into wallets.limit_rule (kind, currency, each_minor, day_minor, valid_from, set_by)
select kind, currency, each_minor, day_minor, 'epoch', 'installation'
  from (values ('top_up', 5000000, 10000000), ('withdrawal', 5000000, 5000000), ('send', 2000000, 5000000))
       as kinds (kind, each_minor, day_minor)
 cross join (values ('CNY'), ('GBP'), ('EUR'), ('USD'), ('HKD')) as currencies (currency);

-- Read model of the bills screen, told by the event log. Names are asked of their owners when it is shown.
create table wallets.bill (
  person_id text collate "C" not null,
  id text collate "C" not null,
  kind text collate "C" not null,
  at timestamptz not null,
  counterparty_id text collate "C" not null,
  minor bigint not null,
  currency text collate "C" not null,
  saved_minor bigint not null,
  spent_minor bigint not null,
  state text collate "C" not null,
  reference_id text collate "C" not null,
  constraint bill_kind check (kind in ('payment', 'refund', 'top_up', 'withdrawal', 'send_in', 'send_out')),
  constraint bill_spent_at_merchants check (spent_minor = 0 or kind in ('payment', 'refund')),
  primary key (person_id, id)
);
create index bill_newest on wallets.bill (person_id, at desc, id desc);
create index bill_by_counterparty on wallets.bill (person_id, counterparty_id, at desc, id desc);

-- The category that a person puts a merchant under, in place of what the merchant says it sells.
create table wallets.spending_category (
  person_id text collate "C" not null,
  merchant_id text collate "C" not null,
  category text collate "C" not null,
  primary key (person_id, merchant_id)
);

grant usage on schema wallets to ${server_role};
grant select, insert on wallets.request, wallets.send, wallets.limit_rule to ${server_role};
grant select, insert, update on wallets.wallet, wallets.card, wallets.card_movement, wallets.bank_transfer, wallets.bill
  to ${server_role};
grant select, insert, update, delete on wallets.spending_category, wallets.auto_top_up to ${server_role};
