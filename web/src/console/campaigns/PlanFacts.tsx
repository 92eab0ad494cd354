import type { CampaignPlan } from '../../api/types';
import { couponTerms } from '../../shared/couponTerms';
import { useWords } from '../../shared/i18n/start';
import { conditionWords, benefitWords, kindWords, oddsWords } from '../../shared/offerWords';
import { useCardBanks } from '../../shared/useCardBanks';
import { api } from '../api';
import { AudienceNames } from '../audiences/AudienceNames';
import { SponsorBar } from '../offers/SponsorBar';
import { fieldValue } from './planWords';

/** A plan as it is read before it is decided on: the terms, the money, and the page that customers will see. */
export function PlanFacts({ plan, merchants }: { plan: CampaignPlan; merchants: ReadonlyMap<string, string> }) {
  const { t, language } = useWords();
  const banks = useCardBanks(api);
  const { offer } = plan;
  const odds = oddsWords(offer, t, language);
  const conditions = conditionWords(offer, t, language, banks.names);
  const value = (field: string, of: unknown) => fieldValue(field, of, { t, language, plan, banks: banks.names, merchants });
  return (
    <div className="two-columns even">
      <section className="card">
        <h2>{t('campaigns.terms')}</h2>
        <dl className="facts">
          <dt>{t('offers.kind')}</dt>
          <dd>{kindWords(offer.benefit.kind, t)}</dd>
          <dt>{t('offers.benefit')}</dt>
          <dd>
            {benefitWords(offer, t, language)}
            {odds.length > 1 && <Lines lines={odds} />}
          </dd>
          <dt>{t('offers.when')}</dt>
          <dd>{conditions.length === 0 ? t('offers.always') : <Lines lines={conditions} />}</dd>
          <AudienceNames condition={offer.condition} />
          <dt>{t('offers.period')}</dt>
          <dd>
            {value('offer.startsAt', offer.startsAt)} –<br />
            {value('offer.endsAt', offer.endsAt)}
          </dd>
          <dt>{t('offers.merchants')}</dt>
          <dd>{offer.benefit.kind === 'top_up_bonus' ? t('offers.onTopUps') : value('offer.merchantIds', offer.merchantIds)}</dd>
          <dt>{t('campaigns.fields.offer.usesPerCustomer')}</dt>
          <dd>{offer.usesPerCustomer?.toLocaleString(language) ?? t('offers.unlimited')}</dd>
          {offer.usesPerDevice && (
            <>
              <dt>{t('campaigns.fields.offer.usesPerDevice')}</dt>
              <dd>{offer.usesPerDevice.toLocaleString(language)}</dd>
            </>
          )}
          {offer.coupon && (
            <>
              <dt>{t('coupons.title')}</dt>
              <dd>
                <Lines lines={couponTerms(offer.coupon, offer.zone, t, language)} />
              </dd>
            </>
          )}
          <dt>{t('offers.withOthers')}</dt>
          <dd>{value('offer.combinable', offer.combinable)}</dd>
          <dt>{t('offers.budget')}</dt>
          <dd className="num">
            {value('offer.budget.total', offer.budget.total)}
            {offer.budget.perDay && ` · ${t('offers.perDay')} ${value('offer.budget.perDay', offer.budget.perDay)}`}
            {offer.budget.perMerchant && ` · ${t('offers.perMerchant')} ${value('offer.budget.perMerchant', offer.budget.perMerchant)}`}
            <br />
            <span className="small muted">{value('offer.budget.edge', offer.budget.edge)}</span>
          </dd>
          <dt>{t('campaigns.placementsTitle')}</dt>
          <dd>{value('placements', plan.placements)}</dd>
        </dl>
        <h3>{t('offers.sponsors')}</h3>
        <SponsorBar sponsors={offer.sponsors.map((sponsor) => ({ name: sponsor.name, percent: Number(sponsor.percent) }))} total={offer.budget.total ?? null} />
      </section>
      <RulesPage name={offer.name} rules={plan.rules} />
    </div>
  );
}

/** As customers read it, in the language of whoever looks; the other one below. */
function RulesPage({ name, rules }: { name: string; rules: CampaignPlan['rules'] }) {
  const { t, language } = useWords();
  const own = language === 'zh-CN' ? 'zh' : 'en';
  const other = own === 'zh' ? 'en' : 'zh';
  return (
    <section className="card rules-page" aria-label={t('campaigns.rules')}>
      <h2>{t('campaigns.rules')}</h2>
      <div className="rules-sheet">
        <b>{name}</b>
        <p lang={own === 'zh' ? 'zh-CN' : 'en'}>{rules[own]}</p>
      </div>
      <details>
        <summary className="small muted">{t(`campaigns.rulesOther.${other}`)}</summary>
        <p className="rules-sheet" lang={other === 'zh' ? 'zh-CN' : 'en'}>
          {rules[other]}
        </p>
      </details>
    </section>
  );
}

function Lines({ lines }: { lines: string[] }) {
  return (
    <ul className="fact-lines num">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
