import { Link, useNavigate } from 'react-router';
import type { Backtest } from '../../api/types';
import { usePages } from '../../shared/desk/usePages';
import { useWords } from '../../shared/i18n/start';
import { When } from '../../shared/When';
import { api } from '../api';
import { DataTable } from '../DataTable';
import { PageHead } from '../PageHead';
import { useFilters } from '../useFilters';
import { BacktestPill } from './BacktestPill';

const REFRESH_MS = 2_000;

/** Every back-test, or one campaign's. */
export function Backtests() {
  const { t, language } = useWords();
  const navigate = useNavigate();
  const { filter, filtered, clear } = useFilters('campaign');
  const tests = usePages<Backtest>(api, '/backtests', filter, { refetchMs: REFRESH_MS, refetchWhile: ({ state }) => state === 'waiting' || state === 'running' });
  return (
    <>
      <PageHead title={t('backtests.title')} lead={t('backtests.lead')} />
      <DataTable<Backtest>
        label={t('backtests.title')}
        pages={tests}
        rowKey={({ id }) => id}
        onOpen={({ id }) => void navigate(`/backtests/${id}`)}
        filtered={filtered}
        onClear={clear}
        empty={t('backtests.empty')}
        emptyAction={<Link to="/campaigns">{t('backtests.toCampaigns')}</Link>}
        columns={[
          {
            title: t('backtests.draft'),
            render: (_, { id, drafts }) => (
              <Link className="strong" to={`/backtests/${id}`}>
                {drafts.map(({ name, version }) => `${name} · ${t('campaigns.version', { n: version })}`).join(' / ')}
              </Link>
            ),
          },
          { title: t('common.state'), render: (_, { state }) => <BacktestPill state={state} /> },
          { title: t('backtests.days'), align: 'right', render: (_, { days }) => days.toLocaleString(language) },
          { title: t('backtests.looked'), align: 'right', render: (_, { looked }) => looked.toLocaleString(language) },
          {
            title: t('backtests.askedBy'),
            render: (_, { askedBy, askedByName, askedAt }) => (
              <span className="nowrap">
                {askedByName ?? askedBy}
                <br />
                <span className="small muted">
                  <When at={askedAt} />
                </span>
              </span>
            ),
          },
        ]}
      />
    </>
  );
}
