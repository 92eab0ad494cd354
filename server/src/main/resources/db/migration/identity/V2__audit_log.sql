-- What members of staff did and looked at. Append-only: a line is written before it is done, what came of it after, so
-- that a line without an outcome says that the server did not get to tell. Ids and codes only, nothing personal.
create table identity.audit_line (
  id text collate "C" primary key,
  at timestamptz not null,
  staff_id text collate "C" not null references identity.staff,
  role text not null,
  action text collate "C" not null,
  discloses text constraint audit_line_discloses check (discloses in ('reveal', 'export'))
);
comment on column identity.audit_line.role is 'What they were then.';
comment on column identity.audit_line.action is 'The route: method and pattern.';
comment on column identity.audit_line.discloses is 'Whether it showed a person, or took a list out of the house.';
create index audit_line_newest on identity.audit_line (at desc, id desc);
create index audit_line_by_staff on identity.audit_line (staff_id, at desc, id desc);
create index audit_line_by_action on identity.audit_line (action, at desc, id desc);

-- What a line was about: from its path, or found on the way.
create table identity.audit_thing (
  thing text collate "C" not null,
  line_id text collate "C" not null references identity.audit_line,
  primary key (thing, line_id)
);
create index audit_thing_by_line on identity.audit_thing (line_id);

create table identity.audit_outcome (
  line_id text collate "C" primary key references identity.audit_line,
  at timestamptz not null,
  status integer not null,
  problem text collate "C"
);

grant select, insert on identity.audit_line, identity.audit_thing, identity.audit_outcome to ${server_role};
