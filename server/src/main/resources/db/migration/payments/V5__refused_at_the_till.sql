-- When the customer said no to the order for which a till showed the code.
alter table payments.pay_code
  add column refused_at timestamptz,
  add constraint pay_code_refused_was_asked check (refused_at is null or asked_order is not null);
