create schema if not exists identity;

create table identity.person (
  id text collate "C" primary key,
  phone text constraint person_phone_once unique,
  name text,
  imported_as text constraint person_imported_once unique,
  joined_at timestamptz not null,
  constraint person_phone_is_e164 check (phone ~ '^\+[1-9][0-9]{6,14}$'),
  constraint person_is_reachable_or_imported check (phone is not null or imported_as is not null)
);
comment on column identity.person.joined_at is
  'When the house first knew of them: of somebody imported, when the history first tells of them.';
comment on column identity.person.imported_as is
  'Somebody whom only an imported history knows: the source and its own number for them. They can''t sign in.';

create table identity.pin (
  person_id text collate "C" primary key references identity.person,
  hash text not null,
  wrong_tries integer not null default 0,
  locked_until timestamptz,
  small_payment_minor bigint not null default 0 constraint pin_small_payment_not_negative check (small_payment_minor >= 0),
  small_payment_currency text not null
);

-- One live code for a phone and an app. Neither the phone nor the code is here, only their fingerprints under the key.
create table identity.sign_in_code (
  phone_fingerprint bytea not null,
  app text not null,
  code_fingerprint bytea not null,
  guesses integer not null default 0,
  expires_at timestamptz not null,
  primary key (phone_fingerprint, app)
);

-- What was sent lately, to limit how often: by phone and by address, as fingerprints.
create table identity.code_sending (
  target_fingerprint bytea not null,
  sent_at timestamptz not null
);
create index code_sending_by_target on identity.code_sending (target_fingerprint, sent_at);
create index code_sending_by_time on identity.code_sending (sent_at);

create table identity.staff (
  id text collate "C" primary key,
  email text not null constraint staff_email_once unique,
  name text not null,
  role text not null constraint staff_role_known check (role in ('OPERATOR', 'ADMINISTRATOR')),
  password_hash text not null,
  totp_seed bytea not null,
  totp_last_step bigint not null,
  created_at timestamptz not null
);

create table identity.invitation (
  token_hash bytea primary key,
  email text,
  name text,
  role text not null constraint invitation_role_known check (role in ('OPERATOR', 'ADMINISTRATOR')),
  totp_seed bytea not null,
  expires_at timestamptz not null
);

-- Staff between the password and the one-time password.
create table identity.half_sign_in (
  token_hash bytea primary key,
  staff_id text collate "C" not null references identity.staff,
  guesses integer not null default 0,
  expires_at timestamptz not null
);

-- Wrong passwords by e-mail address, whether somebody has it or not, so that a lock tells nobody who is there.
create table identity.password_guess (
  email_fingerprint bytea primary key,
  wrong_tries integer not null,
  locked_until timestamptz
);

create table identity.session (
  id text collate "C" primary key,
  token_hash bytea not null constraint session_token_once unique,
  app text not null,
  subject text collate "C" not null,
  device text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index session_by_subject on identity.session (subject);
create index session_by_expiry on identity.session (expires_at);

grant usage on schema identity to ${server_role};
grant select, insert, update on identity.person, identity.staff to ${server_role};
grant select, insert, update, delete on
  identity.pin, identity.sign_in_code, identity.code_sending, identity.invitation, identity.half_sign_in,
  identity.password_guess, identity.session
to ${server_role};
