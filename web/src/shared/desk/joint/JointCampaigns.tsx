import { DownloadOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { Link } from 'react-router';
import type { JointCampaign } from '../../../api/types';
import type { Client } from '../../client';
import { useWords } from '../../i18n/start';
import { formatMoney } from '../../money';
import { offersWords } from '../../offerWords';
import { saveFile } from '../../saveFile';
import { Empty, ErrorState, Skeleton } from '../../states';
import { When } from '../../When';
import { ProblemNote } from '../ProblemNote';
import { usePages } from '../usePages';
import { JointPills } from './JointPill';
import './joint.css';

const REFRESH_MS = 15_000;

/** What a brand or merchant bears or is asked to bear, with what it has cost; what waits for an answer says so. */
export function JointCampaigns({ api, path }: { api: Client; path: string }) {
  const { t, language } = useWords();
  const campaigns = usePages<JointCampaign>(api, '/joint-campaigns', {}, { refetchMs: REFRESH_MS, limit: 20 });
  const take = useMutation({ mutationFn: async () => saveFile('joint-campaigns.csv', await api.file('/joint-campaigns.csv')) });
  if (campaigns.loading) return <Skeleton rows={[96, 96, 96]} />;
  if (campaigns.error) return <ErrorState error={campaigns.error} onRetry={campaigns.retry} />;
  if (campaigns.items.length === 0) {
    return (
      <div className="card">
        <Empty>{t('joint.empty')}</Empty>
      </div>
    );
  }
  return (
    <>
      <ul className="joint-list">
        {campaigns.items.map((campaign) => {
          const { name, offers } = campaign.plan;
          const [first] = offers;
          return (
            <li key={campaign.id} className="card joint-row">
              <div className="joint-what">
                <Link className="strong" to={`${path}/${campaign.id}`}>
                  {name}
                </Link>
                <JointPills campaign={campaign} />
                <span className="small muted">
                  {offersWords(offers, t, language)} · <When at={first.startsAt} /> – <When at={first.endsAt} />
                </span>
              </div>
              <dl className="joint-figures num">
                <Figure label={t('joint.share')}>{first.sponsors.map((sponsor) => `${Number(sponsor.percent).toLocaleString(language)}%`)}</Figure>
                {campaign.spend ? (
                  <>
                    <Figure label={t('joint.spent')}>{formatMoney(campaign.spend.spent, language)}</Figure>
                    <Figure label={t('joint.left')}>{formatMoney(campaign.spend.left, language)}</Figure>
                  </>
                ) : (
                  campaign.share && <Figure label={t('joint.atMost')}>{formatMoney(campaign.share, language)}</Figure>
                )}
              </dl>
            </li>
          );
        })}
      </ul>
      <div className="joint-foot">
        {campaigns.hasMore && (
          <Button loading={campaigns.loadingMore} onClick={campaigns.more}>
            {t('action.more')}
          </Button>
        )}
        <Button type="text" icon={<DownloadOutlined />} loading={take.isPending} onClick={() => take.mutate()}>
          {t('joint.export')}
        </Button>
        <ProblemNote error={take.error} />
      </div>
    </>
  );
}

export function Figure({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div>
      <dt className="small muted">{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
