import type { CampaignPlan, NewOffer } from '../../api/types';
import { couponTerms } from '../../shared/couponTerms';
import { useWords } from '../../shared/i18n/start';
import { conditionWords, benefitWords, kindWords, oddsWords } from '../../shared/offerWords';
import { useCardBanks } from '../../shared/useCardBanks';
import { api } from '../api';
import { AudienceNames } from '../audiences/AudienceNames';
import { SponsorBar } from '../offers/SponsorBar';
import { fieldValue, totalBudget } from './planWords';

type Value = (field: string, of: unknown) => string;

/** A plan as it is read before it is decided on: the terms, the money, and the page that customers will see. */
export function PlanFacts({ plan, merchants }: { plan: CampaignPlan; merchants: ReadonlyMap<string, string> }) {
  const { t, language } = useWords();
  const banks = useCardBanks(api);
  const [first, ...others] = plan.offers;
  const value: Value = (field, of) => fieldValue(field, of, { t, language, plan, banks: banks.names, merchants });
  const sponsors = first.sponsors.map((sponsor) => ({ name: sponsor.name, percent: Number(sponsor.percent) }));
  return (
    <div className="two-columns even">
      <div className="stacked">
        <section className="card" aria-label={t('campaigns.terms')}>
          <h2>{t('campaigns.terms')}</h2>
          <dl className="facts">
            {others.length === 0 && <OfferFacts offer={first} value={value} />}
            <dt>{t('offers.period')}</dt>
            <dd>
              {value('offers[0].startsAt', first.startsAt)} –<br />
              {value('offers[0].endsAt', first.endsAt)}
            </dd>
            {others.length > 0 && (
              <>
                <dt>{t('offers.budget')}</dt>
                <dd className="num">{value('offers[0].budget.total', totalBudget(plan))}</dd>
              </>
            )}
            <dt>{t('campaigns.placementsTitle')}</dt>
            <dd>{value('placements', plan.placements)}</dd>
          </dl>
          <h3>{t('offers.sponsors')}</h3>
          <SponsorBar sponsors={sponsors} total={totalBudget(plan) ?? null} />
        </section>
        {others.length > 0 &&
          plan.offers.map((offer, place) => (
            <section className="card" key={place} aria-label={offer.name}>
              <h2>{offer.name}</h2>
              <dl className="facts">
                <OfferFacts offer={offer} value={value} />
              </dl>
            </section>
          ))}
      </div>
      <RulesPage name={plan.name} rules={plan.rules} />
    </div>
  );
}

/** What is the offer's own. */
function OfferFacts({ offer, value }: { offer: NewOffer; value: Value }) {
  const { t, language } = useWords();
  const banks = useCardBanks(api);
  const odds = oddsWords(offer, t, language);
  const conditions = conditionWords(offer, t, language, banks.names);
  return (
    <>
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
      <dt>{t('offers.merchants')}</dt>
      <dd>{offer.benefit.kind === 'top_up_bonus' ? t('offers.onTopUps') : value('offers[0].merchantIds', offer.merchantIds)}</dd>
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
      <dd>{value('offers[0].combinable', offer.combinable)}</dd>
      <dt>{t('offers.budget')}</dt>
      <dd className="num">
        {value('offers[0].budget.total', offer.budget.total)}
        {offer.budget.perDay && ` · ${t('offers.perDay')} ${value('offers[0].budget.perDay', offer.budget.perDay)}`}
        {offer.budget.perMerchant && ` · ${t('offers.perMerchant')} ${value('offers[0].budget.perMerchant', offer.budget.perMerchant)}`}
        <br />
        <span className="small muted">{value('offers[0].budget.edge', offer.budget.edge)}</span>
      </dd>
    </>
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
