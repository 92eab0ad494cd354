import { CloseOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Form, Input, InputNumber, Radio } from 'antd';
import { minorOf } from '../../shared/money';
import { useWords } from '../../shared/i18n/start';
import { AmountInput, amountRule } from '../../shared/desk/AmountInput';
import { kindWords, percentOf } from '../../shared/offerWords';
import { GoodsFields } from './GoodsFields';
import { type HouseKind, KINDS, type OfferDraft } from './offerDraft';
import { rulesOf } from './rules';

const MOST_STEPS = 8;
const MOST_CHANCES = 20;
const MOST_PARTS = 10;
const MOST_UNITS = 1_000_000;

type Path = (string | number)[];

/** The kinds that the house can give, as cards that say what each is for. */
export function KindField() {
  const { t } = useWords();
  return (
    <Form.Item name="kind" label={t('offerForm.kind')} className="kinds">
      <Radio.Group>
        {Object.entries(KINDS).map(([group, kinds]) => (
          <div key={group} role="group" aria-label={t(`offerForm.kindGroups.${group}`)}>
            <p className="small muted">{t(`offerForm.kindGroups.${group}`)}</p>
            <div className="kind-cards">
              {kinds.map((kind) => (
                <Radio key={kind} value={kind} className="kind-card">
                  <b>{kindWords(kind, t)}</b>
                  <span className="small muted">{t(`offerForm.kindHelp.${kind}`)}</span>
                </Radio>
              ))}
            </div>
          </div>
        ))}
      </Radio.Group>
    </Form.Item>
  );
}

/** The fields of the kind that is chosen. */
export function BenefitFields({ kind, currency }: { kind: HouseKind; currency: string }) {
  const { t } = useWords();
  switch (kind) {
    case 'spend_and_save':
      return (
        <>
          <Steps currency={currency} gives="off" />
          <BaseField label={t('offerForm.baseOfThreshold')} />
          <Goods />
        </>
      );
    case 'top_up_bonus':
      return <Steps currency={currency} gives="bonus" />;
    case 'every_spend':
      return (
        <>
          <div className="side-by-side three">
            <Amount name={['every', 'threshold']} label={t('offerForm.everyThreshold')} currency={currency} />
            <OffWithin name={['every', 'off']} threshold={['every', 'threshold']} label={t('offerForm.everyOff')} currency={currency} />
            <MaxTimes />
          </div>
          <BaseField label={t('offerForm.baseOfThreshold')} />
          <Goods />
        </>
      );
    case 'amount_off':
      return (
        <>
          <div className="side-by-side">
            <Amount name={['off']} label={t('offerForm.offAmount')} currency={currency} />
          </div>
          <LevelFields />
          <Goods />
        </>
      );
    case 'percent_off':
      return (
        <>
          <PercentAndCap currency={currency} />
          <LevelFields />
          <BaseField label={t('offerForm.baseOfPercent')} />
          <Goods />
        </>
      );
    case 'cashback':
      return (
        <>
          <PercentAndCap currency={currency} />
          <BaseField label={t('offerForm.baseOfPercent')} />
          <Goods />
        </>
      );
    case 'random_off':
      return <Chances currency={currency} />;
    case 'fixed_price':
    case 'flash_price':
      return (
        <>
          <div className="side-by-side">
            <Amount name={['price']} label={t('offerForm.price')} help={t('offerForm.priceHelp')} currency={currency} />
            <UnitsPerLine />
          </div>
          <Goods />
        </>
      );
    case 'buy_get':
      return <BuyGet />;
    case 'bundle':
      return <Bundle currency={currency} />;
  }
}

function Goods() {
  const { t } = useWords();
  return <GoodsFields name={['goods']} legend={t('offerForm.goods')} except />;
}

function Amount({ name, label, help, currency, optional = false }: { name: Path; label: string; help?: string; currency: string; optional?: boolean }) {
  const { t } = useWords();
  return (
    <Form.Item name={name} label={label} extra={help} rules={[amountRule(t, currency, optional)]}>
      <AmountInput currency={currency} />
    </Form.Item>
  );
}

/** An amount off that may not be more than the amount it is for. */
function OffWithin({ name, threshold, label, currency }: { name: Path; threshold: Path; label: string; currency: string }) {
  const { t } = useWords();
  return (
    <Form.Item
      name={name}
      label={label}
      dependencies={[threshold]}
      rules={[
        amountRule(t, currency),
        ({ getFieldValue }) => ({
          validator: async (_: unknown, typed: string) => {
            const off = minorOf(typed, currency);
            const from = minorOf(getFieldValue(threshold) as string, currency);
            if (off !== null && from !== null && off > from) throw new Error(t('offerForm.offAbove'));
          },
        }),
      ]}
    >
      <AmountInput currency={currency} />
    </Form.Item>
  );
}

