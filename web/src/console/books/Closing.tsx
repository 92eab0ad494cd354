import { LockOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, DatePicker, Modal } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useState } from 'react';
import type { Closing as ClosingState } from '../../api/types';
import { ProblemNote } from '../../shared/desk/ProblemNote';
import { useWords } from '../../shared/i18n/start';
import { fullTime } from '../../shared/time';
import { api } from '../api';
import { useStaff } from '../StaffContext';

/** Up to when the books are closed; who may, closes them further. They are never opened again. */
export function Closing() {
  const { t, language } = useWords();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const chief = useStaff().roles.includes('ADMINISTRATOR');
  const [asking, setAsking] = useState(false);
  const [until, setUntil] = useState<Dayjs | null>(null);
  const closing = useQuery({ queryKey: ['/books/closing'], queryFn: ({ signal }) => api.get<ClosingState>('/books/closing', { signal }) });
  const close = useMutation({
    mutationFn: (instant: Dayjs) => api.post<ClosingState>('/books/closing', { until: instant.toISOString() }),
    onSuccess: async (closed) => {
      setAsking(false);
      void message.success(t('books.closedNow', { until: fullTime(closed.closedUntil ?? '', language) }));
      await queries.invalidateQueries({ queryKey: ['/books/closing'] });
    },
  });
  const begin = () => {
    close.reset();
    setUntil(dayjs().startOf('month'));
    setAsking(true);
  };
  if (!closing.data) return null;
  return (
    <p className="closing muted">
      <LockOutlined aria-hidden /> {closing.data.closedUntil ? t('books.closedUntil', { until: fullTime(closing.data.closedUntil, language) }) : t('books.neverClosed')}{' '}
      {chief && (
        <Button type="link" size="small" onClick={begin}>
          {t('books.close')}
        </Button>
      )}
      <Modal
        open={asking}
        title={t('books.closeTitle')}
        okText={t('books.closeUntil', { until: until ? fullTime(until.toISOString(), language) : '' })}
        okButtonProps={{ disabled: !until, loading: close.isPending }}
        cancelText={t('common.cancel')}
        onOk={() => until && close.mutate(until)}
        onCancel={() => setAsking(false)}
      >
        <p>{t('books.closeLead')}</p>
        <DatePicker
          aria-label={t('books.closeTitle')}
          showTime={{ format: 'HH:mm' }}
          format="YYYY-MM-DD HH:mm"
          value={until}
          disabledDate={(day) => day.isAfter(dayjs(), 'day')}
          onChange={(chosen) => setUntil(chosen)}
          style={{ width: '100%' }}
        />
        <ProblemNote error={close.error} />
      </Modal>
    </p>
  );
}
