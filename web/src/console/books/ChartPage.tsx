import { Table } from 'antd';
import { Link } from 'react-router';
import type { AccountKind } from '../../api/types';
import { useWords } from '../../shared/i18n/start';
import { Empty, ErrorState, Skeleton } from '../../shared/states';
import { PageHead } from '../PageHead';
import { useChart, useKindName } from './chart';

const NATURES: AccountKind['nature'][] = ['asset', 'liability', 'equity', 'income', 'expense', 'counter'];

/** The chart of accounts: what kinds there are, and by which rules their accounts are kept. */
export function ChartPage() {
  const { t } = useWords();
  const nameOf = useKindName();
  const chart = useChart();
  return (
    <>
      <PageHead title={t('books.chartTitle')} lead={t('books.chartLead')} />
      {chart.isPending ? (
        <div className="card">
          <Skeleton rows={[24, 36, 36, 36]} />
        </div>
      ) : !chart.data ? (
        <ErrorState error={chart.error} onRetry={() => void chart.refetch()} />
      ) : chart.data.items.length === 0 ? (
        <div className="card">
          <Empty>{t('books.trialEmptyHint')}</Empty>
        </div>
      ) : (
        NATURES.map((nature) => ({ nature, kinds: chart.data.items.filter((kind) => kind.nature === nature) }))
          .filter(({ kinds }) => kinds.length > 0)
          .map(({ nature, kinds }) => (
            <section className="card asset" key={nature} aria-label={t(`books.natures.${nature}`)}>
              <div className="asset-head">
                <h2>{t(`books.natures.${nature}`)}</h2>
                <span className="muted">{t(`books.natureHints.${nature}`)}</span>
              </div>
              <Table<AccountKind>
                size="middle"
                scroll={{ x: 'max-content' }}
                pagination={false}
                rowKey="name"
                dataSource={kinds}
                columns={[
                  {
                    title: t('books.group'),
                    width: '34%',
                    render: (_, kind) => (
                      <Link to={`/books/accounts?kind=${kind.name}`}>
                        {nameOf(kind.name)} <span className="mono tiny muted">{kind.name}</span>
                      </Link>
                    ),
                  },
                  { title: t('books.below'), width: '33%', render: (_, kind) => <Rule holds={!kind.mayGoNegative} yes={t('books.neverNegative')} no={t('books.mayGoNegative')} /> },
                  { title: t('books.history'), render: (_, kind) => <Rule holds={kind.keepsHistory} yes={t('books.historyKept')} no={t('books.historyNotKept')} /> },
                ]}
              />
            </section>
          ))
      )}
    </>
  );
}

function Rule({ holds, yes, no }: { holds: boolean; yes: string; no: string }) {
  return holds ? <span>{yes}</span> : <span className="muted">{no}</span>;
}
