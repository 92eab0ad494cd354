import { ArrowLeftOutlined, DownloadOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, DatePicker } from 'antd';
import dayjs from 'dayjs';
import { useNavigate, useSearchParams } from 'react-router';
import type { DayClose as Day, DayCloseRow, Money } from '../../api/types';
import { Amount } from '../../shared/Amount';
import { saveCsv } from '../../shared/desk/csv';
import { useWords } from '../../shared/i18n/start';
import { formatMoney, toDecimal } from '../../shared/money';
import { Empty, ErrorState, Skeleton } from '../../shared/states';
import { api } from '../api';
import { useMerchant } from '../merchants/MerchantContext';
import { today } from './day';
import { netByKind, peopleOf } from './dayCloseSums';

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
      ) : rows.length === 0 ? (
        <Empty>{t('dayClose.empty')}</Empty>
      ) : (
        <>
          <div className="figures settle-figures">
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
          <div className="list-foot">
            <Button type="text" icon={<DownloadOutlined />} onClick={save}>
              {t('payments.export')}
            </Button>
          </div>
        </>
      )}
    </div>
  );
}
