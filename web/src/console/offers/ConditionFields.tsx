import { useQuery } from '@tanstack/react-query';
import { Checkbox, Form, Input, InputNumber, Radio, Select, TimePicker } from 'antd';
import type { Dayjs } from 'dayjs';
import { Link } from 'react-router';
import type { Audience, Page } from '../../api/types';
import { AmountInput, amountRule } from '../../shared/desk/AmountInput';
import { useWords } from '../../shared/i18n/start';
import { weekdayName, WEEKDAYS } from '../../shared/offerWords';
import { useCardBanks } from '../../shared/useCardBanks';
import { api } from '../api';
import { GoodsFields } from './GoodsFields';
import { BRANDS, CHANNELS, FESTIVALS, LABELS, type OfferDraft } from './offerDraft';
import { rulesOf } from './rules';

const VARIABLES = ['gross', 'net', 'quantity', 'products', 'categories', 'merchant', 'source', 'issuer', 'brand', 'channel', 'orders', 'ordersHere', 'date', 'hour', 'weekday'] as const;
const LONGEST_EXPRESSION = 1_000;
const MOST_DAYS = 60;
const MOST_DAYS_NEW = 3_660;

/** When the offer applies beyond its schedule and merchants. Whatever is filled in must be met together. */
export function ConditionFields({ currency }: { currency: string }) {
  const { t, language } = useWords();
  const when = Form.useWatch('when') as OfferDraft['when'] | undefined;
  const { required } = rulesOf(t);
  const banks = useCardBanks(api);
  const overnight = when?.from && when?.to && !isLater(when.to, when.from);
  return (
    <section className="card">
      <h2>{t('offerForm.when')}</h2>
      <p className="small muted">{t('offerForm.whenHelp')}</p>
      <AudienceFields audience={when?.audience} />
      <div className="side-by-side">
        <Form.Item name={['when', 'minimum']} label={t('offerForm.minimum')} extra={t('offerForm.minimumHint')} rules={[amountRule(t, currency, true)]}>
          <AmountInput currency={currency} />
        </Form.Item>
        <Form.Item name={['when', 'units']} label={t('offerForm.minimumUnits')} extra={t('offerForm.minimumHint')}>
          <InputNumber min={1} max={1_000_000} precision={0} style={{ width: '100%' }} />
        </Form.Item>
      </div>
      {Boolean(when?.units) && <GoodsFields name={['when', 'goods']} legend={t('offerForm.minimumUnitsOf')} except />}

      <Form.Item name={['when', 'order']} label={t('offerForm.order')}>
        <Radio.Group options={(['any', 'first', 'nth'] as const).map((value) => ({ value, label: t(`offerForm.orders.${value}`) }))} />
      </Form.Item>
      {when?.order && when.order !== 'any' && (
        <div className="side-by-side">
          {when.order === 'nth' && (
            <Form.Item name={['when', 'nth']} label={t('offerForm.nth')} rules={[required]}>
              <InputNumber min={1} max={1_000_000} precision={0} style={{ width: '100%' }} />
            </Form.Item>
          )}
          <Form.Item name={['when', 'scope']} label={t('offerForm.scope')}>
            <Radio.Group options={(['wallet', 'merchant'] as const).map((value) => ({ value, label: t(`offerForm.scopes.${value}`) }))} />
          </Form.Item>
        </div>
      )}

      <Form.Item name={['when', 'source']} label={t('offerForm.source')} extra={t('offerForm.sourceHelp')}>
        <Radio.Group options={(['any', 'balance', 'card'] as const).map((value) => ({ value, label: t(`offerForm.sources.${value}`) }))} />
      </Form.Item>
      {when?.source === 'card' && (
        <div className="side-by-side">
          <Form.Item name={['when', 'banks']} label={t('offerForm.banks')}>
            <Select
              mode="multiple"
              allowClear
              placeholder={t('offerForm.anyBank')}
              notFoundContent={t('offerForm.noBank')}
              showSearch={{ optionFilterProp: 'label' }}
              options={banks.all.map(({ code, name }) => ({ value: code, label: name }))}
            />
          </Form.Item>
          <Form.Item name={['when', 'brands']} label={t('offerForm.brands')}>
            <Select mode="multiple" allowClear placeholder={t('offerForm.anyBrand')} showSearch={{ optionFilterProp: 'label' }} options={BRANDS.map((value) => ({ value, label: t(`cardBrand.${value}`) }))} />
          </Form.Item>
        </div>
      )}

      <Form.Item name={['when', 'channels']} label={t('offerForm.channels')} extra={t('offerForm.channelsHelp')}>
        <Checkbox.Group options={CHANNELS.map((value) => ({ value, label: t(`offerForm.channelNames.${value}`) }))} />
      </Form.Item>

      <Form.Item name={['when', 'days']} label={t('offerForm.days')} extra={t('offerForm.daysHelp')}>
        <Checkbox.Group options={WEEKDAYS.map((value, day) => ({ value, label: weekdayName(day, language) }))} />
      </Form.Item>
      {Boolean(when?.days?.length) && (
        <div className="side-by-side">
          <Form.Item name={['when', 'from']} label={t('offerForm.from')} rules={[required]}>
            <TimePicker format="HH:mm" needConfirm={false} style={{ width: '100%' }} />
          </Form.Item>
          <Form.Item name={['when', 'to']} label={t('offerForm.to')} extra={overnight ? t('offerForm.overnight') : undefined} rules={[required]}>
            <TimePicker format="HH:mm" needConfirm={false} style={{ width: '100%' }} />
          </Form.Item>
        </div>
      )}

      <Form.Item name={['when', 'labels']} label={t('offerForm.labels')} extra={t('offerForm.labelsHelp')}>
        <Select mode="multiple" allowClear placeholder={t('offerForm.anyDay')} showSearch={{ optionFilterProp: 'label' }} options={LABELS.map((value) => ({ value, label: t(`offerTerms.labels.${value}`) }))} />
      </Form.Item>
      <div className="side-by-side three">
        <Form.Item name={['when', 'festival']} label={t('offerForm.festival')} extra={t('offerForm.festivalHelp')}>
          <Select allowClear placeholder={t('offerForm.anyDay')} options={FESTIVALS.map((value) => ({ value, label: t(`offerForm.festivals.${value}`) }))} />
        </Form.Item>
        {when?.festival &&
          (['daysBefore', 'daysAfter'] as const).map((side) => (
            <Form.Item key={side} name={['when', side]} label={t(`offerForm.${side}`)} extra={t('offerForm.daysAround')}>
              <InputNumber min={0} max={MOST_DAYS} precision={0} placeholder="0" style={{ width: '100%' }} />
            </Form.Item>
          ))}
      </div>

      <details className="expert">
        <summary>{t('offerForm.expert')}</summary>
        <Form.Item name={['when', 'expression']} label={t('offerForm.expression')} extra={t('offerForm.expressionHelp')}>
          <Input.TextArea className="mono" rows={3} maxLength={LONGEST_EXPRESSION} spellCheck={false} placeholder={'gross >= 5000 && hour < 11'} />
        </Form.Item>
        <dl className="facts small">
          {VARIABLES.map((name) => [
            <dt key={name}>
              <code>{name}</code>
            </dt>,
            <dd key={`${name} means`}>{t(`offerForm.variables.${name}`)}</dd>,
          ])}
        </dl>
      </details>
    </section>
  );
}

