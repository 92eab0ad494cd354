import { SearchOutlined } from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input, Modal, Radio } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Customer, Page, WalletState } from '../../api/types';
import { CopyId } from '../../shared/desk/CopyId';
import { showAtFields } from '../../shared/desk/formProblems';
import { ProblemNote } from '../../shared/desk/ProblemNote';
import { useWords } from '../../shared/i18n/start';
import { formatMoney } from '../../shared/money';
import { Empty, ErrorState, Skeleton } from '../../shared/states';
import { useIntent } from '../../shared/useIntent';
import { When } from '../../shared/When';
import { api } from '../api';
import { PageHead } from '../PageHead';
import { useOperator } from '../StaffContext';
import { useFilters } from '../useFilters';

const TONES: Record<WalletState, string> = { none: 'jade', in: 'amber', out: 'amber', both: 'amber', closed: '' };

/** One customer, found by what they can tell: their phone number, or the id on a receipt. */
export function Customers() {
  const { t } = useWords();
  const { filter, change } = useFilters('q');
  const asked = filter.q.trim();
  const found = useQuery({
    queryKey: ['/customers', asked],
    queryFn: ({ signal }) => api.get<Page<Customer>>('/customers', { query: { q: asked }, signal }),
    enabled: asked !== '',
  });
  return (
    <>
      <PageHead title={t('customers.title')} lead={t('customers.lead')} />
      <div className="filters" role="search">
        <Input.Search
          key={filter.q}
          allowClear
          style={{ width: 360 }}
          aria-label={t('customers.search')}
          placeholder={t('customers.search')}
          prefix={<SearchOutlined className="muted" />}
          enterButton={t('common.search')}
          defaultValue={filter.q}
          autoFocus
          onSearch={(text) => change({ q: text.trim() })}
        />
      </div>
      {asked === '' ? (
        <div className="card">
          <Empty>{t('customers.ask')}</Empty>
        </div>
      ) : found.isPending ? (
        <div className="card">
          <Skeleton rows={[28, 22, 22, 120]} />
        </div>
      ) : found.error ? (
        <ErrorState error={found.error} onRetry={() => void found.refetch()} />
      ) : found.data.items.length === 0 ? (
        <div className="card">
          <Empty>{t('customers.none')}</Empty>
        </div>
      ) : (
        found.data.items.map((customer) => <CustomerCard key={customer.id} customer={customer} />)
      )}
    </>
  );
}

function CustomerCard({ customer }: { customer: Customer }) {
  const { t, language } = useWords();
  const operator = useOperator();
  const [asking, setAsking] = useState<'freeze' | 'close' | null>(null);
  return (
    <section className="card customer" aria-label={customer.nameMasked ?? customer.phoneMasked}>
      <div className="card-head">
        <h2>
          {customer.nameMasked ?? t('customers.nameless')} <span className="muted num">{customer.phoneMasked}</span>
        </h2>
        <span className={`pill ${TONES[customer.state]}`}>{t(`customers.states.${customer.state}`)}</span>
      </div>
      <dl className="facts">
        <dt>{t('customers.balance')}</dt>
        <dd className="num">
          {customer.balances.length === 0
            ? t('customers.nothing')
            : customer.balances.map((balance) => (
                <div key={balance.currency}>
                  <span className="strong">{formatMoney(balance.available, language)}</span>{' '}
                  {balance.bonus.value > 0 && <span className="muted">{t('customers.bonus', { amount: formatMoney(balance.bonus, language) })}</span>}{' '}
                  {balance.reserved.value > 0 && <span className="muted">{t('customers.reserved', { amount: formatMoney(balance.reserved, language) })}</span>}{' '}
                  <Link className="underlined" to={`/books/statement?code=${encodeURIComponent(`wallet/${customer.id}/${balance.currency}`)}`}>{t('books.statementTitle')}</Link>
                </div>
              ))}
        </dd>
        <dt>{t('common.id')}</dt>
        <dd>
          <CopyId id={customer.id} />
        </dd>
        {customer.changed && (
          <>
            <dt>{t('customers.changed')}</dt>
            <dd>
              {t(`customers.states.${customer.changed.state}`)} · {customer.changed.reason}
              <div className="small muted">
                {customer.changed.changedByName ?? customer.changed.changedBy} · <When at={customer.changed.at} full />
              </div>
            </dd>
          </>
        )}
      </dl>
      {customer.state !== 'closed' &&
        (operator ? (
          <div className="drawer-actions">
            <Button onClick={() => setAsking('freeze')}>{t(customer.state === 'none' ? 'customers.freeze' : 'customers.change')}</Button>
            <Button type="text" onClick={() => setAsking('close')}>
              {t('customers.close')}
            </Button>
          </div>
        ) : (
          <p className="small muted">{t('common.operatorOnly')}</p>
        ))}
      <StateForm key={`${customer.state} ${asking}`} customer={customer} asking={asking} onClose={() => setAsking(null)} />
    </section>
  );
}

interface Draft {
  freeze: WalletState;
  reason: string;
}

function StateForm({ customer, asking, onClose }: { customer: Customer; asking: 'freeze' | 'close' | null; onClose: () => void }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [form] = Form.useForm<Draft>();
  const change = useIntent({
    mutationFn: ({ freeze, reason }: Draft) =>
      asking === 'close' ? api.post<Customer>(`/customers/${customer.id}/closure`, { reason }) : api.put<Customer>(`/customers/${customer.id}/freeze`, { freeze, reason }),
    onSuccess: () => {
      onClose();
      void message.success(t('customers.done'));
      void queries.invalidateQueries({ queryKey: ['/customers'] });
    },
    onError: (error) => showAtFields(form, error, t),
  });
  const title = t(asking === 'close' ? 'customers.close' : customer.state === 'none' ? 'customers.freeze' : 'customers.change');
  return (
    <Modal title={title} open={asking !== null} onCancel={onClose} okText={title} cancelText={t('common.cancel')} confirmLoading={change.isPending} onOk={() => form.submit()} destroyOnHidden>
      <Form form={form} layout="vertical" requiredMark={false} initialValues={{ freeze: customer.state === 'none' ? 'out' : 'none', reason: '' }} onFinish={(draft) => change.mutate(draft)}>
        {asking === 'close' ? (
          <p>{t('customers.closeSure')}</p>
        ) : (
          <Form.Item name="freeze" label={t('customers.what')}>
            <Radio.Group
              className="radio-column"
              options={(['none', 'out', 'in', 'both'] as const).filter((state) => state !== customer.state).map((state) => ({ value: state, label: t(`customers.choices.${state}`) }))}
            />
          </Form.Item>
        )}
        <Form.Item name="reason" label={t('merchants.reason')} extra={t('customers.reasonHint')} rules={[{ required: true, whitespace: true, message: t('common.required') }]}>
          <Input.TextArea rows={2} maxLength={200} showCount />
        </Form.Item>
        <ProblemNote error={change.error} />
      </Form>
    </Modal>
  );
}
