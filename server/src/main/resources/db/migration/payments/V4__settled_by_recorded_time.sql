-- Settlement reads a merchant's payments and refunds in the order in which they were recorded, and asks who had any.
create index payment_recorded on payments.payment (merchant_id, recorded_at, id);
create index payment_recorded_at on payments.payment using brin (recorded_at);
create index refund_recorded on payments.refund (merchant_id, recorded_at, id);
create index refund_recorded_at on payments.refund using brin (recorded_at);
