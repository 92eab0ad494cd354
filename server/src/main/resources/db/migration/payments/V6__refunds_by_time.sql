-- What was given back, over all merchants: on a day, and newest first.
create index refund_by_time on payments.refund (refunded_at desc, id desc);
