create schema if not exists demo;

-- Who the demo's sign-in pages offer, one tap each.
create table demo.person (
    app text not null,
    id text collate "C" not null,
    name text not null,
    role text not null,
    note_zh text not null,
    note_en text not null,
    place int not null,
    primary key (app, id)
);

-- Steps of filling the world that are done, so that a start that was stopped half-way goes on where it was.
create table demo.step (
    name text primary key,
    done_at timestamptz not null
);

grant usage on schema demo to ${server_role};
grant select, insert, update on demo.person to ${server_role};
grant select, insert on demo.step to ${server_role};
