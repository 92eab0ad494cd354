import { ArrowLeftOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import type { BillState, Customer, CustomerEvent } from '../../api/types';
import { CopyId } from '../../shared/desk/CopyId';
import { usePages } from '../../shared/desk/usePages';
import { useWords } from '../../shared/i18n/start';
import { formatMoney } from '../../shared/money';
import { Empty, ErrorState, Skeleton } from '../../shared/states';
import { When } from '../../shared/When';
import { api } from '../api';
import { PageHead } from '../PageHead';
import { useOperator } from '../StaffContext';
import { Timeline, type TimelineItem } from '../Timeline';
import { StateForm } from './StateForm';
import { WalletStatePill } from './WalletStatePill';

/** What the house knows of a customer, masked: the wallet, the cards, and what befell them. */
export function CustomerPage() {
  const { t } = useWords();
  const { id = '' } = useParams();
  const customer = useQuery({
    queryKey: ['/customers', id],
    queryFn: ({ signal }) => api.get<Customer>(`/customers/${id}`, { signal }),
  });
  return (
    <>
      <Link className="back" to="/customers">
        <ArrowLeftOutlined aria-hidden /> {t('customers.title')}
      </Link>
      {customer.data ? (
        <>
          <PageHead
            title={
              <>
                {customer.data.nameMasked ?? t('customers.nameless')} <span className="muted num">{customer.data.phoneMasked || t('customers.imported')}</span>
              </>
            }
            tag={<WalletStatePill state={customer.data.state} />}
          />
          <div className="two-columns even">
            <WhatHappened id={id} />
            <Facts customer={customer.data} />
          </div>
        </>
      ) : customer.error ? (
        <ErrorState error={customer.error} onRetry={() => void customer.refetch()} />
      ) : (
        <div className="card">
          <Skeleton rows={[28, 22, 22, 120]} />
        </div>
      )}
    </>
  );
}

function Facts({ customer }: { customer: Customer }) {
  const { t, language } = useWords();
  const operator = useOperator();
  const [asking, setAsking] = useState<'freeze' | 'close' | null>(null);
  return (
    <section className="card" aria-label={t('customers.facts')}>
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
        <dt>{t('customers.cards')}</dt>
        <dd>
          {customer.cards.length === 0
            ? t('customers.noCards')
            : customer.cards.map((card) => (
                <div key={card.id}>
                  {card.bankName} <span className="num">··{card.last4}</span>
                </div>
              ))}
        </dd>
        <dt>{t('customers.joined')}</dt>
        <dd>
          <When at={customer.joinedAt} full />
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

/** What goes without saying: the event's own word says it. */
const AS_EXPECTED: BillState[] = ['paid', 'settled', 'sent', 'received'];

/** Where an event's thing is shown. */
function placeOf(event: CustomerEvent): string | undefined {
  if (event.referenceId?.startsWith('pay_')) return `/payments?open=${event.referenceId}`;
  if (event.referenceId?.startsWith('snd_')) return `/sends?open=${event.referenceId}`;
  return undefined;
}

function WhatHappened({ id }: { id: string }) {
  const { t } = useWords();
  const events = usePages<CustomerEvent>(api, `/customers/${id}/timeline`, {}, { limit: 20 });
  const item = (event: CustomerEvent): TimelineItem => ({
    key: event.id,
    at: event.at,
    title: (
      <>
        {event.change ? t(`customers.events.${event.change.state === 'none' ? 'freed' : event.change.state === 'closed' ? 'closed' : 'frozen'}`) : t(`customers.events.${event.kind}`)}
        {event.counterparty && ` · ${event.counterparty}`}
      </>
    ),
    detail: event.change ? `${t(`customers.states.${event.change.state}`)} · ${event.change.reason} · ${event.change.changedByName ?? event.change.changedBy}` : event.kind !== 'refund' && event.state && !AS_EXPECTED.includes(event.state) && t(`customers.billStates.${event.state}`),
    amount: event.amount ?? undefined,
    tone: event.change ? (event.change.state === 'none' ? 'jade' : 'amber') : event.state === 'declined' || event.kind === 'refund' ? 'amber' : event.state === 'pending' ? 'indigo' : undefined,
    to: placeOf(event),
  });
  return (
    <section className="card" aria-label={t('customers.timeline')}>
      <div className="card-head">
        <h2>{t('customers.timeline')}</h2>
      </div>
      {events.loading ? (
        <Skeleton rows={[40, 40, 40, 40]} />
      ) : events.error ? (
        <ErrorState error={events.error} onRetry={events.retry} />
      ) : events.items.length === 0 ? (
        <Empty>{t('customers.noEvents')}</Empty>
      ) : (
        <Timeline items={events.items.map(item)} more={events.hasMore ? events.more : undefined} loadingMore={events.loadingMore} />
      )}
    </section>
  );
}
