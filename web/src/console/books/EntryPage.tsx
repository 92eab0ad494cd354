import { ArrowLeftOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Table } from 'antd';
import { Link, useParams } from 'react-router';
import type { EntryStory } from '../../api/types';
import { CopyId } from '../../shared/desk/CopyId';
import { useWords } from '../../shared/i18n/start';
import { ErrorState, Skeleton } from '../../shared/states';
import { When } from '../../shared/When';
import { api } from '../api';
import { PageHead } from '../PageHead';
import { formatAsset } from './asset';
import { behind } from './behind';
import { Legs } from './Legs';

export function EntryPage() {
  const { id = '' } = useParams();
  const { t, language } = useWords();
  const story = useQuery({
    queryKey: ['/books/entries', id],
    queryFn: ({ signal }) => api.get<EntryStory>(`/books/entries/${id}`, { signal }),
  });
  const entry = story.data?.entry;
  const objects = behind(story.data?.events ?? []);
  return (
    <>
      <Link to="/books/entries" className="back">
        <ArrowLeftOutlined aria-hidden /> {t('books.back')}
      </Link>
      <PageHead title={t('books.entryTitle', { id })} tag={entry && <span className="pill indigo">{t(`books.kinds.${entry.kind}`, { defaultValue: entry.kind })}</span>} />
      {story.isPending ? (
        <div className="card">
          <Skeleton rows={[24, 40, 40, 40]} />
        </div>
      ) : !story.data || !entry ? (
        <ErrorState error={story.error} onRetry={() => void story.refetch()} />
      ) : (
        <>
          <div className="card" style={{ marginBottom: 16 }}>
            <dl className="facts">
              <dt>{t('books.phase')}</dt>
              <dd>{t(`books.phases.${entry.phase}`, { defaultValue: entry.phase })}</dd>
              <dt>{t('books.recordedAt')}</dt>
              <dd>
                <When at={entry.recordedAt} full />
              </dd>
              <dt>{t('books.effectiveAt')}</dt>
              <dd>
                <When at={entry.effectiveAt} full />
              </dd>
              {entry.origin && (
                <>
                  <dt>{t('books.origin')}</dt>
                  <dd>
                    <Link to={`/books/entries/${entry.origin}`}>{entry.origin}</Link>
                  </dd>
                </>
              )}
              {story.data.reservation && (
                <>
                  <dt>{t('books.purpose')}</dt>
                  <dd>{story.data.reservation.purpose}</dd>
                  <dt>{t('books.expiresAt')}</dt>
                  <dd>
                    <When at={story.data.reservation.expiresAt} full />
                  </dd>
                  <dt>{t('books.left')}</dt>
                  <dd>
                    {story.data.reservation.left.every((left) => left === 0)
                      ? t('books.nothingLeft')
                      : story.data.reservation.left.map((left, index) => formatAsset(entry.transfers[index]?.asset ?? '', left, language)).join(' · ')}
                  </dd>
                </>
              )}
              {objects.length > 0 && (
                <>
                  <dt>{t('books.behind')}</dt>
                  <dd className="behind">
                    {objects.map((object) => (
                      <span key={object.id}>
                        {t(`books.kinds.${object.kind}`, { defaultValue: object.kind })} {object.to ? <Link to={object.to}>{object.id}</Link> : <CopyId id={object.id} />}
                      </span>
                    ))}
                  </dd>
                </>
              )}
            </dl>
          </div>
          {story.data.later.length > 0 && (
            <section className="card" style={{ marginBottom: 16 }} aria-label={t('books.later')}>
              <h2>{t('books.later')}</h2>
              <Table
                size="small"
                pagination={false}
                rowKey="id"
                dataSource={story.data.later}
                columns={[
                  { title: t('books.recordedAt'), render: (_, later) => <When at={later.recordedAt} /> },
                  { title: t('books.entry'), render: (_, later) => <Link to={`/books/entries/${later.id}`}>{later.id}</Link> },
                  { title: t('books.kind'), render: (_, later) => t(`books.kinds.${later.kind}`, { defaultValue: later.kind }) },
                  { title: t('books.phase'), render: (_, later) => t(`books.phases.${later.phase}`, { defaultValue: later.phase }) },
                ]}
              />
            </section>
          )}
          <section className="card">
            <h2>{t('books.legs')}</h2>
            <p className="muted">{t('books.legsLead')}</p>
            <Legs transfers={entry.transfers} />
          </section>
        </>
      )}
    </>
  );
}
