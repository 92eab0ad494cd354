-- Who bears a version and is asked before: brands and merchants. What it is asked for is told by the fingerprint of its share, the
-- budget and the terms: a version in which they are the same needs no new answer. Written with the version, never touched again.
create table campaigns.share (
  campaign_id text collate "C" not null,
  n integer not null,
  sponsor_id text collate "C" not null,
  name text not null,
  terms text collate "C" not null,
  primary key (campaign_id, n, sponsor_id),
  constraint share_terms unique (campaign_id, n, sponsor_id, terms),
  foreign key (campaign_id, n) references campaigns.version (campaign_id, n)
);
create index share_of_sponsor on campaigns.share (sponsor_id, campaign_id);

-- The last one of a sponsor to the same terms holds.
create table campaigns.answer (
  id bigint generated always as identity primary key,
  campaign_id text collate "C" not null,
  n integer not null,
  sponsor_id text collate "C" not null,
  terms text collate "C" not null,
  accepted boolean not null,
  reason text not null,
  answered_by text collate "C" not null,
  answered_at timestamptz not null,
  constraint answer_refuses_with_reason check (accepted or reason <> ''),
  foreign key (campaign_id, n, sponsor_id, terms) references campaigns.share (campaign_id, n, sponsor_id, terms),
  foreign key (campaign_id, n) references campaigns.review (campaign_id, n)
);
create index answer_to_terms on campaigns.answer (campaign_id, sponsor_id, terms, id desc);

-- Whoever writes an approval, and by whichever way: without every sponsor's acceptance of these terms there is none.
create function campaigns.approval_is_accepted() returns trigger language plpgsql as $$
begin
  if exists (
    select from campaigns.share s
     where s.campaign_id = new.campaign_id and s.n = new.n
       and not coalesce((select a.accepted from campaigns.answer a
                          where a.campaign_id = s.campaign_id and a.sponsor_id = s.sponsor_id and a.terms = s.terms
                          order by a.id desc limit 1), false)) then
    raise exception 'campaign % version % is not accepted by all its sponsors', new.campaign_id, new.n
      using errcode = 'check_violation', constraint = 'approval_is_accepted';
  end if;
  return new;
end
$$;
create trigger approval_is_accepted before insert on campaigns.decision
  for each row when (new.approved) execute function campaigns.approval_is_accepted();

grant select, insert on campaigns.share, campaigns.answer to ${server_role};
