import { ArrowLeftOutlined, CheckCircleOutlined, DownloadOutlined } from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, DatePicker } from 'antd';
import { useState } from 'react';
import dayjs from 'dayjs';
import { useNavigate, useSearchParams } from 'react-router';
import type { DayClose as Day, DayCloseRow, Money, Shift } from '../../api/types';
import { Amount } from '../../shared/Amount';
import { saveCsv } from '../../shared/desk/csv';
import { ProblemNote } from '../../shared/desk/ProblemNote';
import { useWords } from '../../shared/i18n/start';
import { formatMoney, toDecimal } from '../../shared/money';
import { Empty, ErrorState, Skeleton } from '../../shared/states';
import { useIntent } from '../../shared/useIntent';
import { When } from '../../shared/When';
import { api } from '../api';
import { useMerchant } from '../merchants/MerchantContext';
import { today } from '../payments/day';
import { netByKind, peopleOf } from './dayCloseSums';
import { ShiftDialog, ShiftRows } from './ShiftList';

/** The day counted: what should be in the drawer, what came by wallet and by other machines, and by whose hand. */
export function DayClose() {
  const { t, language } = useWords();
  const { me, merchant } = useMerchant();
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const day = search.get('day') ?? today();
  const close = useQuery({
    queryKey: ['/day-close', day],
    queryFn: ({ signal }) => api.get<Day>('/day-close', { query: { day }, signal }),
  });
  const [shown, setShown] = useState<Shift | null>(null);
  const rows = close.data?.rows ?? [];
  const money = (value: number): Money => ({ value, currency: merchant.currency });
  const text = (value: number) => formatMoney(money(value), language);
  const who = (row: Pick<DayCloseRow, 'personId' | 'name'>) => (row.personId ? (row.name ?? t('dayClose.left')) : t('dayClose.staticCode'));
  const save = () =>
    saveCsv(
      `day-close-${day}`,
      [t('dayClose.who'), t('stores.title'), t('tender.how'), t('dayClose.orders'), t('report.taken'), t('dayClose.refunds'), t('report.refunded')],
      rows.map((row) => [who(row), row.storeName ?? '', t(`dayClose.kinds.${row.kind}`), row.orders, toDecimal(row.taken), row.refunds, toDecimal(row.refunded)]),
    );
  return (
    <div className="page">
      <header className="page-head">
        <Button type="text" aria-label={t('action.back')} icon={<ArrowLeftOutlined />} onClick={() => void navigate('/today')} />
        <h1>{t('dayClose.title')}</h1>
        <DatePicker
          aria-label={t('today.pick')}
          allowClear={false}
          value={dayjs(day)}
          disabledDate={(date) => date.isAfter(dayjs(), 'day')}
          onChange={(date) => setSearch(date ? { day: date.format('YYYY-MM-DD') } : {}, { replace: true })}
        />
      </header>
      {!me.roles.includes('MERCHANT_OWNER') && <p className="small muted">{t('dayClose.own')}</p>}
      {close.isPending ? (
        <Skeleton rows={[120, 90, 90]} />
      ) : !close.data ? (
        <ErrorState error={close.error} onRetry={() => void close.refetch()} />
      ) : rows.length === 0 && close.data.shifts.length === 0 ? (
        <Empty>{t('dayClose.empty')}</Empty>
      ) : (
        <>
          <div className="figures kind-figures">
            {netByKind(rows).map(({ kind, net, orders }) => (
              <div className="card figure" key={kind}>
                <span className="muted">{t(`dayClose.nets.${kind}`)}</span>
                <Amount money={money(net)} size={30} />
                <span className="small muted num">{t('dayClose.orderCount', { count: orders })}</span>
              </div>
            ))}
          </div>
          {peopleOf(rows).map((person) => (
            <section className="card" key={person.personId ?? ''}>
              <h2>{who(person)}</h2>
              <ul className="rows">
                {person.rows.map((row) => (
                  <li key={`${row.storeId}-${row.kind}`} className="row">
                    <span className="row-main">
                      <span className="strong">
                        {t(`dayClose.kinds.${row.kind}`)}
                        {row.storeName && ` · ${row.storeName}`}
                      </span>
                      <span className="small muted num">
                        {t('dayClose.orderCount', { count: row.orders })}
                        {row.refunds > 0 && ` · ${t('report.refundCount', { count: row.refunds })} ${text(-row.refunded.value)}`}
                      </span>
                    </span>
                    <span className="row-amount num strong">{text(row.taken.value - row.refunded.value)}</span>
                  </li>
                ))}
              </ul>
            </section>
          ))}
          {close.data.shifts.length > 0 && (
            <section className="card">
              <h2>{t('dayClose.shifts')}</h2>
              <ShiftRows shifts={close.data.shifts} onShow={setShown} />
            </section>
          )}
          <Signature day={close.data} text={text} />
          <div className="list-foot">
            <Button type="text" icon={<DownloadOutlined />} onClick={save}>
              {t('payments.export')}
            </Button>
          </div>
        </>
      )}
      {shown && <ShiftDialog key={shown.id} shift={shown} onClose={() => setShown(null)} />}
    </div>
  );
}

/** The owner's word that the day is right; what came after it is pointed out, beside what was signed. */
function Signature({ day, text }: { day: Day; text: (value: number) => string }) {
  const { t } = useWords();
  const queries = useQueryClient();
  const signature = day.signature;
  const sign = useIntent({
    mutationFn: (body: { day: string; version: string }) => api.post<Day>('/day-close/signature', body),
    onSuccess: (signed) => queries.setQueryData(['/day-close', signed.day], signed),
    onError: () => void queries.invalidateQueries({ queryKey: ['/day-close'] }),
  });
  const open = !signature || signature.changed;
  if (!signature && !day.version) return null;
  return (
    <section className="card">
      {signature && (
        <p className="strong num" style={{ marginTop: 0 }}>
          <CheckCircleOutlined aria-hidden className={signature.changed ? 'amber-text' : 'jade-text'} /> {t('dayClose.signed', { name: signature.byName })} · <When at={signature.at} full />
        </p>
      )}
      {signature?.changed && (
        <>
          <p className="amber-text">{t('dayClose.changed')}</p>
          {signature.signedRows.length > 0 && (
            <p className="small muted num">
              {t('dayClose.signedWas')}：
              {netByKind(signature.signedRows)
                .map(({ kind, net }) => `${t(`dayClose.kinds.${kind}`)} ${text(net)}`)
                .join(' · ')}
            </p>
          )}
        </>
      )}
      {open && day.version && (
        <>
          {!signature && <p className="small muted">{t('dayClose.signSure')}</p>}
          <Button type="primary" size="large" block loading={sign.isPending} onClick={() => sign.mutate({ day: day.day, version: day.version! })}>
            {signature ? t('dayClose.signAgain') : t('dayClose.sign')}
          </Button>
        </>
      )}
      <ProblemNote error={sign.error} />
    </section>
  );
}
