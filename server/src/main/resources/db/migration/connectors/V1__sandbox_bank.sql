create schema if not exists connectors;

-- The sandbox bank's own books; empty but in the demo and in tests. No card number is kept, not even here.
create table connectors.sandbox_card (
  token text collate "C" primary key,
  behaviour text collate "C" not null,
  linked_at timestamptz not null
);

create table connectors.sandbox_instruction (
  reference text collate "C" primary key,
  kind text collate "C" not null,
  token text collate "C" not null,
  minor bigint not null,
  currency text collate "C" not null,
  state text collate "C" not null,
  reason text collate "C",
  bank_reference text collate "C" not null,
  taken_at timestamptz not null,
  -- when the bank makes up its mind
  due_at timestamptz not null,
  finished_at timestamptz,
  -- how many times it still calls back, and when next
  notices_left integer not null,
  notice_at timestamptz,
  constraint sandbox_instruction_kind check (kind in ('charge', 'pay_out')),
  constraint sandbox_instruction_positive check (minor > 0),
  constraint sandbox_instruction_state check (state in ('accepted', 'done', 'declined')),
  constraint sandbox_instruction_finished check ((state = 'accepted') = (finished_at is null))
);

create index sandbox_instruction_due on connectors.sandbox_instruction (due_at) where state = 'accepted';
create index sandbox_instruction_notice on connectors.sandbox_instruction (notice_at) where notices_left > 0;
create index sandbox_instruction_finished on connectors.sandbox_instruction (finished_at);

grant usage on schema connectors to ${server_role};
grant select, insert on connectors.sandbox_card to ${server_role};
grant select, insert, update on connectors.sandbox_instruction to ${server_role};
