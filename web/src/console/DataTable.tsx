import { DownloadOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Button, Table, type TableColumnsType } from 'antd';
import { type ReactNode, useEffect, useRef } from 'react';
import { saveCsv } from '../shared/desk/csv';
import { ProblemNote } from '../shared/desk/ProblemNote';
import type { usePages } from '../shared/desk/usePages';
import { useWords } from '../shared/i18n/start';
import { saveFile } from '../shared/saveFile';
import { Empty, ErrorState, Skeleton } from '../shared/states';
import { api } from './api';
import { SavedViews, type Views } from './SavedViews';

interface Props<T> {
  label: string;
  pages: Omit<ReturnType<typeof usePages<T>>, 'items'> & { items: T[] };
  columns: TableColumnsType<T>;
  rowKey: (row: T) => string;
  onOpen?: (row: T) => void;
  empty: ReactNode;
  emptyAction?: ReactNode;
  filtered?: boolean;
  onClear?: () => void;
  /** One's own filter sets of this list. */
  views?: Views;
  /** The whole list as a file of the server, filtered the same. */
  file?: { path: string; query?: Record<string, string> };
  /** What is on the screen as a file, of a list that the server has no file of. */
  csv?: { name: string; header: string[]; row: (row: T) => (string | number)[] };
}

/** A list of the console, under what its reader has saved of filters. */
export function DataTable<T extends object>({ views, ...table }: Props<T>) {
  return (
    <>
      {views && <SavedViews {...views} />}
      <Rows {...table} />
    </>
  );
}

/** The list in each of its states: on its way, failed, empty, filtered to nothing, and with rows. */
function Rows<T extends object>({ label, pages, columns, rowKey, onOpen, empty, emptyAction, filtered, onClear, file, csv }: Omit<Props<T>, 'views'>) {
  const { t } = useWords();
  const card = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // A table wider than the screen is scrolled by the arrow keys too, also where no row has anything to tab to.
    card.current?.querySelector('.ant-table-content')?.setAttribute('tabindex', '0');
  });
  if (pages.loading) {
    return (
      <div className="card">
        <Skeleton rows={[22, 36, 36, 36, 36, 36]} />
      </div>
    );
  }
  if (pages.error) {
    return (
      <div className="card">
        <ErrorState error={pages.error} onRetry={pages.retry} />
      </div>
    );
  }
  if (pages.items.length === 0) {
    return (
      <div className="card">
        {filtered ? <Empty action={onClear && <Button onClick={onClear}>{t('common.clear')}</Button>}>{t('common.none')}</Empty> : <Empty action={emptyAction}>{empty}</Empty>}
      </div>
    );
  }
  return (
    <div className="card table-card" ref={card}>
      <Table<T>
        aria-label={label}
        columns={columns}
        dataSource={pages.items}
        rowKey={rowKey}
        pagination={false}
        scroll={{ x: 'max-content' }}
        rowClassName={onOpen ? 'clickable' : ''}
        onRow={(row) => (onOpen ? { onClick: () => onOpen(row) } : {})}
      />
      <div className="table-foot">
        <span className="small muted">{pages.hasMore ? t('common.moreRows', { count: pages.items.length }) : t('common.rows', { count: pages.items.length })}</span>
        {pages.hasMore && (
          <Button loading={pages.loadingMore} onClick={pages.more}>
            {t('common.more')}
          </Button>
        )}
        {file && <TakeOut path={file.path} query={file.query} />}
        {csv && (
          <Button type="text" icon={<DownloadOutlined />} onClick={() => saveCsv(csv.name, csv.header, pages.items.map(csv.row))}>
            {t('common.export')}
          </Button>
        )}
      </div>
    </div>
  );
}

/** All rows that the filters leave, not only those on the screen. The audit log says who took them. */
function TakeOut({ path, query }: { path: string; query?: Record<string, string> }) {
  const { t } = useWords();
  const take = useMutation({ mutationFn: async () => saveFile(path.slice(path.lastIndexOf('/') + 1), await api.file(path, { query })) });
  return (
    <>
      <ProblemNote error={take.error} />
      <Button type="text" icon={<DownloadOutlined />} loading={take.isPending} onClick={() => take.mutate()}>
        {t('common.export')}
      </Button>
    </>
  );
}
