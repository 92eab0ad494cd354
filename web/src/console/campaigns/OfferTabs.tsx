import { Button, Form, Input, Popconfirm, Segmented } from 'antd';
import { useWords } from '../../shared/i18n/start';
import { kindWords } from '../../shared/offerWords';
import { rulesOf } from '../offers/rules';
import { MOST_OFFERS, type WrittenOffer } from './writtenOffers';

/** The offers of the campaign that is being written, one of which the form below shows. */
export function OfferTabs({
  offers,
  shown,
  wrong,
  named,
  fixed,
  onShow,
  onAdd,
  onRemove,
}: {
  offers: readonly WrittenOffer[];
  shown: number;
  /** Those in which the server found something wrong. */
  wrong: ReadonlySet<number>;
  /** Whether the campaign has a name beside its offers'. */
  named: boolean;
  /** Once it has opened, no offer comes or goes. */
  fixed: boolean;
  onShow: (place: number) => void;
  onAdd: () => void;
  onRemove: () => void;
}) {
  const { t } = useWords();
  const { required } = rulesOf(t);
  const several = offers.length > 1;
  return (
    <section className="card" aria-label={t('campaigns.offers')}>
      <div className="card-head">
        <h2>{t('campaigns.offers')}</h2>
        {!fixed && (
          <span className="card-links">
            {several && (
              <Popconfirm title={t('campaigns.removeOfferSure', { name: nameOf(offers[shown], shown, t) })} okText={t('campaigns.removeOffer')} cancelText={t('action.cancel')} onConfirm={onRemove}>
                <Button size="small">{t('campaigns.removeOffer')}</Button>
              </Popconfirm>
            )}
            <Button size="small" disabled={offers.length >= MOST_OFFERS} onClick={onAdd}>
              {t('campaigns.addOffer')}
            </Button>
          </span>
        )}
      </div>
      {named && (
        <Form.Item name="campaignName" label={t('campaigns.name')} rules={[{ ...required, whitespace: true }]}>
          <Input maxLength={60} />
        </Form.Item>
      )}
      {several ? (
        <>
          <div className="offer-tabs">
            <Segmented
              aria-label={t('campaigns.offers')}
              value={offers[shown]?.key}
              onChange={(key) => onShow(offers.findIndex((offer) => offer.key === key))}
              options={offers.map((offer, place) => ({
                value: offer.key,
                label: (
                  <span className="offer-tab">
                    <b>{nameOf(offer, place, t)}</b>
                    <span className="small">{wrong.has(place) ? t('campaigns.offerWrong') : kindWords(offer.draft.kind, t)}</span>
                  </span>
                ),
              }))}
            />
          </div>
          <p className="small muted">{t('campaigns.offersHelp')}</p>
        </>
      ) : (
        <p className="small muted">{t('campaigns.oneOfferHelp')}</p>
      )}
    </section>
  );
}

function nameOf(offer: WrittenOffer | undefined, place: number, t: ReturnType<typeof useWords>['t']): string {
  return offer?.draft.name?.trim() || t('campaigns.offerAt', { n: place + 1 });
}
