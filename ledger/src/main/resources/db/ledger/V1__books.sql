-- The books. Written only by the ledger's own code, read by anybody who may.
-- ${server_role} is what the server connects as: it may append, and change only what is state by nature (balances, open
-- holds). No foreign keys on transfers: they cost seven times the insert, the locked account rows prove existence, and
-- verification covers it.

-- The schema itself is made by the migration tool.

-- Taken by every writing transaction after its row locks; see BatchNumbers.
create sequence ledger.batch_number as bigint;

create sequence ledger.account_id as bigint;

-- The chart of accounts. A line is written when the first account of the kind is opened.
create table ledger.account_kind (
  name          text collate "C" primary key,
  nature        text not null,
  minimum       bigint not null,
  maximum       bigint not null,
  keeps_history boolean not null,
  constraint account_kind_nature_known check (nature in ('ASSET', 'LIABILITY', 'EQUITY', 'INCOME', 'EXPENSE', 'COUNTER'))
);

-- keeps_history is the kind's when the account was opened: whether its transfers carry the balance after them never changes.
-- The row is what a batch locks; how the account stands is in the next table. That its kind is in the chart is proved by the
-- statement that opens it, which reads the line; a foreign key would take a third of the time of opening it.
create table ledger.account (
  id            bigint primary key default nextval('ledger.account_id'),
  code          text collate "C" not null,
  asset         text collate "C" not null,
  kind          text collate "C" not null,
  keeps_history boolean not null,
  minimum       bigint not null,
  maximum       bigint not null,
  frozen        text not null default 'NONE',
  constraint account_code_unique unique (code),
  constraint account_code_length check (length(code) between 1 and 120),
  constraint account_freeze_known check (frozen in ('NONE', 'IN', 'OUT', 'BOTH'))
);

create index account_kind_code on ledger.account (kind, code);

-- How an account stands: one row, changed in place so many times (writes), then replaced by one with the next turn. While
-- another session keeps an old snapshot open, no version of a row goes away and a search by its key meets them all; as the
-- key changes with the turn, and the newest turn is looked for first, a hot account's search meets a few, however many there
-- are. The account's minimum and maximum are here again, so that the table itself holds to them.
create table ledger.balance (
  account          bigint not null,
  turn             bigint not null default 0,
  writes           smallint not null default 0,
  minimum          bigint not null,
  maximum          bigint not null,
  posted           bigint not null default 0,
  reserved_in      bigint not null default 0,
  reserved_out     bigint not null default 0,
  last_recorded_at timestamptz not null default 'epoch',
  closed           boolean not null default false,
  constraint balance_pkey primary key (account, turn),
  constraint balance_reserved_not_negative check (reserved_in >= 0 and reserved_out >= 0),
  -- numeric, so that the check itself can't overflow
  constraint balance_minimum_kept check (posted::numeric - reserved_out >= minimum),
  constraint balance_maximum_kept check (posted::numeric + reserved_in <= maximum),
  constraint balance_closed_is_empty check (not closed or (posted = 0 and reserved_in = 0 and reserved_out = 0))
)
-- room on each page, so that a hot balance is changed in place (no changing column is indexed)
with (fillfactor = 60);

-- id = batch number * 65536 + place in the batch: what is recorded later on an account has the higher id.
create table ledger.entry (
  id           bigint not null,
  kind         text collate "C" not null,
  phase        text collate "C" not null,
  recorded_at  timestamptz not null,
  effective_at timestamptz not null,
  origin       bigint,
  purpose      text,
  expires_at   timestamptz,
  constraint entry_pkey primary key (id),
  constraint entry_phase_known check (phase in ('POST', 'RESERVE', 'SETTLE', 'RELEASE', 'EXPIRE', 'REVERSE')),
  constraint entry_origin_as_phase check ((origin is null) = (phase in ('POST', 'RESERVE'))),
  constraint entry_expiry_as_phase check ((expires_at is null) = (phase <> 'RESERVE'))
) partition by range (id);

create index entry_origin on ledger.entry (origin) where origin is not null;

-- What moved. n counts the entry's transfers from 0; origin_transfer is the n of the transfer it settles or reverses.
create table ledger.transfer (
  entry           bigint not null,
  n               integer not null,
  leg             integer not null,
  from_account    bigint not null,
  to_account      bigint not null,
  amount          bigint not null,
  -- null where the account keeps no history
  from_balance    bigint,
  to_balance      bigint,
  origin_transfer integer,
  constraint transfer_pkey primary key (entry, n),
  constraint transfer_amount_positive check (amount > 0),
  constraint transfer_between_two check (from_account <> to_account)
) partition by range (entry);

-- An account's statement, in recorded order, from either side.
create index transfer_from on ledger.transfer (from_account, entry, n) where from_balance is not null;
create index transfer_to on ledger.transfer (to_account, entry, n) where to_balance is not null;