/** Who may have it: everybody, who has just joined, or who is on a list. */
function AudienceFields({ audience }: { audience: OfferDraft['when']['audience'] | undefined }) {
  const { t, language } = useWords();
  const { required } = rulesOf(t);
  const audiences = useQuery({
    queryKey: ['/audiences', 'choice'],
    queryFn: ({ signal }) => api.get<Page<Audience>>('/audiences', { query: { limit: 100 }, signal }),
    enabled: audience === 'lists',
  });
  return (
    <>
      <Form.Item name={['when', 'audience']} label={t('offerForm.audience')}>
        <Radio.Group options={(['all', 'new', 'lists'] as const).map((value) => ({ value, label: t(`offerForm.audiences.${value}`) }))} />
      </Form.Item>
      {audience === 'new' && (
        <Form.Item name={['when', 'newDays']} label={t('offerForm.newDays')} extra={t('offerForm.newDaysHelp')} rules={[required]}>
          <InputNumber min={0} max={MOST_DAYS_NEW} precision={0} style={{ width: '100%' }} />
        </Form.Item>
      )}
      {audience === 'lists' && (
        <Form.Item
          name={['when', 'lists']}
          label={t('offerForm.lists')}
          extra={
            <>
              {t('offerForm.listsHelp')} <Link to="/audiences">{t('offerForm.toAudiences')}</Link>
            </>
          }
          rules={[required]}
        >
          <Select
            mode="multiple"
            allowClear
            loading={audiences.isPending}
            placeholder={t('offerForm.chooseLists')}
            notFoundContent={t('offerForm.noLists')}
            showSearch={{ optionFilterProp: 'label' }}
            options={(audiences.data?.items ?? []).map(({ id, name, members }) => ({ value: id, label: `${name} · ${t('audiences.membersOf', { count: members, n: members.toLocaleString(language) })}` }))}
          />
        </Form.Item>
      )}
    </>
  );
}

/** Whether the one time of day is after the other. */
function isLater(one: Dayjs, other: Dayjs): boolean {
  return one.hour() * 60 + one.minute() > other.hour() * 60 + other.minute();
}
