create schema if not exists events;

-- Append-only. Ordered for readers by (position, n); the batch's position is in ledger.position.
create table events.event (
  batch bigint not null,
  n integer not null,
  entry_id bigint,
  type text collate "C" not null,
  stream text collate "C" not null,
  body jsonb not null,
  recorded_at timestamptz not null,
  constraint event_n_not_negative check (n >= 0),
  constraint event_body_is_object check (jsonb_typeof(body) = 'object'),
  primary key (batch, n)
) partition by range (batch);

create index event_by_stream on events.event (stream, batch, n);

-- Partitions are made ahead, ten million batches each. The function runs with its owner's rights, since the server's
-- role may not change tables. Attaching takes a lighter lock on the parent than "create table ... partition of".
create function events.make_partitions_ahead(of_batch bigint) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  width constant bigint := 10000000;
  made integer := 0;
  part bigint;
  name text;
begin
  -- two nodes take turns here
  lock table events.event in share update exclusive mode;
  for part in select generate_series(of_batch / width, of_batch / width + 2) loop
    name := 'event_p' || lpad(part::text, 6, '0');
    if to_regclass('events.' || name) is null then
      execute format('create table events.%I (like events.event including all)', name);
      execute format('alter table events.event attach partition events.%I for values from (%s) to (%s)',
                     name, part * width, (part + 1) * width);
      made := made + 1;
    end if;
  end loop;
  return made;
end
$$;
revoke all on function events.make_partitions_ahead(bigint) from public;

select events.make_partitions_ahead(0);

create table events.subscriber (
  name text collate "C" primary key,
  position bigint not null default 0,
  n integer not null default 0,
  moved_at timestamptz not null
);

-- A stream that failed five times: its events from (position, n) on have not been told to the subscriber.
create table events.parked_stream (
  subscriber text collate "C" not null references events.subscriber (name),
  stream text collate "C" not null,
  position bigint not null,
  n integer not null,
  failures integer not null,
  error text not null,
  parked_at timestamptz not null,
  constraint parked_stream_failed check (failures > 0),
  primary key (subscriber, stream)
);

grant usage on schema events to ${server_role};
grant select, insert on events.event to ${server_role};
grant execute on function events.make_partitions_ahead(bigint) to ${server_role};
grant select, insert, update on events.subscriber to ${server_role};
grant select, insert, update, delete on events.parked_stream to ${server_role};
