import { PlusOutlined, ReloadOutlined } from '@ant-design/icons';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { Button, Form, type FormInstance, Input, InputNumber, Select } from 'antd';
import { useEffect, useState } from 'react';
import type { NewOffer, OfferTrial, OfferTrialRequest, Payment } from '../../api/types';
import { AmountInput } from '../../shared/desk/AmountInput';
import { useWords } from '../../shared/i18n/start';
import { formatMoney, minorDigits, toDecimal, minorOf } from '../../shared/money';
import { type BankNames, benefitWords, sourceWords } from '../../shared/offerWords';
import { asProblem } from '../../shared/problem';
import { problemText } from '../../shared/problemText';
import { ErrorState, Skeleton } from '../../shared/states';
import { useCardBanks } from '../../shared/useCardBanks';
import { whyNotWords } from '../../shared/whyNot';
import { api } from '../api';
import { RemoveRow } from './BenefitFields';
import { CHANNELS, type OfferDraft, sharesAreWhole, trialOf } from './offerDraft';
import { termsText } from './termsText';

const PAUSE_MS = 400;
const MOST_LINES = 10;
/** The line of an order that is only an amount. */
const AMOUNT = 'amount';

interface SampleLine {
  key: number;
  product: string;
  category: string;
  price: string;
  quantity: number | null;
}

