-- keys differ by case and by trailing spaces, which takes a collation that is binary and does not pad
create table if not exists private_msg (
  id bigint unsigned not null auto_increment primary key,
  skey varchar(64) character set utf8mb4 collate utf8mb4_0900_bin not null,
  mid bigint not null,
  ttl bigint not null,
  msg mediumblob not null,
  push_id bigint,
  ctime timestamp not null default current_timestamp,
  mtime timestamp not null default current_timestamp on update current_timestamp,
  unique key ux_private_msg (skey, mid),
  key ix_private_msg_ttl (ttl)
) engine = InnoDB;

-- a table of before has no push ids; one node at a time looks, for this database cannot do it in one step
do get_lock('halley.private_msg', 60);
set @missing = (
  select count(*) = 0 from information_schema.columns
  where table_schema = database() and table_name = 'private_msg' and column_name = 'push_id');
set @addition = if(@missing, 'alter table private_msg add column push_id bigint', 'do 0');
prepare addition from @addition;
execute addition;
deallocate prepare addition;
do release_lock('halley.private_msg');

-- the head of a key's log; a row is made where there is something to note or, but for an H2 of the node's own,
-- when something is appended, for whoever appends locks it. The last mid of a log is the highest of: that of its
-- newest message, mid, given.
--   mid: the highest that was removed
--   given: the highest that a message got that is not written
--   forgotten: nobody reads messages up to this one any more
--   again: the highest of a message whose push was asked for again
-- The row of no key, made once, is for all keys: what was removed before this table was there is not known.
create table if not exists lost_mid (
  skey varchar(64) character set utf8mb4 collate utf8mb4_0900_bin not null primary key,
  mid bigint not null,
  given bigint not null default 0,
  forgotten bigint not null default 0,
  again bigint not null default 0
) engine = InnoDB;

-- a table of before has one mid; as above
do get_lock('halley.lost_mid', 60);
set @missing = (
  select count(*) = 0 from information_schema.columns
  where table_schema = database() and table_name = 'lost_mid' and column_name = 'given');
set @addition = if(@missing, 'alter table lost_mid
  add column given bigint not null default 0,
  add column forgotten bigint not null default 0,
  add column again bigint not null default 0', 'do 0');
prepare addition from @addition;
execute addition;
deallocate prepare addition;
do release_lock('halley.lost_mid');

insert ignore into lost_mid (skey, mid)
  select '', coalesce(max(mid), 0) from private_msg
  where not exists (select 1 from lost_mid where skey = '');

create table if not exists subscriber_token (
  skey varchar(64) character set utf8mb4 collate utf8mb4_0900_bin not null,
  hash char(64) character set ascii collate ascii_bin not null,
  ttl bigint not null,
  primary key (skey, hash),
  key ix_subscriber_token_ttl (ttl)
) engine = InnoDB;

-- pushes that their back ends named, by the ids of the names, and until when they are remembered
create table if not exists named_push (
  skey varchar(64) character set utf8mb4 collate utf8mb4_0900_bin not null,
  push_id bigint not null,
  mid bigint not null,
  ttl bigint not null,
  primary key (skey, push_id),
  key ix_named_push_ttl (ttl)
) engine = InnoDB;

create table if not exists mid_ceiling (
  id int not null primary key,
  ceiling bigint not null
) engine = InnoDB;

insert ignore into mid_ceiling (id, ceiling) values (1, 0);
