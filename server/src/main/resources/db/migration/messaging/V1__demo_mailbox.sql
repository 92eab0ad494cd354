create schema if not exists messaging;

-- What the demo would have sent; empty in a real installation.
create table messaging.mail (
    id bigint generated always as identity primary key,
    recipient text not null,
    subject text not null,
    body text not null,
    sent_at timestamptz not null
);

grant usage on schema messaging to ${server_role};
grant select, insert on messaging.mail to ${server_role};
