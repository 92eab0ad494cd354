import { useMutation, useQuery } from '@tanstack/react-query';
import { Popup } from 'antd-mobile';
import { type Ref, useEffect, useRef, useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import type { Card, FundingRequest, Money, Page, Payment, Quote } from '../../api/types';
import { useWords } from '../../shared/i18n/start';
import { carryOut, hasOpenIntent } from '../../shared/intents';
import { formatMoney } from '../../shared/money';
import { asProblem, type Problem } from '../../shared/problem';
import { ErrorState, Skeleton, Warning } from '../../shared/states';
import { useCategories } from '../../shared/useCategories';
import { useCardBanks } from '../../shared/useCardBanks';
import { useIntent } from '../../shared/useIntent';
import { whyNotWords } from '../../shared/whyNot';
import { api, moneyMoved, queryClient, useCards, useMe } from '../api';
import { detour } from '../detour';
import { atPinPad, PinSheet } from '../identity/PinSheet';
import { ChevronIcon } from '../icons';
import { Avatar, Button, Refusal } from '../parts';
import { Screen } from '../Screen';
import { CalledOff, RefuseAtTill, useTillWaiting } from './AtTheTill';
import { type Choice, ChooseFunding, fundingOf, isPriceOf, kept, proposed } from './ChooseFunding';
import { BudgetWarning } from '../wallets/Budgets';
import { chosenByHand, CouponRow, CouponSheet, pricedWith } from './ChooseCoupons';
import { PriceReceipt } from './PriceReceipt';
import { forgetQuote, keepQuote, keptQuote } from './keptQuote';

/**
 * The price before paying. What is to be paid stands in the address (an order, or a code and an amount), so a
 * reload finds the way back; the quote is kept until it expires, so that a payment in doubt is asked again by the
 * same quote and key and cannot happen twice.
 */
export function Confirm() {
  const { t } = useWords();
  const [search] = useSearchParams();
  const what = search.toString();
  const quote = useQuery({
    queryKey: ['quote', what],
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    queryFn: async () => {
      const known = keptQuote(what);
      if (known) return known;
      const fresh = await askForQuote(search);
      keepQuote(what, fresh);
      return fresh;
    },
  });

  function replace(next: Quote) {
    keepQuote(what, next);
    queryClient.setQueryData(['quote', what], next);
  }

  const cards = useCards();
  // What was chosen outlives the change of quote.
  const [chosen, setChosen] = useState<Choice>();
  const [atCoupons, setAtCoupons] = useState(false);
  const couponRow = useRef<HTMLButtonElement>(null);
  const chooseCoupons = useMutation<Quote, Problem, { coupons: string[] | undefined; more: string | undefined; funding: FundingRequest | undefined }>({
    mutationFn: ({ coupons, more, funding }) =>
      more === undefined ? askForQuote(search, funding, coupons) : pricedWith(more, coupons ?? [], (these) => askForQuote(search, funding, these)),
    onSuccess: replace,
  });
  if (quote.isPending || cards.isPending) {
    return (
      <Screen title={t('pay.title')}>
        <Skeleton rows={[48, 260, 56]} gap={16} />
      </Screen>
    );
  }
  if (quote.isError) {
    const problem = asProblem(quote.error);
    return (
      <Screen title={t('pay.title')}>
        <ErrorState error={problem} {...(problem.inDoubt ? { onRetry: () => void quote.refetch() } : {})} />
        {!problem.inDoubt && (
          <Link className="button button-ghost" to="/scan" replace>
            {t('pay.scanAgain')}
          </Link>
        )}
      </Screen>
    );
  }
  const known = (cards.data ?? NO_CARDS).items;
  const funding = fundingOf((chosen && kept(chosen, quote.data)) ?? proposed(quote.data, known), quote.data);
  return (
    <>
      <PayQuote
        key={quote.data.id}
        quote={quote.data}
        cards={known}
        what={what}
        chosen={chosen}
        onChoose={setChosen}
        onChooseCoupons={() => {
          chooseCoupons.reset();
          setAtCoupons(true);
        }}
        couponRow={couponRow}
        onOtherQuote={replace}
        renew={(by) => askForQuote(search, by, chosenByHand(quote.data))}
        onPaid={() => forgetQuote(what)}
      />
      {/* Outside what is drawn anew with each price, so that it stays open while one chooses. */}
      <CouponSheet
        quote={quote.data}
        open={atCoupons}
        busy={chooseCoupons.isPending}
        problem={chooseCoupons.error}
        onChoose={(coupons, more) => chooseCoupons.mutate({ coupons, more, funding })}
        onClose={() => {
          setAtCoupons(false);
          couponRow.current?.focus();
        }}
      />
    </>
  );
}

/** @param coupons that the price may use; the best if undefined */
function askForQuote(search: URLSearchParams, funding?: FundingRequest, coupons?: string[]): Promise<Quote> {
  const from = { ...(funding ? { funding } : {}), ...(coupons ? { coupons } : {}) };
  const orderId = search.get('order');
  if (orderId) return api.post<Quote>('/quotes', { orderId, ...from });
  const amount = search.get('amount');
  return api.post<Quote>('/quotes', {
    ...from,
    qr: search.get('qr') ?? '',
    ...(amount ? { amount: { value: Number(amount), currency: search.get('currency') ?? 'CNY' } satisfies Money } : {}),
  });
}

/** After these there is nothing left to pay: the price is forgotten, and the way on leads elsewhere. */
const OVER = new Set(['order-paid', 'order-cancelled', 'order-expired', 'merchant-not-active']);

/** Without the list of cards one can still pay from the balance. */
const NO_CARDS: Page<Card> = { items: [], next: null };

/** Why the price on the screen is not the one that was there before. It outlives the change of quote. */
let lastChange: { quoteId: string; before: Money; because: Because; reason?: string; cardId?: string | undefined; focused?: 'way' | 'card' | undefined } | undefined;

/** Source: for what was chosen to pay with, there is another price. */
type Because = 'changed' | 'expired' | 'declined' | 'source';

function PayQuote({
  quote,
  cards,
  what,
  chosen,
  onChoose,
  onChooseCoupons,
  couponRow,
  onOtherQuote,
  renew,
  onPaid,
}: {
  quote: Quote;
  cards: readonly Card[];
  /** What is paid, as it stands in the address. */
  what: string;
  chosen: Choice | undefined;
  onChoose: (choice: Choice | undefined) => void;
  onChooseCoupons: () => void;
  couponRow: Ref<HTMLButtonElement>;
  onOtherQuote: (quote: Quote) => void;
  renew: (funding: FundingRequest | undefined) => Promise<Quote>;
  onPaid: () => void;
}) {
  const { t, language } = useWords();
  const navigate = useNavigate();
  const me = useMe();
  const categories = useCategories(api);
  const [askPin, setAskPin] = useState(false);
  const [showWhy, setShowWhy] = useState(false);
  const scope = `pay.${quote.id}`;
  const change = lastChange?.quoteId === quote.id ? lastChange : undefined;
  const choice = (chosen && kept(chosen, quote)) ?? proposed(quote, cards, change?.cardId);
  const funding = fundingOf(choice, quote);
  const banks = useCardBanks(api);

  function take(next: Quote, because: Because, more?: { reason?: string; cardId?: string | undefined; focused?: 'way' | 'card' | undefined }) {
    lastChange = { quoteId: next.id, before: quote.payable, because, ...more };
    onOtherQuote(next);
  }

  // What is chosen stays chosen by its price: the price of one way of paying says nothing about another's.
  const reprice = useMutation<Quote, Problem, { to: Choice; because?: Because; focused?: 'way' | 'card' | undefined }>({
    mutationFn: ({ to }) => renew(fundingOf(to, quote)),
    onSuccess: (next, { because = 'source', focused }) => take(next, because, { ...(change?.reason ? { reason: change.reason } : {}), cardId: change?.cardId, focused }),
  });
  function choose(to: Choice) {
    pay.reset();
    again.reset();
    reprice.reset();
    const focused = to.way === choice.way ? 'card' : 'way';
    onChoose(to);
    // Without a price for it, it is as if it had not been chosen.
    if (!isPriceOf(quote, to, cards)) reprice.mutate({ to, focused }, { onError: () => onChoose(choice) });
  }
  const priced = isPriceOf(quote, choice, cards);
  // What may have been paid is asked about with its own quote, whatever is chosen now.
  const toPrice = !priced && !hasOpenIntent(scope);
  const proposedOnly = toPrice && chosen === undefined;
  useEffect(() => {
    if (!proposedOnly) return;
    onChoose(choice);
    // A card that was declined is still the news, and not that the next has another price.
    reprice.mutate({ to: choice, ...(change ? { because: change.because } : {}) });
  }, [proposedOnly]);

  const pay = useIntent<Payment, Problem, string | undefined>({
    mutationFn: (pin) =>
      carryOut(scope, { quoteId: quote.id, ...(funding ? { funding } : {}) }, (idempotencyKey) =>
        api.post<Payment>('/payments', { quoteId: quote.id, ...(funding ? { funding } : {}), ...(pin === undefined ? {} : { pin }) }, { idempotencyKey }),
      ),
    onSuccess: (payment) => {
      onPaid();
      queryClient.setQueryData(['payment', payment.id], payment);
      moneyMoved();
      void navigate(`/pay/done/${payment.id}`, { replace: true, state: { asked: what } });
    },
    onError: (problem) => {
      if (OVER.has(problem.code)) onPaid();
      else if (problem.code === 'price-changed' && problem.members.quote) take(problem.members.quote as Quote, 'changed');
      else if (problem.code === 'quote-expired' || problem.code === 'price-changed') again.mutate();
      else if (problem.code === 'declined-by-bank') {
        // Nothing was paid, and this quote is spent: the same is offered again, to be paid another way.
        const declined = { reason: String(problem.members.reason ?? 'other'), cardId: funding?.cardId };
        onChoose(undefined);
        again.mutate(declined);
      } else if (problem.code === 'pin-required') setAskPin(true);
    },
  });
  const again = useMutation<Quote, Problem, { reason: string; cardId: string | undefined } | void>({
    mutationFn: (declined) => renew(declined ? undefined : funding),
    onSuccess: (next, declined) => (declined ? take(next, 'declined', declined) : take(next, 'expired')),
  });

  const codeId = new URLSearchParams(what).get('code');
  const till = useTillWaiting(codeId);
  const secondsLeft = useSecondsUntil(quote.expiresAt);
  const expired = secondsLeft === 0;
  const short = priced && choice.way === 'balance' && quote.available.value < quote.payable.value;
  const amount = formatMoney(quote.payable, language);
  const over = pay.error && OVER.has(pay.error.code) ? pay.error : null;
  const pinProblem = askPin || !pay.error?.inDoubt ? atPinPad(pay.error) : null;
  const shownProblem = reprice.error ?? again.error ?? (pay.error && pay.error.code !== 'declined-by-bank' && !pay.error.code.startsWith('pin-') ? pay.error : null);
  const limit = me.data?.smallPaymentLimit;

  function press() {
    // What was refused before is no answer to this press.
    pay.reset();
    if (expired) again.mutate();
    else if (toPrice) reprice.mutate({ to: choice });
    else if (quote.pinNeeded) setAskPin(true);
    else pay.mutate(undefined);
  }

  return (
    <Screen
      title={t('pay.title')}
      bottom={
        <>
          {till.calledOff ? (
            <CalledOff />
          ) : over ? (
            <Link className="button button-primary" to={over.members.paymentId ? `/pay/done/${String(over.members.paymentId)}` : '/'} replace>
              {t(over.members.paymentId ? 'pay.seePayment' : 'pay.toHome')}
            </Link>
          ) : short && !hasOpenIntent(scope) ? (
            <Link className="button button-primary" to={`${detour('/top-up', { pathname: '/pay/confirm', search: `?${what}` })}&amount=${quote.payable.value - quote.available.value}`}>
              {t('pay.topUpFirst')}
            </Link>
          ) : (
            <Button busy={pay.isPending || again.isPending || reprice.isPending} onClick={press} data-testid="pay">
              {expired || toPrice ? t('pay.renew') : t('pay.do', { amount })}
            </Button>
          )}
          {till.waits && codeId && !over && <RefuseAtTill codeId={codeId} />}
          {!over && !till.calledOff && (
            <p className="pay-foot num">
              {expired ? t('pay.expired') : t('pay.locked', { time: clock(secondsLeft) })}
              {!quote.pinNeeded && limit && limit.value > 0 && <> · {t('pay.noPin', { amount: formatMoney(limit, language) })}</>}
            </p>
          )}
        </>
      }
    >
      <header className="payee">
        <Avatar name={quote.merchant.name} />
        <div>
          <p className="payee-name">{quote.merchant.name}</p>
          <p className="muted small">{[categories.nameOf(quote.merchant.category), quote.merchant.city].filter(Boolean).join(' · ')}</p>
        </div>
      </header>
      {change?.because === 'source' && change.before.value !== quote.payable.value && (
        <p className="notice" role="status">
          {t('pay.priceBySource', { before: formatMoney(change.before, language), now: amount })}
        </p>
      )}
      {change && change.because !== 'source' && (
        <p className="notice" role="alert">
          {change.because === 'declined'
            ? t(`paid.reason.${change.reason}`, { defaultValue: t('paid.reason.other') })
            : change.before.value === quote.payable.value
              ? t('pay.renewedSame')
              : t('pay.priceChanged', { before: formatMoney(change.before, language), now: amount })}
        </p>
      )}
      {!pay.isPending && !pay.error && hasOpenIntent(scope) && (
        <p className="notice" role="status">
          {t('pay.unanswered')}
        </p>
      )}
      <div className={reprice.isPending ? 'repricing' : undefined} aria-busy={reprice.isPending}>
        <PriceReceipt price={quote} payLabel={t('receipt.toPay')} />
      </div>
      <CouponRow quote={quote} disabled={reprice.isPending || pay.isPending || again.isPending || hasOpenIntent(scope)} onOpen={onChooseCoupons} ref={couponRow} />
      <BudgetWarning merchantId={quote.merchant.id} payable={quote.payable} cashback={quote.cashback} />
      {(quote.payable.value > 0 || quote.dependsOnSource) && (
        <ChooseFunding
          quote={quote}
          cards={cards}
          choice={choice}
          onChange={choose}
          next={`/pay/confirm?${what}`}
          disabled={reprice.isPending || pay.isPending || (quote.dependsOnSource && hasOpenIntent(scope))}
          focused={change?.because === 'source' ? change.focused : undefined}
        />
      )}
      {quote.runnerUp && (
        <p className="runner-up small muted num">
          {quote.runnerUp.discount.value > 0
            ? t('pay.runnerUp', { offers: namesOf(quote.runnerUp.offers), amount: formatMoney(quote.runnerUp.discount, language) })
            : t('pay.runnerUpBack', { offers: namesOf(quote.runnerUp.offers), amount: formatMoney(quote.runnerUp.cashback, language) })}
        </p>
      )}
      {quote.notApplied.length > 0 && (
        <div className="card rows">
          <button type="button" className="row" onClick={() => setShowWhy(true)}>
            <span className="row-main small muted">{t('pay.notApplied', { count: quote.notApplied.length })}</span>
            <span className="indigo small">{t('pay.why')}</span>
            <ChevronIcon />
          </button>
        </div>
      )}
      {short && (
        <p className="refusal" role="alert">
          <Warning size={16} />
          <span>{t('pay.short', { amount: formatMoney({ ...quote.payable, value: quote.payable.value - quote.available.value }, language) })}</span>
        </p>
      )}
      {!askPin && <Refusal problem={shownProblem} />}
      <PinSheet
        open={askPin && !(shownProblem && !pinProblem)}
        reason={quote.merchant.name}
        amount={quote.payable}
        busy={pay.isPending}
        problem={pinProblem}
        onPin={(pin) => pay.mutate(pin)}
        onClose={() => {
          setAskPin(false);
          pay.reset();
        }}
      />
      {askPin && !pinProblem && <Refusal problem={shownProblem} />}
      <Popup visible={showWhy} onMaskClick={() => setShowWhy(false)} onClose={() => setShowWhy(false)} destroyOnClose bodyClassName="sheet">
        <div role="dialog" aria-modal="true" aria-label={t('pay.whyTitle')}>
          <header className="sheet-head">
            <button type="button" className="sheet-close" onClick={() => setShowWhy(false)}>
              {t('action.close')}
            </button>
            <h2>{t('pay.whyTitle')}</h2>
          </header>
          <ul className="rows sheet-list">
            {quote.notApplied.map((offer) => (
              <li key={offer.offerId} className="row">
                <span className="row-main">
                  {offer.name}
                  <span className="row-note">
                    {whyNotWords(offer, quote.gross.currency, t, language, banks.names)}
                  </span>
                </span>
              </li>
            ))}
          </ul>
        </div>
      </Popup>
    </Screen>
  );
}

const namesOf = (offers: { name: string }[]) => offers.map(({ name }) => name).join(' + ');

const clock = (seconds: number) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;

function useSecondsUntil(moment: string): number {
  const left = () => Math.max(0, Math.ceil((Date.parse(moment) - Date.now()) / 1000));
  const [seconds, setSeconds] = useState(left);
  useEffect(() => {
    const tick = setInterval(() => setSeconds(left()), 500);
    return () => clearInterval(tick);
  });
  return seconds;
}
