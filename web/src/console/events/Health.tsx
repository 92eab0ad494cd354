import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import type { EventSubscriber } from '../../api/types';
import { ProblemNote } from '../../shared/desk/ProblemNote';
import { usePages } from '../../shared/desk/usePages';
import { useWords } from '../../shared/i18n/start';
import { When } from '../../shared/When';
import { api } from '../api';
import { DataTable } from '../DataTable';
import { PageHead } from '../PageHead';

const REFRESH_MS = 3_000;

/** How far each reader of the event log has come, and what it had to leave lying. */
export function Health() {
  const { t, language } = useWords();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const subscribers = usePages<EventSubscriber>(api, '/subscribers', {}, { refetchMs: REFRESH_MS });
  const rerun = useMutation({
    mutationFn: ({ name, stream }: { name: string; stream: string }) => api.post(`/subscribers/${encodeURIComponent(name)}/streams/${encodeURIComponent(stream)}/rerun`),
    onSuccess: () => void message.success(t('subscribers.rerunDone')),
    onSettled: () => queries.invalidateQueries({ queryKey: ['/subscribers'] }),
  });
  const parked = subscribers.items.flatMap((subscriber) => subscriber.parkedStreams.map((stream) => ({ ...stream, name: subscriber.name })));
  const healthy = parked.length === 0;
  return (
    <>
      <PageHead title={t('subscribers.title')} lead={t('subscribers.lead')} tag={!subscribers.loading && !subscribers.error && healthy && <span className="pill jade">{t('subscribers.healthy')}</span>} />
      <DataTable<EventSubscriber>
        label={t('subscribers.title')}
        pages={subscribers}
        rowKey={(subscriber) => subscriber.name}
        empty={t('subscribers.empty')}
        columns={[
          { title: t('subscribers.name'), render: (_, row) => <span className="mono">{row.name}</span> },
          { title: t('subscribers.position'), align: 'right', render: (_, row) => row.position.toLocaleString(language) },
          { title: t('subscribers.lag'), align: 'right', render: (_, row) => <span className={row.lag > 0 ? 'strong' : 'muted'}>{row.lag.toLocaleString(language)}</span> },
          { title: t('subscribers.moved'), render: (_, row) => <When at={row.movedAt} /> },
          { title: t('subscribers.parked'), align: 'right', render: (_, row) => (row.parked > 0 ? <span className="pill amber">{row.parked}</span> : '0') },
        ]}
      />
      {!healthy && (
        <section className="card" style={{ marginTop: 16 }}>
          <h2>{t('subscribers.parked')}</h2>
          <ProblemNote error={rerun.error} />
          <ul className="plain-list">
            {parked.map((stream) => (
              <li key={`${stream.name} ${stream.stream}`}>
                <div>
                  <span className="mono">
                    {stream.name} · {stream.stream}
                  </span>
                  <div className="small muted">
                    <When at={stream.parkedAt} full /> · {stream.error}
                  </div>
                </div>
                <Button loading={rerun.isPending && rerun.variables.stream === stream.stream} onClick={() => rerun.mutate(stream)}>
                  {t('subscribers.rerun')}
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
