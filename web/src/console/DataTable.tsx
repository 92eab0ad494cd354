import { DownloadOutlined } from '@ant-design/icons';
import { Button, Table, type TableColumnsType } from 'antd';
import { type ReactNode, useEffect, useRef } from 'react';
import { saveCsv } from '../shared/desk/csv';
import type { usePages } from '../shared/desk/usePages';
import { useWords } from '../shared/i18n/start';
import { Empty, ErrorState, Skeleton } from '../shared/states';

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
  csv?: { name: string; header: string[]; row: (row: T) => (string | number)[] };
}

/** A list of the console in each of its states: on its way, failed, empty, filtered to nothing, and with rows. */
export function DataTable<T extends object>({ label, pages, columns, rowKey, onOpen, empty, emptyAction, filtered, onClear, csv }: Props<T>) {
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
        {csv && (
          <Button type="text" icon={<DownloadOutlined />} onClick={() => saveCsv(csv.name, csv.header, pages.items.map(csv.row))}>
            {t('common.export')}
          </Button>
        )}
      </div>
    </div>
  );
}
