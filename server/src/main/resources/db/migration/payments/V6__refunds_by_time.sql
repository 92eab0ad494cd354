-- What was given back on a day, over all merchants.
create index refund_by_time on payments.refund (refunded_at);