function Percent({ name, label, help }: { name: Path; label: string; help: string }) {
  const { t } = useWords();
  return (
    <Form.Item name={name} label={label} extra={help} rules={[rulesOf(t).percent]}>
      <Input className="num" inputMode="decimal" suffix="%" autoComplete="off" />
    </Form.Item>
  );
}

function PercentAndCap({ currency }: { currency: string }) {
  const { t } = useWords();
  return (
    <div className="side-by-side">
      <Percent name={['percent']} label={t('offerForm.percent')} help={t('offerForm.percentHint')} />
      <Amount name={['cap']} label={t('offerForm.cap')} help={t('offerForm.capHint')} currency={currency} optional />
    </div>
  );
}

function Units({ name, label, help, optional = false }: { name: Path; label: string; help?: string; optional?: boolean }) {
  const { t } = useWords();
  return (
    <Form.Item name={name} label={label} extra={help} rules={optional ? [] : [rulesOf(t).required]}>
      <InputNumber min={1} max={MOST_UNITS} precision={0} style={{ width: '100%' }} />
    </Form.Item>
  );
}

function MaxTimes() {
  const { t } = useWords();
  return <Units name={['maxTimes']} label={t('offerForm.maxTimes')} help={t('offerForm.perDayHint')} optional />;
}

function UnitsPerLine() {
  const { t } = useWords();
  return <Units name={['unitsPerLine']} label={t('offerForm.unitsPerLine')} help={t('offerForm.perDayHint')} optional />;
}

function LevelFields() {
  const { t } = useWords();
  const level = Form.useWatch('level') as OfferDraft['level'] | undefined;
  return (
    <div className="side-by-side">
      <Form.Item name="level" label={t('offerForm.level')}>
        <Radio.Group
          options={[
            { value: 'order', label: t('offerForm.levels.order') },
            { value: 'line', label: t('offerForm.levels.line') },
          ]}
        />
      </Form.Item>
      {level === 'line' && <UnitsPerLine />}
    </div>
  );
}

function BaseField({ label }: { label: string }) {
  const { t } = useWords();
  return (
    <Form.Item name="base" label={label}>
      <Radio.Group
        options={[
          { value: 'gross', label: t('offerForm.bases.gross') },
          { value: 'net', label: t('offerForm.bases.net') },
        ]}
      />
    </Form.Item>
  );
}

function Steps({ currency, gives }: { currency: string; gives: 'off' | 'bonus' }) {
  const { t } = useWords();
  const amount = amountRule(t, currency);
  return (
    <Form.Item label={t('offerForm.steps')} className="steps-item">
      <Form.List
        name="steps"
        rules={[
          {
            validator: async (_, steps: OfferDraft['steps']) => {
              const typed = steps.map((step) => ({ threshold: minorOf(step?.threshold, currency), off: minorOf(step?.off, currency) }));
              typed.forEach(({ threshold, off }, index) => {
                const before = typed[index - 1];
                if (threshold === null || off === null) return;
                const rises = !before || before.threshold === null || before.off === null || (threshold > before.threshold && off > before.off);
                if (off > threshold || !rises) throw new Error(t('offerForm.stepsRise'));
              });
            },
          },
        ]}
      >
        {(fields, { add, remove }, { errors }) => (
          <>
            {fields.map((field, index) => (
              <div className="step-row" key={field.key}>
                <Form.Item name={[field.name, 'threshold']} label={t('offerForm.threshold', { n: index + 1 })} rules={[amount]}>
                  <AmountInput currency={currency} />
                </Form.Item>
                <Form.Item name={[field.name, 'off']} label={t(`offerForm.${gives}`, { n: index + 1 })} rules={[amount]}>
                  <AmountInput currency={currency} />
                </Form.Item>
                <RemoveRow label={t('offerForm.removeStep', { n: index + 1 })} disabled={fields.length === 1} onClick={() => remove(field.name)} />
              </div>
            ))}
            <Button icon={<PlusOutlined />} disabled={fields.length >= MOST_STEPS} onClick={() => add({ threshold: '', off: '' })}>
              {t('offerForm.addStep')}
            </Button>
            <Form.ErrorList errors={errors} />
          </>
        )}
      </Form.List>
    </Form.Item>
  );
}

