import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { Link, useNavigate } from 'react-router';
import type { Campaign, CampaignPlan, CampaignState } from '../../api/types';
import { usePages } from '../../shared/desk/usePages';
import { type Language, useWords } from '../../shared/i18n/start';
import { formatMoney, toDecimal } from '../../shared/money';
import { offersWords } from '../../shared/offerWords';
import { useCardBanks } from '../../shared/useCardBanks';
import { When } from '../../shared/When';
import { api } from '../api';
import { Chips } from '../Chips';
import { DataTable } from '../DataTable';
import { PageHead } from '../PageHead';
import { useOperator } from '../StaffContext';
import { useFilters } from '../useFilters';
import { CampaignStatePill, ChangePill } from './CampaignStatePill';
import { kindsWords, totalBudget } from './planWords';

const REFRESH_MS = 5_000;
const STATES: CampaignState[] = ['draft', 'in_review', 'scheduled', 'live', 'paused', 'ended', 'archived'];

/** Every campaign from its first draft on, with what waits for a second person. */
export function Campaigns() {
  const { t, language } = useWords();
  const navigate = useNavigate();
  const { filter, filtered, change, apply, clear } = useFilters('state');
  const campaigns = usePages<Campaign>(api, '/campaigns', filter, { refetchMs: REFRESH_MS });
  const operator = useOperator();
  const banks = useCardBanks(api);
  const create = operator && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => void navigate('/campaigns/new')}>
      {t('campaigns.create')}
    </Button>
  );
  return (
    <>
      <PageHead title={t('campaigns.title')} lead={t('campaigns.lead')}>
        {create}
      </PageHead>
      <div className="filters">
        <Chips
          label={t('common.state')}
          value={filter.state}
          onChange={(state) => change({ state })}
          options={[{ value: '', label: t('common.any') }, ...STATES.map((state) => ({ value: state as string, label: t(`campaigns.states.${state}`) }))]}
        />
      </div>
      <DataTable<Campaign>
        label={t('campaigns.title')}
        pages={campaigns}
        rowKey={(campaign) => campaign.id}
        onOpen={(campaign) => void navigate(`/campaigns/${campaign.id}`)}
        views={{ list: 'campaigns', filter, apply }}
        filtered={filtered}
        onClear={clear}
        empty={t('campaigns.emptyHint')}
        emptyAction={create}
        columns={[
          {
            title: t('offers.name'),
            render: (_, { id, newest: { plan } }) => (
              <div className="offer-name">
                <Link className="strong" to={`/campaigns/${id}`}>
                  {plan.name}
                </Link>
                <div className="small muted">
                  {kindsWords(plan, t, language)} · {offersWords(plan.offers, t, language, banks.names)}
                </div>
              </div>
            ),
          },
          {
            title: t('common.state'),
            render: (_, campaign) => (
              <span className="pills">
                <CampaignStatePill state={campaign.state} />
                {campaign.approved && campaign.state !== 'archived' ? <ChangePill stage={campaign.newest.stage} /> : null}
              </span>
            ),
          },
          { title: t('offers.budget'), align: 'right', render: (_, { newest }) => shownBudget(newest.plan, language) },
          {
            title: t('offers.period'),
            render: (_, { newest: { plan } }) => (
              <span className="nowrap">
                <When at={plan.offers[0].startsAt} /> –
                <br />
                <When at={plan.offers[0].endsAt} />
              </span>
            ),
          },
          {
            title: t('campaigns.lastWritten'),
            render: (_, { newest }) => (
              <span className="nowrap">
                {newest.writtenBy.name ?? newest.writtenBy.id}
                <br />
                <span className="small muted">
                  <When at={newest.writtenAt} />
                </span>
              </span>
            ),
          },
        ]}
        csv={{
          name: 'campaigns',
          header: [t('common.id'), t('offers.name'), t('offers.kind'), t('common.state'), t('offers.budget'), t('campaigns.version', { n: '' }), t('campaigns.lastWritten')],
          row: ({ id, state, newest }) => [
            id,
            newest.plan.name,
            kindsWords(newest.plan, t, language),
            t(`campaigns.states.${state}`),
            csvBudget(newest.plan),
            newest.n,
            newest.writtenBy.name ?? newest.writtenBy.id,
          ],
        }}
      />
    </>
  );
}

function csvBudget(plan: CampaignPlan): string {
  const budget = totalBudget(plan);
  return budget ? toDecimal(budget) : '';
}

function shownBudget(plan: CampaignPlan, language: Language): string {
  const budget = totalBudget(plan);
  return budget ? formatMoney(budget, language) : '·';
}
