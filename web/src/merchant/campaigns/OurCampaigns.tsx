import { ArrowLeftOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { Link, Navigate, useNavigate, useParams } from 'react-router';
import { JointCampaignPage } from '../../shared/desk/joint/JointCampaignPage';
import { JointCampaigns } from '../../shared/desk/joint/JointCampaigns';
import { useWords } from '../../shared/i18n/start';
import { api } from '../api';
import { useMerchant } from '../merchants/MerchantContext';

/** Campaigns that the shop bears a part of, or is asked to. The owner's alone. */
export function OurCampaigns() {
  const { t } = useWords();
  const { me } = useMerchant();
  const navigate = useNavigate();
  if (!me.roles.includes('MERCHANT_OWNER')) return <Navigate to="/shop" replace />;
  return (
    <div className="page narrow">
      <header className="page-head">
        <Button type="text" aria-label={t('action.back')} icon={<ArrowLeftOutlined />} onClick={() => void navigate('/shop')} />
        <h1>{t('joint.title')}</h1>
      </header>
      <p className="small muted" style={{ margin: 0 }}>
        {t('joint.lead')}
      </p>
      <JointCampaigns api={api} path="/joint-campaigns" />
    </div>
  );
}

export function OurCampaign() {
  const { id = '' } = useParams();
  const { t } = useWords();
  const { me } = useMerchant();
  if (!me.roles.includes('MERCHANT_OWNER')) return <Navigate to="/shop" replace />;
  return (
    <div className="page narrow">
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
    </div>
  );
}