/** The amounts that may be drawn; the odds stand beside the weights, as customers will see them. */
function Chances({ currency }: { currency: string }) {
  const { t, language } = useWords();
  const weights = ((Form.useWatch('chances') as OfferDraft['chances'] | undefined) ?? []).map((chance) => chance?.weight ?? 0);
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  return (
    <Form.Item label={t('offerForm.chances')} extra={t('offerForm.chancesHelp')}>
      <Form.List
        name="chances"
        rules={[
          {
            validator: async (_, chances: OfferDraft['chances']) => {
              const amounts = chances.map((chance) => minorOf(chance?.off, currency)).filter((amount) => amount !== null);
              if (new Set(amounts).size < amounts.length) throw new Error(t('offerForm.chancesTwice'));
            },
          },
        ]}
      >
        {(fields, { add, remove }, { errors }) => (
          <>
            {fields.map((field, index) => (
              <div className="chance-row" key={field.key}>
                <Form.Item name={[field.name, 'off']} label={t('offerForm.chanceOff', { n: index + 1 })} rules={[amountRule(t, currency)]}>
                  <AmountInput currency={currency} />
                </Form.Item>
                <Form.Item name={[field.name, 'weight']} label={t('offerForm.weight', { n: index + 1 })} rules={[rulesOf(t).required]}>
                  <InputNumber min={1} max={MOST_UNITS} precision={0} style={{ width: '100%' }} />
                </Form.Item>
                <output className="chance num" aria-label={t('offerForm.odds', { n: index + 1 })}>
                  {weights[index] ? `${percentOf(weights[index], all, language)}%` : '·'}
                </output>
                <RemoveRow label={t('offerForm.removeChance', { n: index + 1 })} disabled={fields.length === 1} onClick={() => remove(field.name)} />
              </div>
            ))}
            <Button icon={<PlusOutlined />} disabled={fields.length >= MOST_CHANCES} onClick={() => add({ off: '', weight: null })}>
              {t('offerForm.addChance')}
            </Button>
            <Form.ErrorList errors={errors} />
          </>
        )}
      </Form.List>
    </Form.Item>
  );
}

function BuyGet() {
  const { t } = useWords();
  return (
    <>
      <div className="side-by-side three">
        <Units name={['buyGet', 'buyUnits']} label={t('offerForm.buyUnits')} />
        <Units name={['buyGet', 'getUnits']} label={t('offerForm.getUnits')} />
        <MaxTimes />
      </div>
      <div className="side-by-side">
        <Percent name={['buyGet', 'percent']} label={t('offerForm.getPercent')} help={t('offerForm.getPercentHelp')} />
        <Form.Item name={['buyGet', 'pick']} label={t('offerForm.pick')} extra={t('offerForm.pickHelp')}>
          <Radio.Group
            options={[
              { value: 'cheapest', label: t('offerForm.picks.cheapest') },
              { value: 'dearest', label: t('offerForm.picks.dearest') },
            ]}
          />
        </Form.Item>
      </div>
      <GoodsFields name={['buyGet', 'buy']} legend={t('offerForm.buyGoods')} except />
      <GoodsFields name={['buyGet', 'get']} legend={t('offerForm.getGoods')} except />
    </>
  );
}

function Bundle({ currency }: { currency: string }) {
  const { t } = useWords();
  return (
    <>
      <div className="side-by-side">
        <Amount name={['price']} label={t('offerForm.bundlePrice')} currency={currency} />
        <MaxTimes />
      </div>
      <Form.List name="parts">
        {(fields, { add, remove }) => (
          <div className="form-list">
            <p className="small muted">{t('offerForm.goodsHelp')}</p>
            {fields.map((field, index) => (
              <div className="part-row" key={field.key}>
                <Units name={[field.name, 'units']} label={t('offerForm.partUnits', { n: index + 1 })} />
                <GoodsFields name={[field.name, 'goods']} within={['parts']} legend={t('offerForm.part', { n: index + 1 })} />
                <RemoveRow label={t('offerForm.removePart', { n: index + 1 })} disabled={fields.length === 1} onClick={() => remove(field.name)} />
              </div>
            ))}
            <Button icon={<PlusOutlined />} disabled={fields.length >= MOST_PARTS} onClick={() => add({ goods: {}, units: 1 })}>
              {t('offerForm.addPart')}
            </Button>
          </div>
        )}
      </Form.List>
    </>
  );
}

export function RemoveRow({ label, disabled, onClick }: { label: string; disabled: boolean; onClick: () => void }) {
  return <Button type="text" disabled={disabled} aria-label={label} icon={<CloseOutlined />} onClick={onClick} />;
}
