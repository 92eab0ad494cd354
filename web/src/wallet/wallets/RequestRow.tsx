import { Link } from 'react-router';
import type { MoneyRequest, MoneyRequestState } from '../../api/types';
import { useWords } from '../../shared/i18n/start';
import { formatMoney } from '../../shared/money';
import { When } from '../../shared/When';
import { Avatar } from '../parts';
import { nameOf } from './FindPerson';

const CHIPS: Record<MoneyRequestState, string> = { open: 'chip', paid: 'chip chip-jade', refused: 'chip chip-amber', cancelled: 'chip chip-quiet', expired: 'chip chip-quiet' };

export function RequestChip({ state }: { state: MoneyRequestState }) {
  const { t } = useWords();
  return <span className={CHIPS[state]}>{t(`requests.state.${state}`)}</span>;
}

export function useRequestTitle() {
  const { t } = useWords();
  return (request: MoneyRequest) =>
    request.direction === 'received'
      ? t(request.remindedAt && request.state === 'open' ? 'requests.reminds' : 'requests.asksYou', { name: nameOf(request.requester) })
      : t('requests.asked', { name: nameOf(request.payer) });
}

export function RequestRow({ request }: { request: MoneyRequest }) {
  const { language } = useWords();
  const title = useRequestTitle()(request);
  const other = request.direction === 'received' ? request.requester : request.payer;
  return (
    <Link to={`/requests/${request.id}`} className="row" data-testid="request" data-state={request.state}>
      <Avatar name={nameOf(other)} tone={request.direction === 'received' ? 'cinnabar' : 'jade'} />
      <span className="row-main">
        {title}
        <span className="row-note num">
          <When at={request.remindedAt && request.state === 'open' ? request.remindedAt : request.askedAt} />
          {request.note && <> · {request.note}</>}
        </span>
      </span>
      <span className="row-end">
        <span className="row-amount num">{formatMoney(request.amount, language)}</span>
        <RequestChip state={request.state} />
      </span>
    </Link>
  );
}

export function RequestRows({ requests }: { requests: MoneyRequest[] }) {
  return (
    <ul className="card rows">
      {requests.map((request) => (
        <li key={request.id}>
          <RequestRow request={request} />
        </li>
      ))}
    </ul>
  );
}
