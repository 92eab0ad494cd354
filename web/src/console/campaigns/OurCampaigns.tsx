import { ArrowLeftOutlined } from '@ant-design/icons';
import { Link, useParams } from 'react-router';
import { JointCampaignPage } from '../../shared/desk/joint/JointCampaignPage';
import { JointCampaigns } from '../../shared/desk/joint/JointCampaigns';
import { useWords } from '../../shared/i18n/start';
import { api } from '../api';
import { PageHead } from '../PageHead';

/** All that the people of a brand see of the console: the campaigns that it bears. */
export function OurCampaigns() {
  const { t } = useWords();
  return (
    <>
      <PageHead title={t('joint.title')} lead={t('joint.lead')} />
      <JointCampaigns api={api} path="/joint-campaigns" />
    </>
  );
}

export function OurCampaign() {
  const { id = '' } = useParams();
  const { t } = useWords();
  return (
    <JointCampaignPage
      key={id}
      api={api}
      id={id}
      back={
        <Link to="/joint-campaigns" className="back">
          <ArrowLeftOutlined aria-hidden /> {t('joint.back')}
        </Link>
      }
    />
  );
}
