-- A plan has a name of its own and several offers, where it had one offer whose name it bore.
update campaigns.version
   set plan = (plan - 'offer')
              || jsonb_build_object('name', plan #> '{offer,name}', 'offers', jsonb_build_array(plan -> 'offer'))
 where plan ? 'offer';
