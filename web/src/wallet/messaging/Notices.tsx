import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { Notice, Page, UnreadNotices } from '../../api/types';
import { useWords } from '../../shared/i18n/start';
import type { Problem } from '../../shared/problem';
import { Empty, ErrorState, Skeleton } from '../../shared/states';
import { When } from '../../shared/When';
import { api, queryClient } from '../api';
import { GiftIcon, TicketIcon } from '../icons';
import { MoreOf, Refusal } from '../parts';
import { Screen } from '../Screen';
import { noticeWords, placeOf, UNREAD } from './notices';

/** 消息: what the customer should know, newest first. One is read when it is opened, or all at once. */
export function Notices() {
  const { t } = useWords();
  const notices = useInfiniteQuery({
    queryKey: ['notices', 'list'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => api.get<Page<Notice>>('/notices', { query: { cursor: pageParam, limit: 30 }, signal }),
    getNextPageParam: (page) => page.next ?? undefined,
    refetchOnMount: 'always',
  });
  const reading = useMutation<UnreadNotices, Problem, { id: string; andOlder?: boolean }>({
    mutationFn: (body) => api.post<UnreadNotices>('/notices/reading', body),
    onSuccess: (left) => {
      queryClient.setQueryData(UNREAD, left);
      void queryClient.invalidateQueries({ queryKey: ['notices', 'list'] });
    },
  });
  const all = notices.data?.pages.flatMap((page) => page.items) ?? [];
  const newest = all[0];
  return (
    <Screen
      title={t('notices.title')}
      back="/"
      right={
        newest &&
        all.some((notice) => !notice.read) && (
          <button type="button" className="link" disabled={reading.isPending} onClick={() => reading.mutate({ id: newest.id, andOlder: true })}>
            {t('notices.readAll')}
          </button>
        )
      }
    >
      <Refusal problem={reading.error} />
      {notices.isPending && <Skeleton rows={[72, 72, 72]} gap={2} />}
      {notices.isError && <ErrorState error={notices.error} onRetry={() => void notices.refetch()} />}
      {notices.isSuccess && all.length === 0 && <Empty>{t('notices.none')}</Empty>}
      {all.length > 0 && (
        <ul className="card rows">
          {all.map((notice) => (
            <li key={notice.id}>
              <NoticeRow notice={notice} onOpen={() => !notice.read && reading.mutate({ id: notice.id })} />
            </li>
          ))}
        </ul>
      )}
      <MoreOf list={notices} />
    </Screen>
  );
}

function NoticeRow({ notice, onOpen }: { notice: Notice; onOpen: () => void }) {
  const { t, language } = useWords();
  const { title, note } = noticeWords(notice, t, language);
  return (
    <Link to={placeOf(notice)} className="row" data-testid="notice" data-read={notice.read} onClick={onOpen}>
      <span className={notice.read ? 'avatar' : 'avatar avatar-cinnabar'}>
        {notice.kind === 'benefit_granted' ? <GiftIcon /> : <TicketIcon />}
      </span>
      <span className="row-main">
        <span className={notice.read ? undefined : 'notice-new'}>
          {!notice.read && <span className="visually-hidden">{t('notices.new')} </span>}
          {title}
        </span>
        <span className="row-note num">{note}</span>
      </span>
      <span className="notice-end num">
        <When at={notice.at} />
        {!notice.read && <span className="notice-dot" aria-hidden />}
      </span>
    </Link>
  );
}
