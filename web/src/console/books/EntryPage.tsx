import { ArrowLeftOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import type { Entry } from '../../api/types';
import { useWords } from '../../shared/i18n/start';
import { ErrorState, Skeleton } from '../../shared/states';
import { When } from '../../shared/When';
import { api } from '../api';
import { PageHead } from '../PageHead';
import { Legs } from './Legs';

export function EntryPage() {
  const { id = '' } = useParams();
  const { t } = useWords();
  const entry = useQuery({
    queryKey: ['/books/entries', id],
    queryFn: ({ signal }) => api.get<Entry>(`/books/entries/${id}`, { signal }),
  });
  return (
    <>
      <Link to="/books/entries" className="back">
        <ArrowLeftOutlined aria-hidden /> {t('books.back')}
      </Link>
      <PageHead title={t('books.entryTitle', { id })} tag={entry.data && <span className="pill indigo">{t(`books.kinds.${entry.data.kind}`, { defaultValue: entry.data.kind })}</span>} />
      {entry.isPending ? (
        <div className="card">
          <Skeleton rows={[24, 40, 40, 40]} />
        </div>
      ) : !entry.data ? (
        <ErrorState error={entry.error} onRetry={() => void entry.refetch()} />
      ) : (
        <>
          <div className="card" style={{ marginBottom: 16 }}>
            <dl className="facts">
              <dt>{t('books.phase')}</dt>
              <dd>{t(`books.phases.${entry.data.phase}`, { defaultValue: entry.data.phase })}</dd>
              <dt>{t('books.recordedAt')}</dt>
              <dd>
                <When at={entry.data.recordedAt} full />
              </dd>
              <dt>{t('books.effectiveAt')}</dt>
              <dd>
                <When at={entry.data.effectiveAt} full />
              </dd>
              {entry.data.origin && (
                <>
                  <dt>{t('books.origin')}</dt>
                  <dd>
                    <Link to={`/books/entries/${entry.data.origin}`}>{entry.data.origin}</Link>
                  </dd>
                </>
              )}
            </dl>
          </div>
          <section className="card">
            <h2>{t('books.legs')}</h2>
            <p className="muted">{t('books.legsLead')}</p>
            <Legs transfers={entry.data.transfers} />
          </section>
        </>
      )}
    </>
  );
}
