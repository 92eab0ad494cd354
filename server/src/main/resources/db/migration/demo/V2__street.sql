-- The street: the last day of its history, whether it goes on by itself, and what its history came to once it is all there.
create table demo.street (
    the_only_row boolean primary key default true check (the_only_row),
    last_day date not null,
    live boolean not null,
    payments bigint,
    refunds bigint,
    sends bigint,
    taken_minor bigint,
    refunded_minor bigint,
    sent_minor bigint
);

-- Its shops and customers who are there, by their number in the plan.
create table demo.street_member (
    kind text not null,
    number int not null,
    id text collate "C" not null,
    primary key (kind, number),
    constraint street_member_kind check (kind in ('shop', 'customer'))
);

grant select, insert, update on demo.street to ${server_role};
grant select, insert on demo.street_member to ${server_role};
