import { ArrowLeftOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Link, Navigate, useNavigate } from 'react-router';
import type { Offer, OwnOfferRoom } from '../../api/types';
import { usePages } from '../../shared/desk/usePages';
import { useWords } from '../../shared/i18n/start';
import { formatMoney } from '../../shared/money';
import { offerWords } from '../../shared/offerWords';
import { Empty, ErrorState, Skeleton } from '../../shared/states';
import { api } from '../api';
import { useMerchant } from '../merchants/MerchantContext';

const REFRESH_MS = 10_000;
const TONES: Record<string, string> = { live: 'jade', scheduled: 'indigo', paused: 'amber', ended: '' };

export function OwnOfferPill({ state }: { state: Offer['state'] }) {
  const { t } = useWords();
  return <span className={`pill ${TONES[state] ?? ''}`}>{t(`own.states.${state}`)}</span>;
}

export const useRoom = () => useQuery({ queryKey: ['/own-offers/room'], queryFn: ({ signal }) => api.get<OwnOfferRoom>('/own-offers/room', { signal }) });

/** What the shop gives of its own, and how much more it may give. The owner's alone. */
export function OwnOffers() {
  const { t, language } = useWords();
  const { me } = useMerchant();
  const navigate = useNavigate();
  const owner = me.roles.includes('MERCHANT_OWNER');
  const room = useRoom();
  const offers = usePages<Offer>(api, '/own-offers', {}, { refetchMs: REFRESH_MS, limit: 20, enabled: owner });
  if (!owner) return <Navigate to="/shop" replace />;
  const mayGive = (room.data?.offer.value ?? 0) > 0 && (room.data?.offers ?? 0) > 0;
  return (
    <div className="page narrow">
      <header className="page-head">
        <Button type="text" aria-label={t('action.back')} icon={<ArrowLeftOutlined />} onClick={() => void navigate('/shop')} />
        <h1>{t('own.title')}</h1>
        {mayGive && (
          <Button type="primary" onClick={() => void navigate('/offers/new')}>
            {t('own.make')}
          </Button>
        )}
      </header>
      <p className="small muted" style={{ margin: 0 }}>
        {t('own.lead')}
      </p>
      {room.isPending ? <Skeleton rows={[90]} /> : room.data ? <Room room={room.data} /> : <ErrorState error={room.error} onRetry={() => void room.refetch()} />}
      <section className="card list-card">
        {offers.loading ? (
          <Skeleton rows={[48, 48, 48]} />
        ) : offers.error ? (
          <ErrorState error={offers.error} onRetry={offers.retry} />
        ) : offers.items.length === 0 ? (
          <Empty
            action={
              mayGive && (
                <Button type="primary" onClick={() => void navigate('/offers/new')}>
                  {t('own.make')}
                </Button>
              )
            }
          >
            {t(mayGive ? 'own.empty' : 'own.emptyForbidden')}
          </Empty>
        ) : (
          <ul className="rows">
            {offers.items.map((offer) => (
              <li key={offer.id}>
                <Link className="row" to={`/offers/${offer.id}`}>
                  <span className="row-main">
                    <span className="strong">{offer.name}</span>
                    <span className="small muted num">
                      {offerWords(offer, t, language)} · {t('own.usedTimes', { count: offer.uses })}
                    </span>
                  </span>
                  <OwnOfferPill state={offer.state} />
                  <span className="row-amount num">
                    <span className="strong">{formatMoney(offer.spent, language)}</span>
                    <span className="small muted">/ {formatMoney(offer.budget.total, language)}</span>
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        )}
        {offers.hasMore && (
          <div className="list-foot">
            <Button loading={offers.loadingMore} onClick={offers.more}>
              {t('own.more')}
            </Button>
          </div>
        )}
      </section>
    </div>
  );
}

/** What the platform allows, and what of it is taken. */
function Room({ room }: { room: OwnOfferRoom }) {
  const { t, language } = useWords();
  const money = (amount: OwnOfferRoom['offer']) => formatMoney(amount, language);
  if (room.offer.value === 0 || room.offers === 0) {
    return (
      <section className="card">
        <p style={{ margin: 0 }}>{t('own.forbidden')}</p>
      </section>
    );
  }
  const taken = room.sum.value > 0 ? Math.min(100, (100 * room.live.value) / room.sum.value) : 100;
  return (
    <section className="card" aria-label={t('own.room')}>
      <div className="card-head">
        <h2>{t('own.room')}</h2>
        <span className="small muted num">{t('own.liveOf', { live: room.liveOffers, most: room.offers })}</span>
      </div>
      <div className="split-bar" role="img" aria-label={t('own.taken', { live: money(room.live), sum: money(room.sum) })}>
        <i style={{ width: `${taken}%`, background: 'var(--indigo)' }} />
        <i style={{ flex: 1, background: '#E4E8EF' }} />
      </div>
      <p className="small muted num" style={{ margin: '8px 0 0' }}>
        {t('own.taken', { live: money(room.live), sum: money(room.sum) })}
        <br />
        {t('own.allowed', { offer: money(room.offer), payment: money(room.payment), count: room.days })}
      </p>
    </section>
  );
}
