import { SearchOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Drawer, Input } from 'antd';
import { useDeferredValue } from 'react';
import { Link } from 'react-router';
import type { EntryStory, Page, SendLine } from '../../api/types';
import { Amount } from '../../shared/Amount';
import { CopyId } from '../../shared/desk/CopyId';
import { usePages } from '../../shared/desk/usePages';
import { useWords } from '../../shared/i18n/start';
import { formatMoney } from '../../shared/money';
import { Empty, ErrorState, Skeleton } from '../../shared/states';
import { When } from '../../shared/When';
import { api } from '../api';
import { AtLeast } from '../AtLeast';
import { Legs } from '../books/Legs';
import { DataTable } from '../DataTable';
import { PageHead } from '../PageHead';
import { Period } from '../Period';
import { useFilters } from '../useFilters';

/** Money from one customer to another. What they said to each other is not here. */
export function Sends() {
  const { t, language } = useWords();
  const { filter, filtered, open, change, apply, clear } = useFilters('q', 'atLeast', 'from', 'until');
  const sends = usePages<SendLine>(api, '/sends', useDeferredValue(filter), { refetchMs: 10_000 });
  return (
    <>
      <PageHead title={t('sends.title')} lead={t('sends.lead')} />
      <div className="filters" role="search">
        <Input
          allowClear
          style={{ width: 320 }}
          aria-label={t('sends.search')}
          placeholder={t('sends.search')}
          prefix={<SearchOutlined className="muted" />}
          value={filter.q}
          onChange={(event) => change({ q: event.target.value })}
        />
        <Period from={filter.from} until={filter.until} onChange={change} />
        <AtLeast value={filter.atLeast} onChange={(atLeast) => change({ atLeast })} />
      </div>
      <DataTable<SendLine>
        label={t('sends.title')}
        pages={sends}
        rowKey={(send) => send.id}
        onOpen={(send) => change({ open: send.id })}
        views={{ list: 'sends', filter, apply }}
        filtered={filtered}
        onClear={clear}
        empty={t('sends.empty')}
        columns={[
          {
            title: t('common.time'),
            render: (_, send) => (
              <button type="button" className="row-link num" onClick={() => change({ open: send.id })}>
                <When at={send.at} />
              </button>
            ),
          },
          { title: t('sends.from'), render: (_, send) => <Who who={send.sender} /> },
          { title: t('sends.to'), render: (_, send) => <Who who={send.recipient} /> },
          { title: t('common.amount'), align: 'right', render: (_, send) => <span className="strong">{formatMoney(send.amount, language)}</span> },
          { title: t('common.id'), render: (_, send) => <CopyId id={send.id} /> },
        ]}
        file={{ path: '/sends.csv', query: filter }}
      />
      <SendDrawer id={open} known={sends.items.find((send) => send.id === open)} onClose={() => change({ open: null })} />
    </>
  );
}

function Who({ who }: { who: SendLine['sender'] }) {
  const { t } = useWords();
  return (
    <Link to={`/customers/${who.id}`} onClick={(event) => event.stopPropagation()}>
      {who.nameMasked ?? t('customers.nameless')} <span className="muted num">{who.phoneMasked}</span>
    </Link>
  );
}

function SendDrawer({ id, known, onClose }: { id: string | null; known: SendLine | undefined; onClose: () => void }) {
  const { t } = useWords();
  const query = useQuery({
    queryKey: ['/sends', { q: id }, 'one'],
    queryFn: ({ signal }) => api.get<Page<SendLine>>('/sends', { query: { q: id, limit: 1 }, signal }),
    enabled: id !== null && known === undefined,
  });
  const send = known ?? query.data?.items[0];
  return (
    <Drawer title={t('sends.one')} open={id !== null} onClose={onClose} size={640}>
      {send ? <Facts send={send} /> : query.error ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : query.data ? <Empty>{t('common.none')}</Empty> : <Skeleton rows={[48, 24, 24, 120]} />}
    </Drawer>
  );
}

function Facts({ send }: { send: SendLine }) {
  const { t } = useWords();
  const entry = useQuery({
    queryKey: ['/books/entries', send.entryId],
    queryFn: ({ signal }) => api.get<EntryStory>(`/books/entries/${send.entryId}`, { signal }),
    select: (story) => story.entry,
  });
  return (
    <div className="drawer-body">
      <div>
        <Amount money={send.amount} size={38} />
        <div className="small muted num">
          <When at={send.at} full />
        </div>
      </div>
      <dl className="facts">
        <dt>{t('sends.from')}</dt>
        <dd>
          <Who who={send.sender} />
        </dd>
        <dt>{t('sends.to')}</dt>
        <dd>
          <Who who={send.recipient} />
        </dd>
        <dt>{t('common.id')}</dt>
        <dd>
          <CopyId id={send.id} />
        </dd>
        <dt>{t('payments.entry')}</dt>
        <dd>
          <Link to={`/books/entries/${send.entryId}`}>{send.entryId}</Link>
        </dd>
      </dl>
      <section>
        <h2>{t('payments.legs')}</h2>
        {entry.data ? <Legs transfers={entry.data.transfers} compact /> : entry.error ? <ErrorState error={entry.error} onRetry={() => void entry.refetch()} /> : <Skeleton rows={[32]} />}
      </section>
    </div>
  );
}
