import { PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox } from 'antd';
import { Link, useNavigate } from 'react-router';
import type { Offer, OfferState } from '../../api/types';
import { usePages } from '../../shared/desk/usePages';
import { useWords } from '../../shared/i18n/start';
import { toDecimal } from '../../shared/money';
import { kindWords, offerWords } from '../../shared/offerWords';
import { When } from '../../shared/When';
import { useCardBanks } from '../../shared/useCardBanks';
import { api } from '../api';
import { Chips } from '../Chips';
import { DataTable } from '../DataTable';
import { PageHead } from '../PageHead';
import { useOperator } from '../StaffContext';
import { useFilters } from '../useFilters';
import { BudgetBar } from './BudgetBar';
import { OfferStatePill } from './OfferStatePill';

/** Budgets move while people pay: the list follows. */
export const LIVE_REFRESH_MS = 3_000;
const STATES: OfferState[] = ['live', 'scheduled', 'paused', 'ended'];

export function Offers() {
  const { t, language } = useWords();
  const navigate = useNavigate();
  const { filter, filtered, change, apply, clear } = useFilters('state', 'own');
  const offers = usePages<Offer>(api, '/offers', filter, { refetchMs: LIVE_REFRESH_MS });
  const operator = useOperator();
  const banks = useCardBanks(api);
  const create = operator && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => void navigate('/offers/new')}>
      {t('offers.create')}
    </Button>
  );
  return (
    <>
      <PageHead title={t('offers.title')}>{create}</PageHead>
      <div className="filters">
        <Chips
          label={t('common.state')}
          value={filter.state}
          onChange={(state) => change({ state })}
          options={[{ value: '', label: t('common.any') }, ...STATES.map((state) => ({ value: state as string, label: t(`offers.states.${state}`) }))]}
        />
        <Checkbox checked={filter.own === 'true'} onChange={({ target }) => change({ own: target.checked ? 'true' : null })}>
          {t('offers.onlyOwn')}
        </Checkbox>
      </div>
      <DataTable<Offer>
        label={t('offers.title')}
        pages={offers}
        rowKey={(offer) => offer.id}
        onOpen={(offer) => void navigate(`/offers/${offer.id}`)}
        views={{ list: 'offers', filter, apply }}
        filtered={filtered}
        onClear={clear}
        empty={t('offers.emptyHint')}
        emptyAction={create}
        columns={[
          {
            title: t('offers.name'),
            render: (_, offer) => (
              <div className="offer-name">
                <Link className="strong" to={`/offers/${offer.id}`}>
                  {offer.name}
                </Link>
                {offer.ownOf && <span className="pill indigo">{t('offers.ownOf')}</span>}
                <div className="small muted">
                  {kindWords(offer.kind, t)} · {offerWords(offer, t, language, banks.names)}
                </div>
              </div>
            ),
          },
          { title: t('common.state'), render: (_, offer) => <OfferStatePill state={offer.state} /> },
          { title: t('offers.budget'), width: 260, render: (_, offer) => <BudgetBar spent={offer.spent} total={offer.budget.total} label={`${t('offers.budget')} ${offer.name}`} /> },
          { title: t('offers.uses'), align: 'right', render: (_, offer) => offer.uses.toLocaleString(language) },
          {
            title: t('offers.period'),
            render: (_, offer) => (
              <span className="nowrap">
                <When at={offer.startsAt} /> –
                <br />
                <When at={offer.endsAt} />
              </span>
            ),
          },
        ]}
        csv={{
          name: 'offers',
          header: [t('common.id'), t('offers.name'), t('offers.kind'), t('common.state'), t('offers.budget'), t('offers.spent'), t('offers.left'), t('offers.uses')],
          row: (offer) => [offer.id, offer.name, kindWords(offer.kind, t), t(`offers.states.${offer.state}`), toDecimal(offer.budget.total), toDecimal(offer.spent), toDecimal(offer.budgetLeft), offer.uses],
        }}
      />
    </>
  );
}
