-- How many pay codes a merchant tried that were none, since when: for all nodes together.
create table payments.pay_code_misses (
  merchant_id text collate "C" not null primary key,
  since timestamptz not null,
  misses integer not null,
  constraint pay_code_misses_positive check (misses > 0)
);

grant select, insert, update on payments.pay_code_misses to ${server_role};
