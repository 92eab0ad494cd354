-- Why and by whom wallets were frozen, freed and closed. What holds is the state of the accounts in the books.
create table wallets.freeze_change (
  id bigint generated always as identity primary key,
  person_id text collate "C" not null,
  state text collate "C" not null,
  reason text not null,
  changed_by text collate "C" not null,
  changed_at timestamptz not null,
  constraint freeze_change_state check (state in ('none', 'in', 'out', 'both', 'closed'))
);
create index freeze_change_newest on wallets.freeze_change (person_id, id desc);

grant select, insert on wallets.freeze_change to ${server_role};
