import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import type { BenefitStockCode, StockAlarm, SuppliedBenefit } from '../../api/types';
import { CopyId } from '../../shared/desk/CopyId';
import { usePages } from '../../shared/desk/usePages';
import { useWords } from '../../shared/i18n/start';
import { formatMoney } from '../../shared/money';
import { ErrorState, Skeleton } from '../../shared/states';
import { dayWords } from '../../shared/time';
import { When } from '../../shared/When';
import { api } from '../api';
import { Chips } from '../Chips';
import { DataTable } from '../DataTable';
import { GrantLists } from '../GrantLists';
import { PageHead } from '../PageHead';
import { useStaff } from '../StaffContext';
import { useFilters } from '../useFilters';
import { BenefitBatches } from './BenefitBatches';
import { BenefitForm } from './BenefitForm';
import { BenefitStatePill } from './BenefitStatePill';
import { AlarmTable } from './StockAlarms';

const REFRESH_MS = 10_000;
const CODE_STATES = ['in_stock', 'given', 'expired'] as const;
const CODE_TONE: Record<BenefitStockCode['state'], string> = { in_stock: 'jade', given: 'indigo', expired: '' };

/** One benefit: its stock by the books, the lists of codes that came, to whom it was given, and its codes, masked. */
export function BenefitPage() {
  const { t, language } = useWords();
  const { id = '' } = useParams();
  const operator = useStaff().roles.some((role) => role === 'OPERATOR' || role === 'ADMINISTRATOR');
  const [changing, setChanging] = useState(false);
  const path = `/benefits/${id}`;
  const benefit = useQuery({ queryKey: [path], queryFn: ({ signal }) => api.get<SuppliedBenefit>(path, { signal }), refetchInterval: REFRESH_MS });
  const alarms = usePages<StockAlarm>(api, `${path}/alarms`, {}, { limit: 10, refetchMs: REFRESH_MS });
  if (benefit.error && !benefit.data) return <ErrorState error={benefit.error} onRetry={() => void benefit.refetch()} />;
  const data = benefit.data;
  if (!data) return <Skeleton rows={[40, 160, 200]} />;
  const { terms } = data;
  return (
    <>
      <PageHead
        title={terms.name}
        tag={<BenefitStatePill state={data.state} />}
        lead={
          <>
            <Link to={`/suppliers/${data.supplierId}`}>{data.supplierName}</Link> · <CopyId id={id} />
          </>
        }
      >
        {operator && <Button onClick={() => setChanging(true)}>{t('benefits.change')}</Button>}
      </PageHead>
      <section className="card">
        <div className="card-head">
          <h2>{t('benefits.stock')}</h2>
          <span className="muted small">{[t('benefits.eachAtMost', { count: terms.perCustomer }), t(terms.listed ? 'coupons.inCentre' : 'coupons.notInCentre'), t('benefits.lowAt', { count: terms.lowStock })].join(' · ')}</span>
        </div>
        <div className="kpis num" style={{ gridTemplateColumns: 'repeat(auto-fit, minmax(110px, 1fr))' }}>
          {(['stock', 'uploaded', 'given', 'expired'] as const).map((figure) => (
            <div key={figure}>
              <span className="small muted">{t(`benefits.figures.${figure}`)}</span>
              <b>{data[figure].toLocaleString(language)}</b>
            </div>
          ))}
        </div>
        <dl className="facts">
          <dt>{t('benefits.worth')}</dt>
          <dd className="num">{formatMoney(data.worth, language)}</dd>
          <dt>{t('benefits.cost')}</dt>
          <dd className="num">{formatMoney(data.cost, language)}</dd>
          <dt>{t('benefits.window')}</dt>
          <dd className="num">
            <When at={terms.claimFrom} full /> – <When at={terms.claimUntil} full />
          </dd>
          <dt>{t('benefits.howToRedeem')}</dt>
          <dd>{terms.howToRedeem}</dd>
        </dl>
        <BenefitBatches path={path} open={operator} />
        <GrantLists path={`${path}/grants`} grants="/benefit-grants" title={t('benefits.grant')} hint={t('benefits.recipientsHint')} open={operator} />
      </section>
      <Codes path={path} />
      <h2 className="section-title">{t('benefits.alarms')}</h2>
      <AlarmTable alarms={alarms} empty={t('benefits.noAlarms')} ofOne />
      {changing && <BenefitForm benefit={data} onClose={() => setChanging(false)} />}
    </>
  );
}

function Codes({ path }: { path: string }) {
  const { t, language } = useWords();
  const { filter, change, filtered, clear } = useFilters('state');
  const codes = usePages<BenefitStockCode>(api, `${path}/codes`, { state: filter.state }, { refetchMs: REFRESH_MS });
  return (
    <>
      <h2 className="section-title">{t('benefits.codes')}</h2>
      <div className="filters">
        <Chips label={t('common.state')} value={filter.state} onChange={(state) => change({ state })} options={[{ value: '', label: t('common.any') }, ...CODE_STATES.map((value) => ({ value, label: t(`benefits.codeStates.${value}`) }))]} />
      </div>
      <DataTable<BenefitStockCode>
        label={t('benefits.codes')}
        pages={codes}
        rowKey={(code) => code.id}
        filtered={filtered}
        onClear={clear}
        empty={t('benefits.noCodes')}
        columns={[
          { title: t('benefits.code'), render: (_, code) => <code>{code.masked}</code> },
          { title: t('common.state'), render: (_, code) => <span className={`pill ${CODE_TONE[code.state]}`}>{t(`benefits.codeStates.${code.state}`)}</span> },
          { title: t('benefits.lastDay'), render: (_, code) => (code.lastDay ? <span className="num">{dayWords(code.lastDay, language)}</span> : <span className="muted">{t('benefits.noEnd')}</span>) },
          { title: t('benefits.uploadedAt'), render: (_, code) => <When at={code.uploadedAt} /> },
          { title: t('benefits.line'), align: 'right', render: (_, code) => code.line.toLocaleString(language) },
          { title: t('benefits.overAt'), render: (_, code) => (code.overAt ? <When at={code.overAt} /> : '—') },
          { title: t('benefits.customer'), render: (_, code) => (code.customerId ? <Link to={`/customers/${code.customerId}`}>{t('benefits.someone')}</Link> : '—') },
        ]}
      />
    </>
  );
}
