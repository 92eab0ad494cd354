import { PlusOutlined } from '@ant-design/icons';
import { AutoComplete, Button, Checkbox, Form, InputNumber } from 'antd';
import { useWords } from '../../shared/i18n/start';
import { parseAmount } from '../../shared/money';
import { RemoveRow } from './BenefitFields';
import { hundredths, type OfferDraft } from './offerDraft';
import { rulesOf } from './rules';
import { SponsorBar } from './SponsorBar';

const MOST_SPONSORS = 6;

/** Who bears the cost, and how much of it. */
export function SponsorFields({ currency, names }: { currency: string; names: string[] }) {
  const { t } = useWords();
  const { required } = rulesOf(t);
  const sponsors = (Form.useWatch('sponsors') as OfferDraft['sponsors'] | undefined) ?? [];
  const total = parseAmount((Form.useWatch(['budget', 'total']) as string | undefined) ?? '', currency);
  const sum = hundredths(sponsors) / 100;
  return (
    <Form.List
      name="sponsors"
      rules={[
        {
          validator: async (_, sponsors: OfferDraft['sponsors']) => {
            const all = hundredths(sponsors);
            if (all !== 10_000) throw new Error(t('offerForm.sponsorSum', { sum: all / 100 }));
          },
        },
      ]}
    >
      {(fields, { add, remove }, { errors }) => (
        <>
          {fields.map((field, index) => (
            <div className="sponsor-row" key={field.key}>
              <Form.Item name={[field.name, 'name']} label={`${t('offerForm.sponsorName')} ${index + 1}`} rules={[{ ...required, whitespace: true }]}>
                <AutoComplete
                  options={names.map((value) => ({ value }))}
                  showSearch={{ filterOption: (typed, option) => String(option?.value ?? '').toLowerCase().includes(typed.toLowerCase()) }}
                />
              </Form.Item>
              <Form.Item name={[field.name, 'percent']} label={`${t('offerForm.sponsorPercent')} ${index + 1}`} rules={[required]}>
                <InputNumber min={0.01} max={100} step={5} precision={2} style={{ width: '100%' }} />
              </Form.Item>
              <Form.Item name={[field.name, 'prefunded']} valuePropName="checked" className="sponsor-prefunded">
                <Checkbox>{t('offerForm.prefunded')}</Checkbox>
              </Form.Item>
              <RemoveRow label={t('offerForm.removeSponsor', { name: sponsors[index]?.name ?? '' })} disabled={fields.length === 1} onClick={() => remove(field.name)} />
            </div>
          ))}
          <Button icon={<PlusOutlined />} disabled={fields.length >= MOST_SPONSORS} onClick={() => add({ name: '', percent: Math.max(0, Math.round((100 - sum) * 100) / 100) || null })}>
            {t('offerForm.addSponsor')}
          </Button>
          <p className="small muted">{t('offerForm.prefundedHint')}</p>
          <div style={{ marginTop: 16 }}>
            <SponsorBar sponsors={(sponsors).map((sponsor) => ({ name: sponsor?.name ?? '', percent: sponsor?.percent ?? 0 }))} total={total.ok && sum === 100 ? total.money : null} />
            <p className={sum === 100 ? 'small money-in' : 'small sum-wrong'} role="status">
              {sum === 100 ? t('offerForm.sponsorSumOk') : t('offerForm.sponsorSum', { sum })}
            </p>
            {sum === 100 && <Form.ErrorList errors={errors} />}
          </div>
        </>
      )}
    </Form.List>
  );
}
