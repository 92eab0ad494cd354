-- What is to go out is kept in the books from the proposal on, so that nobody spends it before the second pair of eyes.
alter table wallets.bank_transfer add column reservation bigint;
