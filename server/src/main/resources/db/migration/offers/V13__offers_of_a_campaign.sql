-- A campaign may have several offers. Each has money of its own: the first under the campaign's id, the others under it with their
-- place (cam_1, cam_1.2); one entry sets all of it aside.
alter table offers.campaign
  add column whole_id text collate "C" not null generated always as (split_part(id, '.', 1)) stored;
create index campaign_of_whole on offers.campaign (whole_id);

drop index offers.campaign_version_by_entry;
create index campaign_version_by_entry on offers.campaign_version (entry_id);
