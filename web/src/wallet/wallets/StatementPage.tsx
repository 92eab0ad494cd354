import { useMutation } from '@tanstack/react-query';
import { Toast } from 'antd-mobile';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { useWords } from '../../shared/i18n/start';
import type { Problem } from '../../shared/problem';
import { api, useBalances } from '../api';
import { Button, Field, fieldFault, Refusal } from '../parts';
import { paperLanguage } from '../../shared/paperLanguage';
import { saveFile } from '../../shared/saveFile';
import { Screen } from '../Screen';
import { monthAfter, monthIn, monthName, monthOf } from './months';
import { dayOf, lastDayOf, type Period, periodFaults } from './statementPeriod';
import './statement.css';

const MONTHS_BACK = 24;
const OWN = 'own';

/** 对账单: for a month or for days of one's own, in one currency, as a paper or as a table. */
export function StatementPage() {
  const { t, language } = useWords();
  const [search] = useSearchParams();
  const balances = useBalances();
  const today = dayOf(new Date());
  const [month, setMonth] = useState(monthIn(search));
  const [own, setOwn] = useState<Period>({ from: `${today.slice(0, 8)}01`, to: today });
  const [currency, setCurrency] = useState('CNY');
  const [tried, setTried] = useState(false);
  const period = month === OWN ? own : ofMonth(month, today);
  const faults = month === OWN && tried ? periodFaults(own, today) : {};
  const currencies = [...new Set(['CNY', ...(balances.data?.items.map((balance) => balance.currency) ?? [])])];

  const download = useMutation<void, Problem, 'pdf' | 'csv'>({
    mutationFn: async (kind) => {
      const file = await api.file(`/statements.${kind}`, { query: { ...period, currency, language: paperLanguage(language) } });
      saveFile(`tongbao-${currency}-${period.from}-${period.to}.${kind}`, file);
    },
    onSuccess: () => void Toast.show({ icon: 'success', content: t('statement.saved') }),
  });
  function press(kind: 'pdf' | 'csv') {
    setTried(true);
    if (month !== OWN || Object.keys(periodFaults(own, today)).length === 0) download.mutate(kind);
  }
  function change(part: Partial<Period>) {
    setOwn({ ...own, ...part });
    download.reset();
  }
  const said = (field: keyof Period) => {
    const fault = faults[field];
    return fault ? t(`statement.fault.${fault}`) : fieldFault(t, download.error, field);
  };
  const atField = month === OWN && (['from', 'to'] as const).some((field) => fieldFault(t, download.error, field));
  return (
    <Screen
      title={t('statement.title')}
      back="/bills"
      bottom={
        <div className="pair">
          <Button kind="ghost" busy={download.isPending && download.variables === 'csv'} disabled={download.isPending} onClick={() => press('csv')}>
            {t('statement.csv')}
          </Button>
          <Button busy={download.isPending && download.variables === 'pdf'} disabled={download.isPending} onClick={() => press('pdf')}>
            {t('statement.pdf')}
          </Button>
        </div>
      }
    >
      <p className="muted">{t('statement.why')}</p>
      <div className="card padded stack">
        <label className="labelled">
          <span>{t('statement.month')}</span>
          <select
            value={month}
            onChange={(event) => {
              setMonth(event.target.value);
              setTried(false);
              download.reset();
            }}
          >
            {Array.from({ length: MONTHS_BACK }, (_, back) => monthAfter(monthOf(new Date()), -back)).map((one) => (
              <option key={one} value={one}>
                {monthName(one, language)}
              </option>
            ))}
            <option value={OWN}>{t('statement.ownPeriod')}</option>
          </select>
        </label>
        {month === OWN && (
          <div className="two-days">
            <Field label={t('statement.from')} type="date" max={today} value={own.from} onChange={(event) => change({ from: event.target.value })} fault={said('from')} />
            <Field label={t('statement.to')} type="date" max={today} value={own.to} onChange={(event) => change({ to: event.target.value })} fault={said('to')} />
          </div>
        )}
        <label className="labelled">
          <span>{t('statement.currency')}</span>
          <select
            value={currency}
            onChange={(event) => {
              setCurrency(event.target.value);
              download.reset();
            }}
          >
            {currencies.map((code) => (
              <option key={code}>{code}</option>
            ))}
          </select>
        </label>
      </div>
      {!atField && <Refusal problem={download.error} />}
    </Screen>
  );
}

/** All of the month, or what has come of it. */
function ofMonth(month: string, today: string): Period {
  const last = lastDayOf(month);
  return { from: `${month}-01`, to: last > today ? today : last };
}
