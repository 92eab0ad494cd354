-- At which of the merchant's stores it was paid, whether an order or the code of the counter says so.
alter table payments.quote add column store_id text collate "C";
alter table payments.payment add column store_id text collate "C";
alter table payments.card_payment add column store_id text collate "C";
