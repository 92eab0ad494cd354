import { Input } from 'antd';
import { useNavigate } from 'react-router';
import type { Sponsor } from '../../api/types';
import { CopyId } from '../../shared/desk/CopyId';
import { usePages } from '../../shared/desk/usePages';
import { useWords } from '../../shared/i18n/start';
import { formatMoney, toDecimal } from '../../shared/money';
import { api } from '../api';
import { DataTable } from '../DataTable';
import { PageHead } from '../PageHead';
import { useFilters } from '../useFilters';
import { Position } from './Position';

/** Who bears offers, and how they stand with the house. */
export function Sponsors() {
  const { t, language } = useWords();
  const navigate = useNavigate();
  const { filter, change, filtered, clear } = useFilters('q');
  const sponsors = usePages<Sponsor>(api, '/sponsors', { q: filter.q });
  return (
    <>
      <PageHead title={t('sponsors.title')} lead={t('sponsors.lead')} />
      <div className="filters">
        <Input.Search allowClear defaultValue={filter.q} placeholder={t('sponsors.search')} aria-label={t('sponsors.search')} onSearch={(q) => change({ q })} style={{ maxWidth: 320 }} />
      </div>
      <DataTable<Sponsor>
        label={t('sponsors.title')}
        pages={sponsors}
        rowKey={(sponsor) => `${sponsor.sponsorId} ${sponsor.position.currency}`}
        onOpen={(sponsor) => void navigate(`/sponsors/${encodeURIComponent(sponsor.sponsorId)}?currency=${sponsor.position.currency}`)}
        filtered={filtered}
        onClear={clear}
        empty={t('sponsors.empty')}
        columns={[
          { title: t('sponsors.sponsor'), render: (_, sponsor) => <span className="strong">{sponsor.name}</span> },
          { title: t('sponsors.campaigns'), align: 'right', render: (_, sponsor) => sponsor.campaigns.toLocaleString(language) },
          { title: t('sponsors.borne'), align: 'right', render: (_, sponsor) => formatMoney(sponsor.borne, language) },
          { title: t('sponsors.withCampaigns'), align: 'right', render: (_, sponsor) => formatMoney(sponsor.withCampaigns, language) },
          { title: t('sponsors.position'), align: 'right', render: (_, sponsor) => <Position amount={sponsor.position} /> },
          { title: t('common.id'), render: (_, sponsor) => <CopyId id={sponsor.sponsorId} /> },
        ]}
        csv={{
          name: 'sponsors',
          header: [t('common.id'), t('sponsors.sponsor'), t('sponsors.campaigns'), t('sponsors.borne'), t('sponsors.withCampaigns'), t('sponsors.position'), t('merchants.currency')],
          row: (sponsor) => [
            sponsor.sponsorId,
            sponsor.name,
            sponsor.campaigns,
            toDecimal(sponsor.borne),
            toDecimal(sponsor.withCampaigns),
            toDecimal(sponsor.position),
            sponsor.position.currency,
          ],
        }}
      />
    </>
  );
}
