-- The store's tables, for SQLite and PostgreSQL. $text$ is text compared by bytes; $clustered$ keeps a table in the order of its key where
-- the engine can. Names and keys stand in their bounded form (IndexKey), since PostgreSQL refuses index rows above some 2.7 kB.

create table resource (
  id $text$ primary key,
  type $text$ not null,
  state integer not null,
  name $text$ not null,
  name_key $text$ not null,
  display $text$ not null,
  display_folded $text$ not null,
  external_key $text$ not null,
  product_key $text$,
  product_name_key $text$,
  link $text$,
  document $text$ not null,
  version bigint not null,
  created bigint not null,
  modified bigint not null,
  deleted bigint
);

-- State 3 is a tombstone: its name and its product object are free.
create unique index resource_name on resource (name_key, type) where state <> 3;
create unique index resource_product_key on resource (product_key, type) where state <> 3;
create index resource_product_name on resource (product_name_key);
create index resource_external on resource (external_key) where external_key <> '';
create index resource_order on resource (type, created, id) where state <= 1;
create index resource_grave_name on resource (type, name_key) where state = 3;
create index resource_grave_key on resource (type, product_key) where state = 3;

-- The filterable values in comparable form; rebuilt from the documents when that form changes. "indexed" marks those that tell one resource
-- from the others, which are found by their value; what many have in common is read resource by resource.
create table attribute (
  resource_id $text$ not null references resource (id),
  path $text$ not null,
  element integer not null,
  position integer not null,
  value $text$ not null,
  indexed integer not null,
  primary key (resource_id, path, element, position)
) $clustered$;

create index attribute_value on attribute (path, substr(value, 1, 200)) where indexed = 1;

create table member (
  group_id $text$ not null references resource (id),
  user_id $text$ not null references resource (id),
  primary key (group_id, user_id)
) $clustered$;

create index member_user on member (user_id, group_id);

create table journal (
  id $text$ primary key,
  type $text$ not null,
  resource_id $text$ not null,
  action $text$ not null,
  names $text$ not null,
  plan $text$ not null,
  owner $text$ not null,
  opened bigint not null
);

create index journal_resource on journal (resource_id);

create table journal_name (
  type $text$ not null,
  name $text$ not null,
  entry_id $text$ not null references journal (id),
  primary key (type, name)
) $clustered$;

create index journal_name_entry on journal_name (entry_id);

-- "minor" marks successful reads, which are kept for a shorter time.
create table audit (
  id $text$ primary key,
  time bigint not null,
  minor integer not null,
  action $text$ not null,
  outcome integer not null,
  resource_id $text$,
  resource_name $text$,
  product_key $text$,
  request_id $text$ not null,
  entry $text$ not null
);

create index audit_time on audit (time, id);
create index audit_minor on audit (time) where minor = 1;
create index audit_resource on audit (resource_id, time);
create index audit_name on audit (resource_name, time);
create index audit_product on audit (product_key, time);
create index audit_request on audit (request_id);

create table token (
  id $text$ primary key,
  name $text$ not null,
  scope integer not null,
  hash $text$ not null,
  dialect $text$,
  created bigint not null,
  expires bigint not null,
  revoked bigint
);

create table setting (
  name $text$ primary key,
  value $text$ not null
);
