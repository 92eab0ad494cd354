-- Staff read who joined last, and find somebody by their name and the end of their number.
create index person_newest on identity.person (joined_at desc, id desc);
create index person_by_number_end on identity.person (right(phone, 4), name) where name is not null;
