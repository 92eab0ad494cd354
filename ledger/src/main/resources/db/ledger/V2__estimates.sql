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

revoke all on function ledger.estimate_transfers(text) from public;

alter table ledger.transfer
  alter column from_account set (n_distinct_inherited = -0.0005),
  alter column to_account set (n_distinct_inherited = -0.0005);

select ledger.estimate_transfers(c.relname)
from pg_inherits i join pg_class c on c.oid = i.inhrelid
where i.inhparent = 'ledger.transfer'::regclass;

create or replace function ledger.make_partitions() returns void
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
