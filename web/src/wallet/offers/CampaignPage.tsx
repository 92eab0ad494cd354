import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import type { LiveCampaign, LiveCampaignOffer } from '../../api/types';
import { useWords } from '../../shared/i18n/start';
import { conditionWords, kindWords, oddsWords, offerWords } from '../../shared/offerWords';
import { ErrorState, Skeleton } from '../../shared/states';
import { fullTime } from '../../shared/time';
import { useCardBanks } from '../../shared/useCardBanks';
import { api } from '../api';
import { Screen } from '../Screen';

/** A campaign's own page, where a link or a code leads: what it gives, where, until when, and its rules. */
export function CampaignPage() {
  const { id = '' } = useParams();
  const { t, language } = useWords();
  const banks = useCardBanks(api);
  const campaign = useQuery({ queryKey: ['live-campaign', id], queryFn: () => api.get<LiveCampaign>(`/live-campaigns/${id}`) });
  const shown = campaign.data;
  const onTopUps = shown?.offers.every((offer) => offer.kind === 'top_up_bonus') ?? false;
  const [first, ...others] = shown?.offers ?? [];
  return (
    <Screen
      title={t('campaign.title')}
      bottom={
        shown?.state === 'live' && shown.forYou ? (
          <Link className="button button-primary" to={onTopUps ? '/top-up' : '/scan'}>
            {t(onTopUps ? 'campaign.topUp' : 'campaign.pay')}
          </Link>
        ) : undefined
      }
    >
      {campaign.isPending && <Skeleton rows={[120, 180]} />}
      {campaign.isError && <ErrorState error={campaign.error} onRetry={() => void campaign.refetch()} />}
      {shown && first && (
        <>
          <section className={`campaign-head campaign-${shown.state}`}>
            <span className="campaign-state small">{t(`campaign.states.${shown.state}`)}</span>
            <h2>{shown.name}</h2>
            {shown.offers.map((offer, place) => (
              <p className="num" key={place}>
                {offerWords({ ...offer, currency: shown.currency }, t, language, banks.names)}
              </p>
            ))}
          </section>
          {!shown.forYou && <p className="card note">{t('campaign.forOthers')}</p>}
          <dl className="card campaign-facts">
            <dt>{t('campaign.when')}</dt>
            <dd>
              {fullTime(shown.startsAt, language)} –<br />
              {fullTime(shown.endsAt, language)}
            </dd>
            {others.length === 0 && <OfferFacts offer={first} currency={shown.currency} />}
          </dl>
          {others.length > 0 &&
            shown.offers.map((offer, place) => (
              <section className="card campaign-offer" key={place} aria-label={offer.name}>
                <h3>{offer.name}</h3>
                <dl className="campaign-facts">
                  <OfferFacts offer={offer} currency={shown.currency} />
                </dl>
              </section>
            ))}
          <section className="card campaign-rules">
            <h3>{t('campaign.rules')}</h3>
            <p>{language === 'en' ? shown.rules.en : shown.rules.zh}</p>
            <p className="muted tiny">{t('campaign.rulesVersion', { n: shown.version })}</p>
          </section>
        </>
      )}
    </Screen>
  );
}

/** What is the offer's own. */
function OfferFacts({ offer, currency }: { offer: LiveCampaignOffer; currency: string }) {
  const { t, language } = useWords();
  const banks = useCardBanks(api);
  const told = { ...offer, currency };
  const odds = oddsWords(told, t, language);
  return (
    <>
      <dt>{t('campaign.where')}</dt>
      <dd>
        {offer.kind === 'top_up_bonus'
          ? t('offer.onTopUp')
          : offer.merchants.length > 0
            ? offer.merchants.map((merchant) => merchant.name).join(language === 'en' ? ', ' : '、')
            : t('offer.everywhere')}
      </dd>
      <dt>{t('campaign.what')}</dt>
      <dd>
        {kindWords(offer.kind, t)}
        {[...conditionWords(told, t, language, banks.names), ...(odds.length > 1 ? odds : [])].map((line) => (
          <span className="campaign-line small num" key={line}>
            {line}
          </span>
        ))}
      </dd>
      {offer.byCoupon && (
        <>
          <dt>{t('campaign.byCoupon')}</dt>
          <dd>
            <Link className="link" to="/coupons/claim">
              {t('campaign.claim')}
            </Link>
          </dd>
        </>
      )}
      {offer.usesPerCustomer ? (
        <>
          <dt>{t('campaign.often')}</dt>
          <dd>{t('campaign.uses', { count: offer.usesPerCustomer })}</dd>
        </>
      ) : null}
    </>
  );
}
