-- A customer's timeline tells of removed cards too.
create index card_of_person on wallets.card (person_id);

-- Staff read all sends newest first, or a customer's.
create index send_newest on wallets.send (sent_at desc, id desc);
create index send_by_sender on wallets.send (sender_id, sent_at desc, id desc);
create index send_by_recipient on wallets.send (recipient_id, sent_at desc, id desc);
