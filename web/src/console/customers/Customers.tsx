import { SearchOutlined } from '@ant-design/icons';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { Link, useLocation, useNavigate } from 'react-router';
import type { CustomerLine, CustomerSearch, Page } from '../../api/types';
import { CopyId } from '../../shared/desk/CopyId';
import { showAtFields } from '../../shared/desk/formProblems';
import { ProblemNote } from '../../shared/desk/ProblemNote';
import { usePages } from '../../shared/desk/usePages';
import { useWords } from '../../shared/i18n/start';
import { useIntent } from '../../shared/useIntent';
import { When } from '../../shared/When';
import { api } from '../api';
import { Chips } from '../Chips';
import { DataTable } from '../DataTable';
import { PageHead } from '../PageHead';
import { WalletStatePill } from './WalletStatePill';

type How = 'phone' | 'name';

/** What the command palette hands over beside the address, in which nobody's number stands. */
export interface CustomersState {
  lastFour: string;
}

/** Who joined last; and one customer found by what they can tell. What is typed goes into no address. */
export function Customers() {
  const { t } = useWords();
  const navigate = useNavigate();
  const handed = (useLocation().state as CustomersState | null)?.lastFour;
  const [how, setHow] = useState<How>(handed ? 'name' : 'phone');
  const [found, setFound] = useState<CustomerLine[] | null>(null);
  const [form] = Form.useForm<CustomerSearch>();
  const newest = usePages<CustomerLine>(api, '/customers');
  const search = useIntent({
    mutationFn: (asked: CustomerSearch) => api.post<Page<CustomerLine>>('/customer-searches', asked),
    onSuccess: ({ items }) => {
      search.reset();
      if (items.length === 1) void navigate(`/customers/${items[0]!.id}`);
      else setFound(items);
    },
    onError: (error) => showAtFields(form, error, t),
  });
  const other = (next: string) => {
    setHow(next as How);
    setFound(null);
    search.reset();
    form.resetFields();
  };
  const ask = ({ phone, lastFour, name }: CustomerSearch) => {
    // The id on a receipt is nobody's secret.
    if (phone?.trim().startsWith('cus_')) void navigate(`/customers/${phone.trim()}`);
    else search.mutate(how === 'phone' ? { phone } : { lastFour: lastFour?.trim(), name });
  };
  const pages = found ? { ...newest, items: found, loading: false, error: null, hasMore: false } : newest;
  return (
    <>
      <PageHead title={t('customers.title')} lead={t('customers.lead')} />
      <div className="filters" role="search">
        <Chips
          label={t('customers.how')}
          value={how}
          onChange={other}
          options={[
            { value: 'phone', label: t('customers.byPhone') },
            { value: 'name', label: t('customers.byName') },
          ]}
        />
        <Form name="customer-search" form={form} layout="inline" initialValues={{ lastFour: handed }} autoComplete="off" onFinish={ask} className="inline-search">
          {how === 'phone' ? (
            <Form.Item name="phone" rules={[{ required: true, whitespace: true, message: t('common.required') }]}>
              <Input allowClear autoFocus style={{ width: 280 }} aria-label={t('customers.search')} placeholder={t('customers.search')} prefix={<SearchOutlined className="muted" />} />
            </Form.Item>
          ) : (
            <>
              <Form.Item name="lastFour" rules={[{ required: true, pattern: /^\s*\d{4}\s*$/, message: t('customers.lastFourWrong') }]}>
                <Input inputMode="numeric" autoFocus={!handed} style={{ width: 150 }} aria-label={t('customers.lastFour')} placeholder={t('customers.lastFour')} />
              </Form.Item>
              <Form.Item name="name" rules={[{ required: true, whitespace: true, message: t('common.required') }]}>
                <Input autoFocus={!!handed} style={{ width: 200 }} aria-label={t('customers.wholeName')} placeholder={t('customers.wholeName')} maxLength={60} />
              </Form.Item>
            </>
          )}
          <Button type="primary" htmlType="submit" loading={search.isPending}>
            {t('common.search')}
          </Button>
        </Form>
        {found && (
          <button type="button" className="chip" onClick={() => other(how)}>
            {t('customers.found', { count: found.length })} ×
          </button>
        )}
      </div>
      <ProblemNote error={search.error} />
      <p className="small muted">{t('customers.logged')}</p>
      <DataTable<CustomerLine>
        label={t('customers.title')}
        pages={pages}
        rowKey={(customer) => customer.id}
        onOpen={(customer) => void navigate(`/customers/${customer.id}`)}
        filtered={found !== null}
        onClear={() => other(how)}
        empty={t('customers.nobody')}
        columns={[
          {
            title: t('customers.name'),
            render: (_, customer) => (
              <Link className="strong" to={`/customers/${customer.id}`}>
                {customer.nameMasked ?? t('customers.nameless')}
              </Link>
            ),
          },
          { title: t('customers.phone'), render: (_, customer) => (customer.phoneMasked ? <span className="num">{customer.phoneMasked}</span> : <span className="muted">{t('customers.imported')}</span>) },
          { title: t('customers.joined'), render: (_, customer) => <When at={customer.joinedAt} /> },
          { title: t('common.state'), render: (_, customer) => <WalletStatePill state={customer.state} /> },
          { title: t('common.id'), render: (_, customer) => <CopyId id={customer.id} /> },
        ]}
        file={found ? undefined : { path: '/customers.csv' }}
      />
    </>
  );
}
