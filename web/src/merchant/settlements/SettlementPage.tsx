import { ArrowLeftOutlined, DownloadOutlined } from '@ant-design/icons';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Link, useNavigate, useParams } from 'react-router';
import type { Settlement, SettlementLine } from '../../api/types';
import { Amount } from '../../shared/Amount';
import { CopyId } from '../../shared/desk/CopyId';
import { ProblemNote } from '../../shared/desk/ProblemNote';
import { usePages } from '../../shared/desk/usePages';
import { useWords } from '../../shared/i18n/start';
import { formatMoney, type Money } from '../../shared/money';
import { saveFile } from '../../shared/saveFile';
import { ErrorState, Skeleton } from '../../shared/states';
import { fullTime } from '../../shared/time';
import { When } from '../../shared/When';
import { api } from '../api';
import { StatePill } from './Settlements';

/** One settlement, as a sum that one can check, with every payment and refund that is in it. */
export function SettlementPage() {
  const { id = '' } = useParams();
  const { t, language } = useWords();
  const navigate = useNavigate();
  const query = useQuery({
    queryKey: ['/settlements', id],
    queryFn: ({ signal }) => api.get<Settlement>(`/settlements/${id}`, { signal }),
  });
  const save = useMutation({
    mutationFn: (settlement: Settlement) => api.file(`/settlements/${settlement.id}/statement`),
    onSuccess: (file, settlement) => saveFile(`settlement-${settlement.day}.csv`, file),
  });
  if (query.isPending) return <Skeleton rows={[40, 160, 120]} />;
  if (!query.data) return <ErrorState error={query.error} onRetry={() => void query.refetch()} action={<Link to="/settlements">{t('settle.back')}</Link>} />;
  const settlement = query.data;
  const line = (label: string, money: Money, sign: 1 | -1, hint?: string) =>
    money.value !== 0 && (
      <div className="receipt-line">
        <span>
          {label}
          {hint && <small>{hint}</small>}
        </span>
        <span>{formatMoney({ ...money, value: sign * money.value }, language)}</span>
      </div>
    );
  return (
    <div className="page narrow">
      <header className="page-head">
        <Button type="text" aria-label={t('settle.back')} icon={<ArrowLeftOutlined />} onClick={() => void navigate('/settlements')} />
        <h1>{t('settle.day', { day: settlement.day })}</h1>
        <StatePill day={settlement} />
      </header>
      <div className="card">
        <div style={{ textAlign: 'center', padding: '8px 0 12px' }}>
          <div className="muted">{t('settle.paid')}</div>
          <Amount money={settlement.paid} size={44} />
        </div>
        {line(t('settle.carriedIn'), settlement.carriedIn, 1)}
        {line(t('settle.taken', { count: settlement.payments }), settlement.taken, 1)}
        {line(t('settle.refunded', { count: settlement.refunds }), settlement.refunded, -1)}
        {line(t('settle.fees'), settlement.fees, -1)}
        {line(t('settle.feesBack'), settlement.feesBack, 1)}
        {line(t('settle.feesOwedIn'), settlement.feesOwedIn, -1)}
        {line(t('settle.feesOwed'), settlement.feesOwed, 1)}
        {line(t('settle.carried'), settlement.carried, -1, t('settle.carriedHint'))}
        <div className="receipt-line total">
          <span>{t('settle.paid')}</span>
          <span>{formatMoney(settlement.paid, language)}</span>
        </div>
        {settlement.repaid.value > 0 && <p className="small muted">{`${t('settle.repaid')} ${formatMoney(settlement.repaid, language)}`}</p>}
      </div>
      <div className="card">
        <dl className="facts">
          <dt>{t('settle.period')}</dt>
          <dd className="num">
            {settlement.since ? fullTime(settlement.since, language) : t('settle.from')} – {fullTime(settlement.until, language)}
          </dd>
          <dt>{t('shop.id')}</dt>
          <dd>
            <CopyId id={settlement.id} />
          </dd>
        </dl>
        <Button icon={<DownloadOutlined />} loading={save.isPending} onClick={() => save.mutate(settlement)} style={{ marginTop: 12 }}>
          {t('settle.csv')}
        </Button>
        <ProblemNote error={save.error} />
      </div>
      <Lines id={settlement.id} />
    </div>
  );
}

function Lines({ id }: { id: string }) {
  const { t, language } = useWords();
  const lines = usePages<SettlementLine>(api, `/settlements/${id}/lines`);
  return (
    <section className="card">
      <h2>{t('settle.lines')}</h2>
      {lines.loading ? (
        <Skeleton rows={[44, 44, 44]} />
      ) : lines.error ? (
        <ErrorState error={lines.error} onRetry={lines.retry} />
      ) : (
        <ul className="rows">
          {lines.items.map((line) => {
            const sign = line.kind === 'refund' ? -1 : 1;
            return (
              <li key={line.number}>
                <Link className="row" to={`/payments/${line.paymentId}`}>
                  <span className="row-main">
                    <span className="strong">{t(`settle.kinds.${line.kind}`)}</span>
                    <span className="small muted num">
                      <When at={line.recordedAt} />
                    </span>
                  </span>
                  <span className="row-amount num">
                    <span className="strong">{formatMoney({ ...line.gross, value: sign * line.gross.value }, language)}</span>
                    <span className="small muted">{t('settle.fee', { fee: formatMoney({ ...line.fee, value: -sign * line.fee.value }, language) })}</span>
                  </span>
                </Link>
              </li>
            );
          })}
        </ul>
      )}
      {lines.hasMore && (
        <Button loading={lines.loadingMore} onClick={lines.more}>
          {t('settle.more')}
        </Button>
      )}
    </section>
  );
}
