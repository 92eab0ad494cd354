-- An offer's timeline is read by the offer.
create index change_of_offer on offers.change (offer_id, changed_at desc);
