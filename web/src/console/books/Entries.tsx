import { useNavigate } from 'react-router';
import { Link } from 'react-router';
import type { Entry } from '../../api/types';
import { usePages } from '../../shared/desk/usePages';
import { useWords } from '../../shared/i18n/start';
import { When } from '../../shared/When';
import { api } from '../api';
import { Chips } from '../Chips';
import { DataTable } from '../DataTable';
import { PageHead } from '../PageHead';
import { useFilters } from '../useFilters';
import { formatAsset } from './asset';

const KINDS = ['payment', 'refund', 'top_up', 'withdrawal', 'send', 'bank_transfer', 'adjustment'];

export function Entries() {
  const { t, language } = useWords();
  const navigate = useNavigate();
  const { filter, filtered, change, apply, clear } = useFilters('kind');
  const entries = usePages<Entry>(api, '/books/entries', filter, { refetchMs: 10_000 });
  return (
    <>
      <PageHead title={t('books.entriesTitle')} lead={t('books.legsLead')} />
      <div className="filters">
        <Chips
          label={t('books.kind')}
          value={filter.kind}
          onChange={(kind) => change({ kind })}
          options={[{ value: '', label: t('common.any') }, ...KINDS.map((kind) => ({ value: kind, label: t(`books.kinds.${kind}`) }))]}
        />
      </div>
      <DataTable<Entry>
        label={t('books.entriesTitle')}
        pages={entries}
        rowKey={(entry) => String(entry.id)}
        onOpen={(entry) => void navigate(`/books/entries/${entry.id}`)}
        views={{ list: 'entries', filter, apply }}
        filtered={filtered}
        onClear={clear}
        empty={t('books.entriesEmpty')}
        columns={[
          {
            title: t('books.entry'),
            render: (_, entry) => (
              <Link className="num strong" to={`/books/entries/${entry.id}`}>
                {entry.id}
              </Link>
            ),
          },
          { title: t('books.kind'), render: (_, entry) => t(`books.kinds.${entry.kind}`, { defaultValue: entry.kind }) },
          { title: t('books.phase'), render: (_, entry) => <span className={entry.phase === 'post' ? 'muted' : 'pill indigo'}>{t(`books.phases.${entry.phase}`, { defaultValue: entry.phase })}</span> },
          { title: t('books.recordedAt'), render: (_, entry) => <When at={entry.recordedAt} /> },
          { title: t('books.effectiveAt'), render: (_, entry) => <When at={entry.effectiveAt} /> },
          { title: t('books.transfers'), align: 'right', render: (_, entry) => entry.transfers.length },
          {
            title: t('common.amount'),
            align: 'right',
            render: (_, entry) => {
              const largest = entry.transfers.filter((transfer) => transfer.asset.length === 3 && transfer.asset !== 'USE').sort((a, b) => b.amount - a.amount)[0] ?? entry.transfers[0];
              return largest ? <span className="strong">{formatAsset(largest.asset, largest.amount, language)}</span> : '·';
            },
          },
        ]}
        file={{ path: '/books/entries.csv', query: filter }}
      />
    </>
  );
}
