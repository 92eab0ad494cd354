-- What a member of staff filters a list by again and again, under a name of their own.
create table identity.saved_view (
  id text collate "C" primary key,
  staff_id text collate "C" not null references identity.staff,
  list text collate "C" not null,
  name text not null,
  filters jsonb not null,
  saved_at timestamptz not null,
  constraint saved_view_name_once unique (staff_id, list, name)
);

grant select, insert, update, delete on identity.saved_view to ${server_role};
