import { Form, Select } from 'antd';
import { useWords } from '../../shared/i18n/start';

type Path = (string | number)[];

/** Which goods are meant: by the merchants' own codes; none named means all. */
export function GoodsFields({ name, within = [], legend, except = false }: { name: Path; within?: Path; legend: string; except?: boolean }) {
  const { t } = useWords();
  const fields = ['products', 'categories', ...(except ? ['exceptProducts'] : [])] as const;
  return (
    <fieldset className="goods">
      <legend>{legend}</legend>
      <div className={except ? 'side-by-side three' : 'side-by-side'}>
        {fields.map((field) => (
          <Form.Item
            key={field}
            name={[...name, field]}
            label={t(`offerForm.${field}`)}
            dependencies={field === 'exceptProducts' ? [[...within, ...name, 'products']] : []}
            rules={
              field === 'exceptProducts'
                ? [
                    ({ getFieldValue }) => ({
                      validator: async (_: unknown, excepted: string[] | undefined) => {
                        const meant = (getFieldValue([...within, ...name, 'products']) as string[] | undefined) ?? [];
                        if (excepted?.some((product) => meant.includes(product))) throw new Error(t('offerForm.exceptMeant'));
                      },
                    }),
                  ]
                : []
            }
          >
            <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={[',', '，', '、', ';', '；']} placeholder={t(field === 'exceptProducts' ? 'offerForm.noGoods' : 'offerForm.allGoods')} />
          </Form.Item>
        ))}
      </div>
      {within.length === 0 && <p className="small muted field-help">{t('offerForm.goodsHelp')}</p>}
    </fieldset>
  );
}
