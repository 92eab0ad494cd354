import { BankOutlined, GiftOutlined, QrcodeOutlined, RightOutlined, TagOutlined } from '@ant-design/icons';
import { Button, Segmented, Switch } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { CopyId } from '../../shared/desk/CopyId';
import { useCategories } from '../../shared/useCategories';
import { switchLanguage, useWords } from '../../shared/i18n/start';
import { api } from '../api';
import { useWaitingCampaigns } from '../campaigns/useWaitingCampaigns';
import { SignOut } from '../identity/SignOut';
import { chime } from '../orders/chime';
import { useTill } from '../orders/Till';
import { keepPaper, keptPaper, PAPERS } from '../payments/paper';
import { Cashiers } from './Cashiers';
import { useMerchant } from './MerchantContext';
import { QuickItems } from './QuickItems';
import { Stores } from './Stores';

export function Shop() {
  const { t, language } = useWords();
  const { me, merchant } = useMerchant();
  const { sound, setSound } = useTill();
  const categories = useCategories(api);
  const waiting = useWaitingCampaigns();
  const [paper, setPaper] = useState(keptPaper);
  const owner = me.roles.includes('MERCHANT_OWNER');
  return (
    <div className="page narrow">
      <header className="page-head">
        <h1>{merchant.name}</h1>
        {merchant.status === 'suspended' ? <span className="pill amber">{t('suspended.pill')}</span> : <span className="pill jade">{t('shop.active')}</span>}
      </header>
      <Link to="/shop/qr" className="card link-card">
        <QrcodeOutlined className="link-card-icon" aria-hidden />
        <span>
          <span className="strong">{t('shop.qr')}</span>
          <span className="small muted">{t('shop.qrLead')}</span>
        </span>
        <RightOutlined aria-hidden className="muted" />
      </Link>
      {owner && (
        <Link to="/settlements" className="card link-card">
          <BankOutlined className="link-card-icon" aria-hidden />
          <span>
            <span className="strong">{t('settle.card')}</span>
            <span className="small muted">{t('settle.cardLead')}</span>
          </span>
          <RightOutlined aria-hidden className="muted" />
        </Link>
      )}
      {owner && (
        <Link to="/offers" className="card link-card">
          <TagOutlined className="link-card-icon" aria-hidden />
          <span>
            <span className="strong">{t('own.title')}</span>
            <span className="small muted">{t('own.cardLead')}</span>
          </span>
          <RightOutlined aria-hidden className="muted" />
        </Link>
      )}
      {owner && (
        <Link to="/joint-campaigns" className="card link-card">
          <GiftOutlined className="link-card-icon" aria-hidden />
          <span>
            <span className="strong">{t('joint.card')}</span>
            <span className="small muted">{t('joint.cardLead')}</span>
          </span>
          {waiting > 0 && <span className="pill amber">{t('nav.waiting', { count: waiting })}</span>}
          <RightOutlined aria-hidden className="muted" />
        </Link>
      )}
      <section className="card">
        <h2>{t('shop.details')}</h2>
        <dl className="facts">
          <dt>{t('shop.category')}</dt>
          <dd>{categories.nameOf(merchant.category)}</dd>
          <dt>{t('shop.city')}</dt>
          <dd>{merchant.city}</dd>
          <dt>{t('signUp.currency')}</dt>
          <dd>{merchant.currency}</dd>
          <dt>{t('shop.id')}</dt>
          <dd>
            <CopyId id={merchant.id} />
          </dd>
        </dl>
      </section>
      <section className="card">
        <h2>{t('shop.cashiers')}</h2>
        {owner ? (
          <Cashiers />
        ) : (
          <p className="muted" style={{ margin: 0 }}>
            {t('shop.ownerOnly')}
            <br />
            {t('shop.ownerOnlyHint')}
          </p>
        )}
      </section>
      {owner && (
        <>
          <section className="card">
            <h2>{t('stores.title')}</h2>
            <Stores />
          </section>
          <section className="card">
            <h2>{t('quickItems.title')}</h2>
            <QuickItems />
          </section>
        </>
      )}
      <section className="card">
        <h2>{t('shop.settings')}</h2>
        <div className="setting">
          <span id="language-label">{t('shop.language')}</span>
          <Segmented
            aria-labelledby="language-label"
            value={language}
            onChange={switchLanguage}
            options={[
              { value: 'zh-CN', label: '中文' },
              { value: 'en', label: 'English' },
            ]}
          />
        </div>
        <div className="setting">
          <span id="paper-label">{t('receipt.paper')}</span>
          <Segmented aria-labelledby="paper-label" value={paper} onChange={(width) => setPaper(keepPaper(width))} options={PAPERS.map((width) => ({ value: width, label: `${width} mm` }))} />
        </div>
        <div className="setting">
          <span>
            <span id="sound-label">{t('shop.sound')}</span>
            <span className="small muted" style={{ display: 'block' }}>
              {t('shop.soundHint')}
            </span>
          </span>
          <span>
            <Button type="link" onClick={chime}>
              {t('shop.soundTry')}
            </Button>
            <Switch aria-labelledby="sound-label" checked={sound} onChange={setSound} />
          </span>
        </div>
        <div className="setting">
          <span>
            {me.phoneMasked && t('shop.signedInAs', { phone: me.phoneMasked })} · {owner ? t('shop.role.owner') : t('shop.role.cashier')}
          </span>
          <SignOut />
        </div>
      </section>
    </div>
  );
}