-- What a reservation kept, as it was made.
create table ledger.reserved (
  entry        bigint not null,
  n            integer not null,
  leg          integer not null,
  from_account bigint not null,
  to_account   bigint not null,
  amount       bigint not null,
  constraint reserved_pkey primary key (entry, n),
  constraint reserved_amount_positive check (amount > 0),
  constraint reserved_between_two check (from_account <> to_account)
) partition by range (entry);

-- What is still kept; the row goes when nothing is left.
create table ledger.hold (
  reservation  bigint not null,
  n            integer not null,
  from_account bigint not null,
  to_account   bigint not null,
  remaining    bigint not null,
  expires_at   timestamptz not null,
  constraint hold_pkey primary key (reservation, n),
  constraint hold_remaining_positive check (remaining > 0)
);

create index hold_expiry on ledger.hold (expires_at);
create index hold_from on ledger.hold (from_account);
create index hold_to on ledger.hold (to_account);

-- What was reserved of an account after an entry that changed it, for accounts that keep their history.
create table ledger.reserved_balance (
  account      bigint not null,
  entry        bigint not null,
  reserved_in  bigint not null,
  reserved_out bigint not null,
  constraint reserved_balance_pkey primary key (account, entry),
  constraint reserved_balance_not_negative check (reserved_in >= 0 and reserved_out >= 0)
) partition by range (entry);

-- What an entry that took effect at another time than it was recorded moved of an account, for accounts that keep their
-- history. The others take effect when they are recorded, so this is all it takes to know a balance by effective time.
create table ledger.dated (
  account      bigint not null,
  entry        bigint not null,
  net          bigint not null,
  effective_at timestamptz not null,
  recorded_at  timestamptz not null,
  constraint dated_pkey primary key (account, entry),
  constraint dated_moves check (net <> 0)
) partition by range (entry);

create index dated_effective on ledger.dated (account, effective_at);
create index dated_recorded on ledger.dated (account, recorded_at);

-- The same summed by day (UTC): what took effect on it, and what was recorded on it. State, kept under the account's lock.
create table ledger.dated_day (
  account       bigint not null,
  day           date not null,
  effective_net bigint not null,
  recorded_net  bigint not null,
  constraint dated_day_pkey primary key (account, day)
) with (fillfactor = 70);

-- Nothing may take effect before this instant any more. Entries dated back lock the row, so that none of them is under way
-- when the books are closed; each closing stays in the second table.
create table ledger.period (
  only_row     boolean primary key default true check (only_row),
  closed_until timestamptz not null
);

insert into ledger.period (closed_until) values ('epoch'::timestamptz - interval '1000 years');

create table ledger.period_closing (
  closed_until timestamptz primary key,
  closed_at    timestamptz not null
);

-- What may happen once, with the hash of what was asked and what came of it. One table: a unique index can't span
-- partitions.
create table ledger.once_key (
  key     bytea not null,
  content bytea not null,
  entry   bigint,
  refusal text,
  constraint once_key_pkey primary key (key),
  constraint once_key_digests check (length(key) = 32 and length(content) = 32),
  constraint once_key_one_outcome check ((entry is null) <> (refusal is null))
);

-- Batches that committed and have no position yet, and the positions given. See BatchNumbers. The mark is the writer's
-- proof that a batch whose commit got no answer took place. See InDoubt.
create table ledger.unpositioned (
  batch bigint primary key,
  mark  bigint
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);

create table ledger.position (
  batch    bigint primary key,
  position bigint not null,
  mark     bigint,
  constraint position_unique unique (position)
);

create table ledger.position_head (
  only_row boolean primary key default true check (only_row),
  position bigint not null
);

insert into ledger.position_head (position) values (0);

-- The account's last entry after one and up to another, of those that moved it or changed what is reserved of it.
create function ledger.last_entry(of_account bigint, after_entry bigint, up_to_entry bigint) returns bigint
language sql stable
as $$
  select greatest(
    (select entry from ledger.transfer
     where from_account = of_account and from_balance is not null and entry > after_entry and entry <= up_to_entry
     order by entry desc limit 1),
    (select entry from ledger.transfer
     where to_account = of_account and to_balance is not null and entry > after_entry and entry <= up_to_entry
     order by entry desc limit 1),
    (select entry from ledger.reserved_balance
     where account = of_account and entry > after_entry and entry <= up_to_entry
     order by entry desc limit 1))
$$;

-- Up to which entry the account's history was recorded at an instant. An account's entries are recorded in the order of
-- their ids, so the place is found by halving: some sixty looks at the indexes, however long the history is.
create function ledger.entry_reached(of_account bigint, at timestamptz) returns bigint
language plpgsql stable
as $$
declare
  low      bigint := 0;
  high     bigint := ledger.last_entry(of_account, 0, 9223372036854775807);
  middle   bigint := high;
  met      bigint := high;
