-- Baseline (b) of the benchmarks, frozen: what one writes by hand. Balances and transfers in two tables, one function call
-- (one round trip) for each transfer, the two rows locked in the order of their ids. Not changed when the ledger is.
create schema baseline;

create table baseline.account (
  id      bigint primary key,
  balance bigint not null,
  minimum bigint not null,
  constraint balance_kept check (balance >= minimum)
) with (fillfactor = 60);

create table baseline.transfer (
  id           bigint generated always as identity primary key,
  from_account bigint not null,
  to_account   bigint not null,
  amount       bigint not null check (amount > 0),
  from_balance bigint not null,
  to_balance   bigint not null,
  recorded_at  timestamptz not null default clock_timestamp()
);

create index transfer_from on baseline.transfer (from_account, id);
create index transfer_to on baseline.transfer (to_account, id);

create function baseline.transfer(from_id bigint, to_id bigint, moved bigint) returns void
language plpgsql as
$$
declare
  left_over bigint;
  reached   bigint;
begin
  perform from baseline.account where id in (from_id, to_id) order by id for no key update;
  update baseline.account set balance = balance - moved where id = from_id returning balance into left_over;
  update baseline.account set balance = balance + moved where id = to_id returning balance into reached;
  insert into baseline.transfer (from_account, to_account, amount, from_balance, to_balance)
  values (from_id, to_id, moved, left_over, reached);
end
$$;
