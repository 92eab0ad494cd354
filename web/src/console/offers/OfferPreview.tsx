import { useState } from 'react';
import { AmountInput } from '../../shared/desk/AmountInput';
import { useWords } from '../../shared/i18n/start';
import { formatMoney, minorDigits, parseAmount } from '../../shared/money';
import type { OfferDraft } from './OfferForm';
import { type Benefit, sampleOf } from './sample';

/** One order worked out while the offer is being written: what the customer pays, and who pays the rest. */
export function OfferPreview({ draft }: { draft: OfferDraft | undefined }) {
  const { t, language } = useWords();
  const currency = draft?.currency ?? 'CNY';
  const [typed, setTyped] = useState(minorDigits(currency) === 0 ? '10400' : '104.00');
  const gross = parseAmount(typed, currency);
  const benefit = draft ? benefitOf(draft) : null;
  const sponsors = draft?.sponsors ?? [];
  const money = (value: number) => formatMoney({ value, currency }, language);
  const sample = benefit && gross.ok ? sampleOf(benefit, gross.money.value, sponsors.map((sponsor) => Math.round((sponsor?.percent ?? 0) * 100))) : null;
  const given = sample ? sample.discountMinor + sample.cashbackMinor : 0;
  const budget = parseAmount(draft?.budget?.total ?? '', currency);

  return (
    <aside className="preview" aria-label={t('offerForm.preview')}>
      <section className="card">
        <div className="card-head">
          <h2>{t('offerForm.preview')}</h2>
        </div>
        <label>
          <span className="small muted">{t('offerForm.sampleAmount')}</span>
          <AmountInput currency={currency} value={typed} onChange={setTyped} />
        </label>
        <div aria-live="polite">
          {!sample ? (
            <p className="muted">{t('offerForm.incomplete')}</p>
          ) : (
            <>
              <div className="receipt-line" style={{ marginTop: 10 }}>
                <span>{t('offerForm.gross')}</span>
                <span>{money(sample.grossMinor)}</span>
              </div>
              {sample.missingThresholdMinor !== null ? (
                <p className="pill amber">{t('offerForm.notApply', { amount: money(sample.missingThresholdMinor) })}</p>
              ) : (
                sample.discountMinor > 0 && (
                  <div className="receipt-line money-in">
                    <span>{draft?.name || t(`offers.kinds.${draft?.kind}`)}</span>
                    <span>{money(-sample.discountMinor)}</span>
                  </div>
                )
              )}
              <div className="receipt-line total">
                <span>{t('offerForm.pays')}</span>
                <span>{money(sample.payableMinor)}</span>
              </div>
              {sample.cashbackMinor > 0 && (
                <div className="receipt-line money-in">
                  <span>{t('offerForm.gets')}</span>
                  <span>{money(sample.cashbackMinor)}</span>
                </div>
              )}
            </>
          )}
        </div>
        <p className="small muted" style={{ marginBottom: 0 }}>
          {t('offerForm.previewHelp')}
        </p>
      </section>
      {sample && given > 0 && (
        <section className="card">
          <h2>{t('offerForm.who')}</h2>
          {sponsors.map((sponsor, index) => (
            <div className="receipt-line" key={index}>
              <span>{sponsor?.name || '·'}</span>
              <span>{money(sample.sponsorsMinor[index] ?? 0)}</span>
            </div>
          ))}
          {budget.ok && <p className="small muted" style={{ margin: '8px 0 0' }}>{t('offerForm.orders', { count: Math.floor(budget.money.value / given) })}</p>}
        </section>
      )}
    </aside>
  );
}

function benefitOf(draft: OfferDraft): Benefit | null {
  const minor = (typed: string | undefined) => {
    const parsed = parseAmount(typed ?? '', draft.currency);
    return parsed.ok ? parsed.money.value : null;
  };
  const basisPoints = Math.round(Number(draft.percent ?? 0) * 100);
  switch (draft.kind) {
    case 'spend_and_save': {
      const steps = (draft.steps ?? []).flatMap((step) => {
        const thresholdMinor = minor(step?.threshold);
        const offMinor = minor(step?.off);
        return thresholdMinor === null || offMinor === null ? [] : [{ thresholdMinor, offMinor }];
      });
      return steps.length === 0 ? null : { kind: 'spend_and_save', steps };
    }
    case 'first_order': {
      const offMinor = minor(draft.off);
      return offMinor === null ? null : { kind: 'first_order', offMinor, thresholdMinor: minor(draft.threshold) ?? 0 };
    }
    case 'percent_off':
    case 'cashback':
      return basisPoints > 0 && basisPoints <= 10_000 ? { kind: draft.kind, basisPoints, capMinor: minor(draft.cap), thresholdMinor: minor(draft.threshold) ?? 0 } : null;
  }
}