/** A small basket priced by the server while the offer is being written: what the customer pays, and who pays the rest. */
export function OfferPreview({ form, sponsorIds }: { form: FormInstance<OfferDraft>; sponsorIds: Map<string, string> }) {
  const { t, language } = useWords();
  const draft = Form.useWatch((values) => values, form) as OfferDraft | undefined;
  const currency = draft?.currency ?? 'CNY';
  const [lines, setLines] = useState<SampleLine[]>([{ key: 0, product: '', category: '', price: minorDigits(currency) === 0 ? '10400' : '104.00', quantity: 1 }]);
  const offer = draft ? trialOf(draft, sponsorIds, { name: t('offerForm.title'), sponsor: t('offerForm.sponsorPlatform') }) : null;
  const banks = useCardBanks(api);
  const [tried, setTried] = useState<Tried>({});
  const asks = draft ? asksOf(draft) : NOTHING_ASKED;
  const wanted = offer && draft ? requestOf(offer, lines, howPaid(tried, draft)) : null;
  const request = useSettled(wanted);
  const behind = JSON.stringify(wanted) !== JSON.stringify(request);
  const trial = useQuery({
    queryKey: ['/offer-trials', request],
    queryFn: ({ signal }) => api.post<OfferTrial>('/offer-trials', request, { signal }),
    enabled: request !== null,
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: Infinity,
    gcTime: 0,
  });
  const change = (key: number, changed: Partial<SampleLine>) => setLines((all) => all.map((line) => (line.key === key ? { ...line, ...changed } : line)));

  return (
    <aside className="preview" aria-label={t('offerForm.preview')}>
      <section className="card">
        <div className="card-head">
          <h2>{t('offerForm.preview')}</h2>
          {draft?.kind === 'random_off' && request && (
            <Button size="small" icon={<ReloadOutlined />} loading={trial.isFetching} onClick={() => void trial.refetch()}>
              {t('offerForm.drawAgain')}
            </Button>
          )}
        </div>
        <div className="sample" role="group" aria-label={t('offerForm.sample')}>
          {lines.map((line, index) => {
            const label = (field: string) => t(`offerForm.sampleFields.${field}`, { n: index + 1 });
            return (
              <div className="sample-line" key={line.key}>
                <Input aria-label={label('product')} placeholder={t('offerForm.sampleProduct')} maxLength={100} value={line.product} onChange={(event) => change(line.key, { product: event.target.value })} />
                <Input aria-label={label('category')} placeholder={t('offerForm.sampleCategory')} maxLength={100} value={line.category} onChange={(event) => change(line.key, { category: event.target.value })} />
                <AmountInput aria-label={label('price')} currency={currency} value={line.price} onChange={(price) => change(line.key, { price })} />
                <InputNumber aria-label={label('quantity')} prefix="×" min={1} max={10_000} precision={0} value={line.quantity} onChange={(quantity) => change(line.key, { quantity })} />
                <RemoveRow label={t('offerForm.removeLine', { n: index + 1 })} disabled={lines.length === 1} onClick={() => setLines((all) => all.filter((one) => one.key !== line.key))} />
              </div>
            );
          })}
          <Button
            size="small"
            icon={<PlusOutlined />}
            disabled={lines.length >= MOST_LINES}
            onClick={() => setLines((all) => [...all, { key: Math.max(...all.map((line) => line.key)) + 1, product: '', category: '', price: minorDigits(currency) === 0 ? '1000' : '10.00', quantity: 1 }])}
          >
            {t('offerForm.addLine')}
          </Button>
        </div>
        <FromPayment currency={currency} onTaken={(payment) => setLines(linesOf(payment, currency))} />
        {(asks.source || asks.channel || asks.joined) && (
          <div className="tried">
            {asks.source && (
              <label>
                <span className="small muted">{t('offerForm.trialSource')}</span>
                <Select
                  aria-label={t('offerForm.trialSource')}
                  value={keyOf(howPaid(tried, draft).source)}
                  onChange={(key: string) => setTried({ ...tried, source: sourceOf(key, draft) })}
                  options={[
                    { value: BALANCE.kind, label: t('offerForm.sources.balance') },
                    { value: 'card', label: t('offerForm.sources.card') },
                    ...banks.all.map(({ code, name }) => ({ value: `card/${code}`, label: sourceWords({ issuers: [code] }, t, language, new Map([[code, name]])) })),
                  ]}
                />
              </label>
            )}
            {asks.channel && (
              <label>
                <span className="small muted">{t('offerForm.trialChannel')}</span>
                <Select
                  aria-label={t('offerForm.trialChannel')}
                  value={howPaid(tried, draft).channel}
                  onChange={(channel: string) => setTried({ ...tried, channel })}
                  options={CHANNELS.map((value) => ({ value, label: t(`offerForm.channelNames.${value}`) }))}
                />
              </label>
            )}
            {asks.joined && (
              <label>
                <span className="small muted">{t('offerForm.trialJoined')}</span>
                <InputNumber aria-label={t('offerForm.trialJoined')} min={0} max={36_500} precision={0} value={tried.joinedDaysAgo ?? 0} onChange={(days) => setTried({ ...tried, joinedDaysAgo: days ?? 0 })} />
              </label>
            )}
          </div>
        )}
        <div aria-live="polite" className="trial" aria-busy={behind || trial.isFetching}>
          {!offer || !wanted ? (
            <p className="muted">{t('offerForm.incomplete')}</p>
          ) : trial.isError ? (
            <Refused error={trial.error} onRetry={() => void trial.refetch()} />
          ) : trial.data ? (
            <Outcome trial={trial.data} lines={lines} banks={banks.names} name={draft?.name || benefitWords(offer, t, language)} />
          ) : (
            <Skeleton rows={[28, 28, 36]} />
          )}
        </div>
        <p className="small muted" style={{ marginBottom: 0 }}>
          {t('offerForm.previewHelp')}
          {draft?.when?.order === 'nth' && ` ${t('offerForm.previewNth')}`}
        </p>
      </section>
      {wanted && !behind && trial.data && !trial.isPlaceholderData && !trial.isError && <WhoPays trial={trial.data} draft={draft} />}
    </aside>
  );
}