begin
  while low < high loop
    if met is null or (select recorded_at from ledger.entry where id = met) <= at then
      low := middle;
    else
      high := met - 1;
    end if;
    middle := low + (high - low + 1) / 2;
    met := ledger.last_entry(of_account, low, middle);
  end loop;
  return low;
end
$$;

-- How an account that keeps its history stood at an instant: by recorded time, and by effective time.
create function ledger.balance_at(of_account bigint, at timestamptz,
    out posted bigint, out effective bigint, out reserved_in bigint, out reserved_out bigint)
language plpgsql stable
as $$
declare
  reached   constant bigint := ledger.entry_reached(of_account, at);
  day_start constant timestamptz := date_trunc('day', at, 'UTC');
begin
  select m.balance into posted
  from (
    (select entry, n, from_balance as balance from ledger.transfer
     where from_account = of_account and from_balance is not null and entry <= reached
     order by entry desc, n desc limit 1)
    union all
    (select entry, n, to_balance from ledger.transfer
     where to_account = of_account and to_balance is not null and entry <= reached
     order by entry desc, n desc limit 1)
  ) m order by m.entry desc, m.n desc limit 1;
  posted := coalesce(posted, 0);

  select b.reserved_in, b.reserved_out into reserved_in, reserved_out
  from ledger.reserved_balance b
  where b.account = of_account and b.entry <= reached
  order by b.entry desc limit 1;
  reserved_in := coalesce(reserved_in, 0);
  reserved_out := coalesce(reserved_out, 0);

  effective := posted
    + (select coalesce(sum(d.effective_net - d.recorded_net), 0) from ledger.dated_day d
       where d.account = of_account and d.day < (day_start at time zone 'UTC')::date)
    + (select coalesce(sum(d.net), 0) from ledger.dated d
       where d.account = of_account and d.effective_at >= day_start and d.effective_at <= at)
    - (select coalesce(sum(d.net), 0) from ledger.dated d
       where d.account = of_account and d.recorded_at >= day_start and d.recorded_at <= at);
end
$$;

-- A shop's account may have half of all transfers and a wallet ten. From a sample of such rows the planner may take every
-- account for a large one, and then reads the whole table in the order of the entries to find a wallet's ten. Told that an
-- account has some two thousand, it always goes by the account's index, and in its order, which is right for both.
create function ledger.estimate_transfers(part text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as
$$
begin
  execute format('alter table ledger.%I alter column from_account set (n_distinct = -0.0005),
                  alter column to_account set (n_distinct = -0.0005)', part);
end
$$;

alter table ledger.transfer
  alter column from_account set (n_distinct_inherited = -0.0005),
  alter column to_account set (n_distinct_inherited = -0.0005);

-- Makes the partitions of the range that the batch numbers are in and of the two after it. The server calls it at start
-- and as the numbers go on. Attached rather than created in place: that lets writers go on meanwhile.
create function ledger.make_partitions() returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as
$$
declare
  width   constant bigint := 4194304::bigint * 65536;
  tables  constant text[] := array['entry', 'transfer', 'reserved_balance', 'dated', 'reserved'];
  reached bigint;
  name    text;
  part    text;
begin
  select last_value * 65536 / width into reached from ledger.batch_number;
  if to_regclass('ledger.reserved_' || reached + 2) is not null then
    return;
  end if;
  -- two nodes take turns here
  lock table ledger.entry in share update exclusive mode;
  for i in reached .. reached + 2 loop
    foreach name in array tables loop
      part := name || '_' || i;
      if to_regclass('ledger.' || part) is null then
        execute format('create table ledger.%I (like ledger.%I including defaults including constraints)', part, name);
        execute format('alter table ledger.%I attach partition ledger.%I for values from (%s) to (%s)',
                       name, part, i * width, (i + 1) * width);
        if name = 'transfer' then
          perform ledger.estimate_transfers(part);
        end if;
      end if;
    end loop;
  end loop;
end
$$;

select ledger.make_partitions();

revoke all on function ledger.make_partitions(), ledger.estimate_transfers(text) from public;
grant usage on schema ledger to ${server_role};
grant execute on function ledger.make_partitions() to ${server_role};
grant usage, select on sequence ledger.batch_number, ledger.account_id to ${server_role};
grant select, insert on ledger.account_kind, ledger.account to ${server_role};
grant update (frozen) on ledger.account to ${server_role};
grant select, insert, delete on ledger.balance to ${server_role};
grant update (writes, posted, reserved_in, reserved_out, last_recorded_at, closed) on ledger.balance to ${server_role};
grant select, insert on ledger.entry, ledger.transfer, ledger.reserved, ledger.reserved_balance, ledger.dated,
  ledger.period_closing, ledger.once_key, ledger.position to ${server_role};
grant select, insert, update on ledger.dated_day to ${server_role};
grant select, update on ledger.period to ${server_role};
grant select, insert, update, delete on ledger.hold to ${server_role};
grant select, insert, delete on ledger.unpositioned to ${server_role};
grant select, update on ledger.position_head to ${server_role};
