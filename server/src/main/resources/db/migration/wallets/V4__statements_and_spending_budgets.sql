-- A statement asks which movement an entry of the books is.
create unique index card_movement_by_entry on wallets.card_movement (entry_id) where entry_id is not null;
create unique index bank_transfer_by_entry on wallets.bank_transfer (entry_id) where entry_id is not null;

-- What a person means to spend at most under a category in any month. It warns and refuses nothing.
create table wallets.spending_budget (
  person_id text collate "C" not null,
  category text collate "C" not null,
  currency text collate "C" not null,
  minor bigint not null,
  set_at timestamptz not null,
  constraint spending_budget_positive check (minor > 0),
  primary key (person_id, category, currency)
);

grant select, insert, update, delete on wallets.spending_budget to ${server_role};
