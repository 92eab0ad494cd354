create schema if not exists merchants;

-- What merchants may say they sell; the code is stored with them, mcc goes into their QR (ISO 18245).
create table merchants.category (
  code text collate "C" not null primary key,
  name_zh text not null,
  name_en text not null,
  mcc text not null,
  constraint category_mcc_four_digits check (mcc ~ '^[0-9]{4}$')
);

insert into merchants.category (code, name_zh, name_en, mcc) values
  ('restaurant', '餐饮', 'Restaurants', '5812'),
  ('tea_coffee', '茶饮咖啡', 'Tea and coffee', '5814'),
  ('grocery', '超市便利', 'Groceries', '5411'),
  ('bakery', '烘焙甜品', 'Bakeries', '5462'),
  ('books', '图书文具', 'Books and stationery', '5942'),
  ('gifts', '礼品家居', 'Gifts and home', '5947'),
  ('clothing', '服装鞋包', 'Clothing', '5651'),
  ('beauty', '美容美发', 'Beauty', '7230'),
  ('pharmacy', '药店', 'Pharmacies', '5912'),
  ('transport', '出行', 'Transport', '4121'),
  ('leisure', '休闲娱乐', 'Leisure', '7999'),
  ('services', '生活服务', 'Services', '7299'),
  ('other', '其他', 'Other', '5999');

create table merchants.merchant (
  id text collate "C" not null primary key,
  owner_id text collate "C" not null,
  name text not null,
  category text collate "C" not null references merchants.category (code),
  city text not null,
  licence_number text not null,
  contact_name text not null,
  currency text not null,
  status text not null,
  applied_at timestamptz not null,
  decided_at timestamptz,
  decided_by text collate "C",
  decision_reason text,
  constraint merchant_status_known check (status in ('applied', 'active', 'rejected', 'suspended')),
  constraint merchant_currency_code check (currency ~ '^[A-Z]{3}$')
);

create unique index merchant_one_per_owner on merchants.merchant (owner_id);
create index merchant_by_status on merchants.merchant (status, id desc);

create table merchants.cashier (
  id text collate "C" not null primary key,
  merchant_id text collate "C" not null references merchants.merchant (id),
  person_id text collate "C" not null,
  name text not null,
  phone_masked text not null,
  added_at timestamptz not null,
  removed_at timestamptz
);

-- A person works at one till at a time; who was removed may be added again, here or elsewhere.
create unique index cashier_one_place on merchants.cashier (person_id) where removed_at is null;
create index cashier_by_merchant on merchants.cashier (merchant_id, id);

grant usage on schema merchants to ${server_role};
grant select on merchants.category to ${server_role};
grant select, insert, update on merchants.merchant, merchants.cashier to ${server_role};
