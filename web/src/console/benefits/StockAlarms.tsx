import { Link } from 'react-router';
import type { StockAlarm } from '../../api/types';
import { usePages } from '../../shared/desk/usePages';
import { useWords } from '../../shared/i18n/start';
import { When } from '../../shared/When';
import { api } from '../api';
import { DataTable } from '../DataTable';
import { PageHead } from '../PageHead';

const REFRESH_MS = 15_000;

/** Benefits of which few codes are left, or none. */
export function StockAlarms() {
  const { t } = useWords();
  const alarms = usePages<StockAlarm>(api, '/stock-alarms', {}, { refetchMs: REFRESH_MS });
  return (
    <>
      <PageHead title={t('stockAlarms.title')} lead={t('stockAlarms.lead')} />
      <AlarmTable alarms={alarms} empty={t('stockAlarms.empty')} />
    </>
  );
}

export function AlarmTable({ alarms, empty, ofOne = false }: { alarms: ReturnType<typeof usePages<StockAlarm>>; empty: string; ofOne?: boolean }) {
  const { t, language } = useWords();
  return (
    <DataTable<StockAlarm>
      label={t('stockAlarms.title')}
      pages={alarms}
      rowKey={(alarm) => `${alarm.benefitId} ${alarm.at} ${alarm.turn}`}
      empty={empty}
      columns={[
        ...(ofOne
          ? []
          : [
              { title: t('benefits.one'), render: (_: unknown, alarm: StockAlarm) => <Link to={`/benefits/${alarm.benefitId}`}>{alarm.name}</Link> },
              { title: t('benefits.supplier'), render: (_: unknown, alarm: StockAlarm) => alarm.supplierName },
            ]),
        { title: t('stockAlarms.turn'), render: (_, alarm) => <span className={`pill ${alarm.turn === 'gone' ? 'amber' : 'indigo'}`}>{t(`stockAlarms.turns.${alarm.turn}`)}</span> },
        { title: t('stockAlarms.stock'), align: 'right', render: (_, alarm) => alarm.stock.toLocaleString(language) },
        { title: t('benefits.lowStock'), align: 'right', render: (_, alarm) => alarm.lowStock.toLocaleString(language) },
        { title: t('common.time'), render: (_, alarm) => <When at={alarm.at} /> },
      ]}
    />
  );
}