function Outcome({ trial, lines, name, banks }: { trial: OfferTrial; lines: SampleLine[]; name: string; banks: BankNames }) {
  const { t, language } = useWords();
  const money = (value: number) => formatMoney({ value, currency: trial.gross.currency }, language);
  const cheaper = trial.lines.filter((line) => line.discount.value > 0);
  return (
    <>
      <div className="receipt-line" style={{ marginTop: 10 }}>
        <span>{t('offerForm.gross')}</span>
        <span>{money(trial.gross.value)}</span>
      </div>
      {trial.notApplied && (
        <p className="why-not" role="note">
          <span className="pill amber">{t('offerForm.notApplied')}</span> {whyNotWords(trial.notApplied, trial.gross.currency, t, language, banks)}
        </p>
      )}
      {trial.discount.value > 0 && (
        <div className="receipt-line money-in">
          <span>
            {name}
            {trial.lines.length > 1 &&
              cheaper.map((line) => (
                <small key={line.id}>
                  {lines[Number(line.id)]?.product || t('offerForm.lineNo', { n: Number(line.id) + 1 })} {money(-line.discount.value)}
                </small>
              ))}
          </span>
          <span>{money(-trial.discount.value)}</span>
        </div>
      )}
      <div className="receipt-line total">
        <span>{t('offerForm.pays')}</span>
        <span>{money(trial.payable.value)}</span>
      </div>
      {trial.cashback.value > 0 && (
        <div className="receipt-line money-in">
          <span>{t('offerForm.gets')}</span>
          <span>{money(trial.cashback.value)}</span>
        </div>
      )}
      {trial.bonus.value > 0 && (
        <div className="receipt-line money-in">
          <span>{t('offerForm.getsBonus')}</span>
          <span>{money(trial.bonus.value)}</span>
        </div>
      )}
    </>
  );
}

/** The basket of a payment that was made, to see what the offer would have given. */
function FromPayment({ currency, onTaken }: { currency: string; onTaken: (payment: Payment) => void }) {
  const { t, language } = useWords();
  const [typed, setTyped] = useState('');
  const take = useMutation({
    mutationFn: (id: string) => api.get<Payment>(`/payments/${encodeURIComponent(id)}`),
    onSuccess: (payment) => payment.gross.currency === currency && onTaken(payment),
  });
  const taken = take.data;
  return (
    <div className="from-payment">
      <span className="small muted">{t('offerForm.fromPayment')}</span>
      <Input.Search
        aria-label={t('offerForm.paymentId')}
        placeholder="pay_…"
        enterButton={t('offerForm.takePayment')}
        loading={take.isPending}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onSearch={(id) => id.trim() && take.mutate(id.trim())}
      />
      {take.isError && <p className="small sum-wrong">{asProblem(take.error).status === 404 ? t('offerForm.noSuchPayment') : problemText(t, asProblem(take.error), language)}</p>}
      {taken && (
        <p className="small muted num">
          {taken.gross.currency === currency
            ? t('offerForm.paidThen', { gross: formatMoney(taken.gross, language), discount: formatMoney(taken.discount, language), paid: formatMoney(taken.paid, language) })
            : t('offerForm.otherCurrency')}
        </p>
      )}
    </div>
  );
}

/** What was bought, as far as the preview has room; a payment of an amount is one line. */
function linesOf(payment: Payment, currency: string): SampleLine[] {
  const lines = payment.lines.length > 0 && payment.lines.length <= MOST_LINES ? payment.lines : [{ id: AMOUNT, product: null, unitPrice: payment.gross, quantity: 1 }];
  return lines.map((line, key) => ({ key, product: line.id === AMOUNT ? '' : (line.product ?? ''), category: '', price: toDecimal({ value: line.unitPrice.value, currency }), quantity: line.quantity }));
}

