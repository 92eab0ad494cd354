import { DatePicker, Form, InputNumber, Radio, Select, Switch } from 'antd';
import { useWords } from '../../shared/i18n/start';
import { type OfferDraft, VALIDITIES } from './offerDraft';
import { rulesOf } from './rules';

/**
 * Whether the offer is had by coupon only, how many there are and how long one can be used.
 *
 * @param fixed of one that is open: whether it goes by coupon stays as it is
 */
export function CouponFields({ fixed = false }: { fixed?: boolean }) {
  const { t } = useWords();
  const { required } = rulesOf(t);
  const byCoupon = (Form.useWatch('byCoupon') as boolean | undefined) ?? false;
  const validity = (Form.useWatch(['coupon', 'validity', 'kind']) as OfferDraft['coupon']['validity']['kind'] | undefined) ?? 'until_offer_ends';
  return (
    <section className="card">
      <h2>{t('coupons.title')}</h2>
      <Form.Item name="byCoupon" label={t('coupons.byCoupon')} extra={t('coupons.byCouponHint')} valuePropName="checked">
        <Switch disabled={fixed} />
      </Form.Item>
      {byCoupon && (
        <>
          <div className="side-by-side">
            <Form.Item name={['coupon', 'stock']} label={t('coupons.stock')} rules={[required]}>
              <InputNumber min={1} max={10_000_000} precision={0} style={{ width: '100%' }} />
            </Form.Item>
            <Form.Item name={['coupon', 'perCustomer']} label={t('coupons.perCustomer')} rules={[required]}>
              <InputNumber min={1} max={1_000_000} precision={0} style={{ width: '100%' }} />
            </Form.Item>
          </div>
          <Form.Item name={['coupon', 'validity', 'kind']} label={t('coupons.validity')}>
            <Radio.Group className="radio-column" options={VALIDITIES.map((value) => ({ value, label: t(`coupons.validities.${value}`) }))} />
          </Form.Item>
          {validity === 'for_days' && (
            <Form.Item name={['coupon', 'validity', 'days']} label={t('coupons.days')} rules={[required]}>
              <InputNumber min={1} max={3_660} precision={0} />
            </Form.Item>
          )}
          {validity === 'to_end_of' && (
            <Form.Item name={['coupon', 'validity', 'period']} label={t('coupons.period')} rules={[required]}>
              <Select style={{ width: 160 }} options={(['day', 'week', 'month'] as const).map((value) => ({ value, label: t(`coupons.periods.${value}`) }))} />
            </Form.Item>
          )}
          {validity === 'until' && (
            <Form.Item name={['coupon', 'validity', 'until']} label={t('coupons.until')} rules={[required]}>
              <DatePicker showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" />
            </Form.Item>
          )}
          <div className="side-by-side">
            <Form.Item name={['coupon', 'claimFrom']} label={t('coupons.claimFrom')} extra={t('coupons.claimFromHint')}>
              <DatePicker showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" style={{ width: '100%' }} />
            </Form.Item>
            <Form.Item name={['coupon', 'claimUntil']} label={t('coupons.claimUntil')} extra={t('coupons.claimUntilHint')}>
              <DatePicker showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" style={{ width: '100%' }} />
            </Form.Item>
          </div>
          <Form.Item name={['coupon', 'listed']} label={t('coupons.listed')} extra={t('coupons.listedHint')} valuePropName="checked">
            <Switch />
          </Form.Item>
          <Form.Item name={['coupon', 'transferable']} label={t('coupons.transferable')} valuePropName="checked">
            <Switch />
          </Form.Item>
        </>
      )}
    </section>
  );
}
