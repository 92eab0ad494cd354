create schema if not exists identity;

create table identity.staff (
    id text collate "C" primary key,
    email text not null unique,
    name text not null,
    role text not null,
    password_hash text not null,
    -- sealed with the installation's key
    totp_secret bytea not null,
    -- the last step whose code was taken: a code passes once
    totp_last_step bigint not null,
    joined_at timestamptz not null,
    constraint staff_email_lower_case check (email = lower(email)),
    constraint staff_role_known check (role in ('OPERATOR', 'ADMINISTRATOR'))
);

create table identity.staff_invitation (
    token_hash bytea primary key,
    -- absent for the first administrator, who names the address
    email text,
    name text,
    role text not null,
    totp_secret bytea not null,
    expires_at timestamptz not null,
    accepted_at timestamptz
);

-- Between the password and the TOTP code.
create table identity.staff_step (
    token_hash bytea primary key,
    staff_id text not null references identity.staff (id),
    expires_at timestamptz not null
);

-- Failed tries by what was tried, whether it exists or not, so that nothing is told about who is here.
create table identity.sign_in_failure (
    subject bytea primary key,
    failures int not null,
    locked_until timestamptz,
    last_at timestamptz not null
);

grant usage on schema identity to ${server_role};
grant select, insert, update on identity.staff, identity.staff_invitation to ${server_role};
grant select, insert, update, delete on identity.staff_step, identity.sign_in_failure to ${server_role};
