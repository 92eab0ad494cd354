import { Link, useSearchParams } from 'react-router';
import { useWords } from '../../shared/i18n/start';
import { Empty, ErrorState, Skeleton } from '../../shared/states';
import { MoreOf } from '../parts';
import { Screen } from '../Screen';
import { CouponTickets } from './CouponTicket';
import { COUPON_LISTS, type CouponList, useCoupons } from './coupons';

/** 我的券: those that can be used in order of their end, those used, those that have ended; which stands in the address. */
export function MyCoupons() {
  const { t } = useWords();
  const [search, setSearch] = useSearchParams();
  const shown = COUPON_LISTS.find((list) => list === search.get('list')) ?? 'open';
  return (
    <Screen
      title={t('coupons.mine')}
      right={
        <Link className="bar-link" to="/coupons/claim">
          {t('coupons.centre')}
        </Link>
      }
    >
      <div className="segments segments-wide" role="radiogroup" aria-label={t('coupons.which')}>
        {COUPON_LISTS.map((list) => (
          <button key={list} type="button" role="radio" aria-checked={shown === list} onClick={() => setSearch({ list }, { replace: true })}>
            {t(`coupons.list.${list}`)}
          </button>
        ))}
      </div>
      <Coupons key={shown} list={shown} />
    </Screen>
  );
}

function Coupons({ list }: { list: CouponList }) {
  const { t } = useWords();
  const coupons = useCoupons(list);
  const all = coupons.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      {coupons.isPending && <Skeleton rows={[104, 104, 104]} />}
      {coupons.isError && <ErrorState error={coupons.error} onRetry={() => void coupons.refetch()} />}
      {coupons.isSuccess && all.length === 0 && (
        <Empty
          action={
            list === 'open' && (
              <Link className="button button-primary button-inline" to="/coupons/claim">
                {t('coupons.toCentre')}
              </Link>
            )
          }
        >
          {t(`coupons.none.${list}`)}
        </Empty>
      )}
      {all.length > 0 && <CouponTickets coupons={all} />}
      <MoreOf list={coupons} />
    </>
  );
}
