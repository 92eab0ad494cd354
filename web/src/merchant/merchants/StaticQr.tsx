import { ArrowLeftOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useNavigate, useSearchParams } from 'react-router';
import { CoinMark } from '../../shared/CoinMark';
import { ProblemNote } from '../../shared/desk/ProblemNote';
import { QrCode } from '../../shared/QrCode';
import { useWords } from '../../shared/i18n/start';
import { paperLanguage } from '../../shared/paperLanguage';
import { saveFile } from '../../shared/saveFile';
import { api } from '../api';
import { useMerchant } from './MerchantContext';
import { useStores } from './Stores';

/** The shop's own code, for the counter. The card on the screen is the card on paper. */
export function StaticQr() {
  const { t, language } = useWords();
  const { merchant } = useMerchant();
  const navigate = useNavigate();
  const stores = useStores();
  const [search, setSearch] = useSearchParams();
  const store = stores.data?.items.find((one) => one.id === search.get('store'));
  const name = store ? `${merchant.name} · ${store.name}` : merchant.name;
  const stand = useMutation({
    mutationFn: () => api.file('/merchants/mine/table-stand.pdf', { query: { language: paperLanguage(language), ...(store ? { storeId: store.id } : {}) } }),
    onSuccess: (file) => saveFile(`tongbao-${name}.pdf`, file),
  });
  return (
    <div className="page narrow">
      <header className="page-head no-print">
        <Button type="text" aria-label={t('action.back')} icon={<ArrowLeftOutlined />} onClick={() => void navigate('/shop')} />
        <h1>{t('shop.qr')}</h1>
      </header>
      {stores.data && stores.data.items.length > 0 && (
        <Select
          className="no-print"
          aria-label={t('shop.qrStore')}
          value={store?.id ?? ''}
          onChange={(id) => setSearch(id ? { store: id } : {}, { replace: true })}
          options={[{ value: '', label: t('shop.qrWhole') }, ...stores.data.items.map((one) => ({ value: one.id, label: one.name }))]}
        />
      )}
      <div className="counter-card">
        <div className="counter-brand">
          <CoinMark size={36} />
          <span>{t('brand')}</span>
        </div>
        <QrCode text={store?.qr ?? merchant.qr} label={t('shop.qrAlt', { name })} />
        <p className="counter-name">{name}</p>
        <p className="counter-lead">{t('shop.scanToPay')}</p>
      </div>
      <p className="small muted no-print" style={{ textAlign: 'center' }}>
        {t('shop.qrLead')}
      </p>
      <div className="two-buttons no-print">
        <Button size="large" onClick={() => window.print()}>
          {t('shop.print')}
        </Button>
        <Button type="primary" size="large" loading={stand.isPending} onClick={() => stand.mutate()}>
          {t('shop.stand')}
        </Button>
      </div>
      <ProblemNote error={stand.error} />
    </div>
  );
}
