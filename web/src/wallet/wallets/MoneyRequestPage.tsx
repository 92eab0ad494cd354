import { useQuery } from '@tanstack/react-query';
import { Dialog } from 'antd-mobile';
import { Link, useParams } from 'react-router';
import type { MoneyRequest } from '../../api/types';
import { Amount } from '../../shared/Amount';
import { useWords } from '../../shared/i18n/start';
import { carryOut } from '../../shared/intents';
import { formatMoney } from '../../shared/money';
import { every } from '../../shared/poll';
import type { Problem } from '../../shared/problem';
import { ErrorState, Skeleton } from '../../shared/states';
import { useIntent } from '../../shared/useIntent';
import { When } from '../../shared/When';
import { api, moneyMoved, queryClient } from '../api';
import { PinSheet } from '../identity/PinSheet';
import { Avatar, Button, Refusal, Tick } from '../parts';
import { Screen } from '../Screen';
import { Fact } from './BillDetail';
import { nameOf } from './FindPerson';
import { remindedToday } from './moneyRequests';
import { RequestChip, useRequestTitle } from './RequestRow';
import { useGiving } from './useGiving';

/** One request: who is asked pays or refuses it, who asks takes it back or reminds. */
export function MoneyRequestPage() {
  const { t } = useWords();
  const { id = '' } = useParams();
  const request = useQuery({
    queryKey: ['money-requests', 'one', id],
    queryFn: () => api.get<MoneyRequest>(`/money-requests/${id}`),
    refetchInterval: (query) => (query.state.data?.state === 'open' ? every(5_000)(query) : false),
  });
  if (request.data) return <Request request={request.data} />;
  return (
    <Screen title={t('requests.title')} back="/requests">
      {request.isPending && <Skeleton rows={[48, 60, 140]} />}
      {request.isError && <ErrorState error={request.error} onRetry={() => void request.refetch()} />}
    </Screen>
  );
}

/** What the server answers is how it stands; lists are read anew. */
export function showAnswered(request: MoneyRequest): void {
  moneyMoved();
  queryClient.setQueryData(['money-requests', 'one', request.id], request);
}

function Request({ request }: { request: MoneyRequest }) {
  const { t } = useWords();
  const title = useRequestTitle()(request);
  const received = request.direction === 'received';
  return (
    <Screen
      title={t('requests.title')}
      back={request.splitId ? -1 : `/requests?list=${request.direction}`}
      {...(request.state === 'open' ? { bottom: received ? <Answer request={request} /> : <Own request={request} /> } : {})}
    >
      <header className="bill-head" data-testid="money-request" data-state={request.state}>
        {request.state === 'paid' ? (
          <span className="result-sign result-settled">
            <Tick size={56} />
          </span>
        ) : (
          <Avatar name={nameOf(received ? request.requester : request.payer)} tone={received ? 'cinnabar' : 'jade'} />
        )}
        <p>{title}</p>
        <Amount money={request.amount} size={40} />
        <RequestChip state={request.state} />
      </header>
      <dl className="card facts">
        {request.note && <Fact label={t('bill.note')}>{request.note}</Fact>}
        <Fact label={t('requests.askedAt')}>
          <When at={request.askedAt} full />
        </Fact>
        {request.state === 'open' ? (
          <Fact label={t('requests.until')}>
            <When at={request.expiresAt} full />
          </Fact>
        ) : (
          request.endedAt && (
            <Fact label={t('requests.endedAt')}>
              <When at={request.endedAt} full />
            </Fact>
          )
        )}
        {request.remindedAt && (
          <Fact label={t('requests.remindedAt')}>
            <When at={request.remindedAt} full />
          </Fact>
        )}
        <Fact label={t('requests.number')}>
          <code>{request.id}</code>
        </Fact>
      </dl>
      {request.splitId && (
        <Link className="button button-plain" to={`/splits/${request.splitId}`}>
          {t('requests.ofSplit')}
        </Link>
      )}
      {request.state === 'paid' && (
        <Link className="button button-plain" to="/bills">
          {t('requests.seeSend')}
        </Link>
      )}
      {received && request.state === 'open' && <p className="muted small">{t('requests.checkWho')}</p>}
    </Screen>
  );
}

/** Pays or refuses. */
function Answer({ request }: { request: MoneyRequest }) {
  const { t, language } = useWords();
  const path = `/money-requests/${request.id}`;
  const giving = useGiving<MoneyRequest>(
    (_, pin) => carryOut(`pay-${request.id}`, request.id, (idempotencyKey) => api.post<MoneyRequest>(`${path}/payment`, pin ? { pin } : {}, { idempotencyKey })),
    showAnswered,
  );
  const refuse = useIntent<MoneyRequest, Problem>({ mutationFn: () => api.post<MoneyRequest>(`${path}/refusal`), onSuccess: showAnswered });
  return (
    <>
      <Refusal problem={giving.otherProblem ?? refuse.error} />
      {giving.otherProblem?.code === 'insufficient-balance' && (
        <Link className="button button-plain" to={`/top-up?${new URLSearchParams({ next: `/requests/${request.id}` })}`}>
          {t('pay.topUpFirst')}
        </Link>
      )}
      <Button busy={giving.busy} onClick={() => giving.start(request.amount)}>
        {t('requests.pay', { amount: formatMoney(request.amount, language) })}
      </Button>
      <Button
        kind="plain"
        busy={refuse.isPending}
        onClick={() =>
          void Dialog.confirm({
            title: t('requests.refuse'),
            content: t('requests.refuseSure'),
            confirmText: t('requests.refuse'),
            cancelText: t('action.cancel'),
            onConfirm: () => refuse.mutate(),
          })
        }
      >
        {t('requests.refuse')}
      </Button>
      <PinSheet reason={t('send.to', { name: nameOf(request.requester) })} {...giving.sheet} />
    </>
  );
}

/** Reminds or takes back. */
function Own({ request }: { request: MoneyRequest }) {
  const { t } = useWords();
  const path = `/money-requests/${request.id}`;
  const cancel = useIntent<MoneyRequest, Problem>({ mutationFn: () => api.post<MoneyRequest>(`${path}/cancellation`), onSuccess: showAnswered });
  return (
    <>
      <Refusal problem={cancel.error} />
      <div className="pair">
        <Button
          kind="ghost"
          busy={cancel.isPending}
          onClick={() =>
            void Dialog.confirm({
              title: t('requests.cancel'),
              content: t('requests.cancelSure'),
              confirmText: t('requests.cancel'),
              cancelText: t('action.back'),
              onConfirm: () => cancel.mutate(),
            })
          }
        >
          {t('requests.cancel')}
        </Button>
        <Remind request={request} />
      </div>
    </>
  );
}

/** Shows the request anew to who is asked; once a day. */
export function Remind({ request, inline = false }: { request: MoneyRequest; inline?: boolean }) {
  const { t } = useWords();
  const remind = useIntent<MoneyRequest, Problem>({ mutationFn: () => api.post<MoneyRequest>(`/money-requests/${request.id}/reminder`), onSuccess: showAnswered });
  const reminded = remindedToday(request) || remind.error?.code === 'too-often';
  const words = t(reminded ? 'requests.reminded' : 'requests.remind');
  return inline ? (
    <button type="button" className="link" disabled={reminded || remind.isPending} onClick={() => remind.mutate()}>
      {words}
    </button>
  ) : (
    <Button busy={remind.isPending} disabled={reminded} onClick={() => remind.mutate()}>
      {words}
    </Button>
  );
}
