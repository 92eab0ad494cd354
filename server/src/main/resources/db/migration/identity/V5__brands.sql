-- Who bears campaigns together with the house and is no merchant. The id with "brand:" before it is the sponsor's in the books.
create table identity.brand (
  id text collate "C" primary key,
  name text not null constraint brand_name_once unique,
  created_by text collate "C" not null,
  created_at timestamptz not null
);

-- Who acts for a brand signs in like staff, and sees that brand's campaigns only.
alter table identity.staff
  drop constraint staff_role_known,
  add constraint staff_role_known check (role in ('OPERATOR', 'ADMINISTRATOR', 'BRAND_PARTNER')),
  add column brand_id text collate "C" references identity.brand,
  add constraint staff_partner_has_brand check ((role = 'BRAND_PARTNER') = (brand_id is not null));

alter table identity.invitation
  drop constraint invitation_role_known,
  add constraint invitation_role_known check (role in ('OPERATOR', 'ADMINISTRATOR', 'BRAND_PARTNER')),
  add column brand_id text collate "C" references identity.brand,
  add constraint invitation_partner_has_brand check ((role = 'BRAND_PARTNER') = (brand_id is not null));

grant select, insert, update on identity.brand to ${server_role};
