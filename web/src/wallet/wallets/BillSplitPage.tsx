import { useQuery } from '@tanstack/react-query';
import { Dialog } from 'antd-mobile';
import { Link, useParams } from 'react-router';
import type { BillSplit } from '../../api/types';
import { Amount } from '../../shared/Amount';
import { useWords } from '../../shared/i18n/start';
import { formatMoney } from '../../shared/money';
import { every } from '../../shared/poll';
import type { Problem } from '../../shared/problem';
import { ErrorState, Skeleton } from '../../shared/states';
import { useIntent } from '../../shared/useIntent';
import { When } from '../../shared/When';
import { api, moneyMoved, queryClient, useMe } from '../api';
import { Avatar, Button, Refusal } from '../parts';
import { Screen } from '../Screen';
import { Fact } from './BillDetail';
import { PersonRow } from './FindPerson';
import { Remind } from './MoneyRequestPage';
import { RequestChip } from './RequestRow';

/** A split bill: who has paid, who refused, who has not answered. */
export function BillSplitPage() {
  const { t } = useWords();
  const { id = '' } = useParams();
  const split = useQuery({
    queryKey: ['bill-splits', 'one', id],
    queryFn: () => api.get<BillSplit>(`/bill-splits/${id}`),
    refetchInterval: (query) => (query.state.data && query.state.data.open.value > 0 ? every(5_000)(query) : false),
  });
  return (
    <Screen
      title={t('splits.title')}
      back="/requests?list=splits"
      {...(split.data && split.data.open.value > 0 ? { bottom: <Close split={split.data} /> } : {})}
    >
      {split.isPending && <Skeleton rows={[96, 62, 62, 62]} />}
      {split.isError && <ErrorState error={split.error} onRetry={() => void split.refetch()} />}
      {split.data && <Split split={split.data} />}
    </Screen>
  );
}

function Split({ split }: { split: BillSplit }) {
  const { t, language } = useWords();
  const me = useMe();
  const asked = { ...split.total, value: split.total.value - split.own.value };
  const paid = split.requests.filter((request) => request.state === 'paid').length;
  return (
    <>
      <section className="card padded split-head" data-testid="bill-split" data-open={split.open.value}>
        <div className="split-figures">
          <span className="muted">{split.note ?? t('splits.got')}</span>
          <span className="muted small">{t('splits.paidBy', { paid, all: split.requests.length })}</span>
        </div>
        <div className="split-figures">
          <Amount money={split.paid} size={36} />
          <span className="muted num">{t('splits.of', { amount: formatMoney(asked, language) })}</span>
        </div>
        <progress aria-label={t('splits.got')} value={split.paid.value} max={asked.value} />
      </section>
      <ul className="card rows">
        <li>
          <div className="row">
            <Avatar name={me.data?.name ?? ''} />
            <span className="row-main">
              {t('splits.me')}
              <span className="row-note">{t('splits.mine')}</span>
            </span>
            <span className="row-amount num">{formatMoney(split.own, language)}</span>
          </div>
        </li>
        {split.requests.map((request) => (
          <li key={request.id}>
            <PersonRow person={request.payer} testId="share">
              {request.state === 'open' && <Remind request={request} inline />}
              <Link to={`/requests/${request.id}`} className="row-end row-link">
                <span className="row-amount num">{formatMoney(request.amount, language)}</span>
                <RequestChip state={request.state} />
              </Link>
            </PersonRow>
          </li>
        ))}
      </ul>
      <dl className="card facts">
        <Fact label={t('splits.total')}>{formatMoney(split.total, language)}</Fact>
        <Fact label={t('requests.askedAt')}>
          <When at={split.madeAt} full />
        </Fact>
      </dl>
      {split.billId && (
        <Link className="button button-plain" to={`/bills/${split.billId}`}>
          {t('bill.detail')}
        </Link>
      )}
    </>
  );
}

/** Takes back what is still open. */
function Close({ split }: { split: BillSplit }) {
  const { t } = useWords();
  const close = useIntent<BillSplit, Problem>({
    mutationFn: () => api.post<BillSplit>(`/bill-splits/${split.id}/closure`),
    onSuccess: (closed) => {
      moneyMoved();
      queryClient.setQueryData(['bill-splits', 'one', split.id], closed);
    },
  });
  return (
    <>
      <Refusal problem={close.error} />
      <Button
        kind="ghost"
        busy={close.isPending}
        onClick={() =>
          void Dialog.confirm({
            title: t('splits.close'),
            content: t('splits.closeSure'),
            confirmText: t('splits.close'),
            cancelText: t('action.back'),
            onConfirm: () => close.mutate(),
          })
        }
      >
        {t('splits.close')}
      </Button>
    </>
  );
}