/** What the server finds wrong with the offer so far, or that it could not be asked. */
function Refused({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useWords();
  const { errors } = asProblem(error);
  if (errors.length === 0) return <ErrorState error={error} onRetry={onRetry} />;
  const words = errors.map((fault) => termsText(t, { ...fault, field: fault.field.replace(/^offer\./, '') }));
  return (
    <div className="why-not">
      <p>{t('offerForm.cannotTry')}</p>
      <ul>
        {[...new Set(words)].map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  );
}

function WhoPays({ trial, draft }: { trial: OfferTrial; draft: OfferDraft | undefined }) {
  const { t, language } = useWords();
  const given = trial.discount.value + trial.cashback.value + trial.bonus.value;
  const total = minorOf(draft?.budget?.total, trial.gross.currency);
  if (given === 0 || !sharesAreWhole(draft?.sponsors ?? [])) return null;
  return (
    <section className="card">
      <h2>{t('offerForm.who')}</h2>
      {trial.sponsors.map((sponsor) => (
        <div className="receipt-line" key={sponsor.name}>
          <span>{sponsor.name}</span>
          <span>{formatMoney(sponsor.bears, language)}</span>
        </div>
      ))}
      {total !== null && (
        <p className="small muted" style={{ margin: '8px 0 0' }}>
          {t('offerForm.budgetFor', { count: Math.floor(total / given) })}
        </p>
      )}
    </section>
  );
}

/** How the basket is paid and by whom, as far as it was chosen. */
type Tried = Pick<OfferTrialRequest, 'source' | 'channel' | 'joinedDaysAgo'>;

const BALANCE = { kind: 'balance' } as const;
const NOTHING_ASKED = { source: false, channel: false, joined: false };

/** What of the way of paying the offer asks for: only that is worth a choice. */
function asksOf({ when }: OfferDraft): typeof NOTHING_ASKED {
  const expression = when?.expression ?? '';
  return {
    source: (when?.source ?? 'any') !== 'any' || /\b(source|issuer|brand)\b/.test(expression),
    channel: (when?.channels ?? []).length > 0 || /\bchannel\b/.test(expression),
    joined: when?.audience === 'new',
  };
}

/** Before anything is chosen, a payment that the offer is for. */
function howPaid(tried: Tried, draft: OfferDraft | undefined): Tried {
  const asks = draft ? asksOf(draft) : NOTHING_ASKED;
  const bank = draft?.when?.banks?.[0];
  return {
    ...(asks.source ? { source: tried.source ?? (draft?.when?.source === 'card' ? sourceOf(bank ? `card/${bank}` : 'card', draft) : BALANCE) } : {}),
    ...(asks.channel ? { channel: tried.channel ?? draft?.when?.channels?.[0] ?? 'qr' } : {}),
    ...(asks.joined ? { joinedDaysAgo: tried.joinedDaysAgo ?? 0 } : {}),
  };
}

const keyOf = (source: Tried['source']) => (source?.issuer ? `card/${source.issuer}` : source?.kind);

/** A card is of the first network that the offer asks for, if it asks for one. */
function sourceOf(key: string, draft: OfferDraft | undefined): NonNullable<Tried['source']> {
  const [kind, issuer] = key.split('/');
  if (kind !== 'card') return BALANCE;
  const brand = draft?.when?.brands?.[0];
  return { kind, ...(issuer ? { issuer } : {}), ...(brand ? { brand } : {}) };
}

/** Null while a line is not filled in. */
function requestOf(offer: NewOffer, lines: SampleLine[], paid: Tried): OfferTrialRequest | null {
  const told = lines.map(({ product, category, price, quantity }) => {
    const value = minorOf(price, offer.currency);
    if (value === null || !quantity) return null;
    return {
      ...(product.trim() ? { product: product.trim() } : {}),
      ...(category.trim() ? { category: category.trim() } : {}),
      unitPrice: { value, currency: offer.currency },
      quantity,
    };
  });
  return told.every((line) => line !== null) ? { offer, lines: told, ...paid } : null;
}

/** The request once nothing in it has changed for a moment, so that not every key stroke asks the server. */
function useSettled(request: OfferTrialRequest | null): OfferTrialRequest | null {
  const text = JSON.stringify(request);
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return JSON.parse(settled) as OfferTrialRequest | null;
}
