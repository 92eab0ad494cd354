import { useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Payout, Settlement, SettlementRun } from '../../api/types';
import { CopyId } from '../../shared/desk/CopyId';
import { ProblemNote } from '../../shared/desk/ProblemNote';
import { usePages } from '../../shared/desk/usePages';
import { useWords } from '../../shared/i18n/start';
import { formatMoney, toDecimal } from '../../shared/money';
import { useIntent } from '../../shared/useIntent';
import { When } from '../../shared/When';
import { api } from '../api';
import { Chips } from '../Chips';
import { DataTable } from '../DataTable';
import { PageHead } from '../PageHead';
import { SavedViews } from '../SavedViews';
import { useOperator } from '../StaffContext';
import { useFilters } from '../useFilters';

const REFRESH_MS = 15_000;
const PAYOUT_STATES: Payout['state'][] = ['pending', 'paid', 'declined'];
const PAYOUT_TONES: Record<Payout['state'], string> = { pending: 'amber', paid: 'jade', declined: 'amber' };

/** What merchants were settled, and what was paid out to them; and the day's run, asked for by hand. */
export function Settlements() {
  const { t } = useWords();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const operator = useOperator();
  const { filter, change, apply } = useFilters('list', 'merchantId', 'state');
  // Asked for again tomorrow it is another intent.
  const [turn, setTurn] = useState(0);
  const run = useIntent({
    mutationFn: (_turn: number) => api.post<SettlementRun>('/settlement-runs', {}),
    onSuccess: (ran) => {
      void message.success(t(ran.waiting > 0 ? 'settlements.ranWaiting' : 'settlements.ran', { count: ran.settled, waiting: ran.waiting, day: ran.through }));
      void queries.invalidateQueries();
      setTurn(turn + 1);
    },
  });
  const merchant = filter.merchantId;
  return (
    <>
      <PageHead title={t('settlements.title')} lead={t('settlements.lead')}>
        {operator && (
          <Button type="primary" loading={run.isPending} onClick={() => run.mutate(turn)}>
            {t('settlements.run')}
          </Button>
        )}
      </PageHead>
      <ProblemNote error={run.error} />
      <div className="filters">
        <Chips
          label={t('settlements.show')}
          value={filter.list}
          onChange={(list) => change({ list, state: null })}
          options={[
            { value: '', label: t('settlements.days') },
            { value: 'payouts', label: t('settlements.payouts') },
          ]}
        />
        {filter.list === 'payouts' && (
          <Chips
            label={t('common.state')}
            value={filter.state}
            onChange={(state) => change({ state })}
            options={[{ value: '', label: t('common.any') }, ...PAYOUT_STATES.map((state) => ({ value: state as string, label: t(`settlements.payoutStates.${state}`) }))]}
          />
        )}
        {merchant && <Button onClick={() => change({ merchantId: null })}>{t('settlements.everybody')}</Button>}
      </div>
      <SavedViews list="settlements" filter={filter} apply={apply} />
      {filter.list === 'payouts' ? <Payouts merchantId={merchant} state={filter.state} /> : <Days merchantId={merchant} />}
    </>
  );
}

const MerchantLink = ({ id, name }: { id: string; name: string }) => <Link to={`/merchants?open=${id}`}>{name}</Link>;

function Days({ merchantId }: { merchantId: string }) {
  const { t, language } = useWords();
  const days = usePages<Settlement>(api, '/settlements', { merchantId }, { refetchMs: REFRESH_MS });
  const amount = (value: Settlement['paid']) => formatMoney(value, language);
  return (
    <DataTable<Settlement>
      label={t('settlements.days')}
      pages={days}
      rowKey={(day) => day.id}
      empty={t('settlements.empty')}
      columns={[
        { title: t('settlements.day'), dataIndex: 'day' },
        { title: t('settlements.merchant'), render: (_, day) => <MerchantLink id={day.merchantId} name={day.merchantName} /> },
        { title: t('settlements.taken'), align: 'right', render: (_, day) => amount(day.taken) },
        { title: t('settlements.refunded'), align: 'right', render: (_, day) => amount({ ...day.refunded, value: -day.refunded.value }) },
        { title: t('settlements.fees'), align: 'right', render: (_, day) => amount({ ...day.fees, value: day.fees.value - day.feesBack.value }) },
        { title: t('settlements.carried'), align: 'right', render: (_, day) => amount(day.carried) },
        { title: t('settlements.paid'), align: 'right', render: (_, day) => <span className="strong">{amount(day.paid)}</span> },
        {
          title: t('common.state'),
          render: (_, day) => {
            const state = day.paid.value === 0 ? 'none' : (day.payoutState ?? 'waiting');
            return <span className={`pill ${state === 'paid' ? 'jade' : state === 'none' ? '' : 'amber'}`}>{t(`settlements.states.${state}`)}</span>;
          },
        },
        { title: t('common.id'), render: (_, day) => <CopyId id={day.id} /> },
      ]}
      file={{ path: '/settlements.csv', query: { merchantId } }}
    />
  );
}

function Payouts({ merchantId, state }: { merchantId: string; state: string }) {
  const { t, language } = useWords();
  const payouts = usePages<Payout>(api, '/payouts', { merchantId, state }, { refetchMs: REFRESH_MS });
  return (
    <DataTable<Payout>
      label={t('settlements.payouts')}
      pages={payouts}
      rowKey={(payout) => payout.id}
      filtered={state !== ''}
      empty={t('settlements.noPayouts')}
      columns={[
        { title: t('common.time'), render: (_, payout) => <When at={payout.askedAt} /> },
        { title: t('settlements.merchant'), render: (_, payout) => <MerchantLink id={payout.merchantId} name={payout.merchantName} /> },
        { title: t('settlements.payee'), render: (_, payout) => `${payout.payee.bankName} ··${payout.payee.last4}` },
        { title: t('common.amount'), align: 'right', render: (_, payout) => <span className="strong">{formatMoney(payout.amount, language)}</span> },
        {
          title: t('common.state'),
          render: (_, payout) => (
            <span>
              <span className={`pill ${PAYOUT_TONES[payout.state]}`}>{t(`settlements.payoutStates.${payout.state}`)}</span> {payout.reason && <span className="small muted">{payout.reason}</span>}
            </span>
          ),
        },
        { title: t('common.id'), render: (_, payout) => <CopyId id={payout.id} /> },
      ]}
      csv={{
        name: 'payouts',
        header: [t('common.id'), t('common.time'), t('settlements.merchant'), t('settlements.payee'), t('common.amount'), t('merchants.currency'), t('common.state')],
        row: (payout) => [payout.id, payout.askedAt, payout.merchantName, `${payout.payee.bankName} ${payout.payee.last4}`, toDecimal(payout.amount), payout.amount.currency, t(`settlements.payoutStates.${payout.state}`)],
      }}
    />
  );
}
