import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Form, type FormInstance, Input, Select } from 'antd';
import type { FeePlan, Merchant } from '../../api/types';
import { showAtFields } from '../../shared/desk/formProblems';
import { Gate } from '../../shared/desk/Gate';
import { ProblemNote } from '../../shared/desk/ProblemNote';
import { useCategories } from '../../shared/useCategories';
import { useWords } from '../../shared/i18n/start';
import { carryOut } from '../../shared/intents';
import { asProblem } from '../../shared/problem';
import { Skeleton } from '../../shared/states';
import { useIntent } from '../../shared/useIntent';
import { api } from '../api';
import { FeePlanText } from '../../shared/desk/FeePlanText';
import { SignOut } from '../identity/SignOut';
import { SignUpSteps } from './SignUpSteps';

const CURRENCIES = ['CNY', 'GBP', 'HKD', 'USD', 'EUR', 'JPY'];

interface Application {
  name: string;
  category: string;
  city: string;
  licenceNumber: string;
  contactName: string;
  currency: string;
}

export function SignUp() {
  const { t } = useWords();
  const queries = useQueryClient();
  const categories = useCategories(api);
  const [form] = Form.useForm<Application>();
  const apply = useIntent({
    mutationFn: (application: Application) => carryOut('apply', application, (key) => api.post<Merchant>('/merchants', application, { idempotencyKey: key })),
    onSuccess: () => queries.invalidateQueries(),
    onError: (error) => showAtFields(form, error, t),
  });
  const required = [{ required: true, whitespace: true, message: t('signUp.required') }];
  return (
    <Gate title={t('signUp.title')} lead={t('signUp.lead')}>
      <SignUpSteps now={0} />
      <Form form={form} className="card" layout="vertical" requiredMark={false} initialValues={{ currency: 'CNY' }} onFinish={(values) => apply.mutate(values)}>
        <Form.Item name="name" label={t('signUp.name')} extra={t('signUp.nameHint')} rules={required}>
          <Input maxLength={60} autoComplete="organization" />
        </Form.Item>
        <Form.Item name="category" label={t('signUp.category')} rules={required}>
          <Select options={categories.all} loading={categories.loading} showSearch={{ optionFilterProp: 'label' }} />
        </Form.Item>
        <Form.Item name="city" label={t('signUp.city')} rules={required}>
          <Input maxLength={40} autoComplete="address-level2" />
        </Form.Item>
        <Form.Item name="licenceNumber" label={t('signUp.licence')} extra={t('signUp.licenceHint')} rules={required}>
          <Input maxLength={40} />
        </Form.Item>
        <Form.Item name="contactName" label={t('signUp.contact')} rules={required}>
          <Input maxLength={60} autoComplete="name" />
        </Form.Item>
        <Form.Item name="currency" label={t('signUp.currency')} rules={required}>
          <Select options={CURRENCIES.map((value) => ({ value, label: value }))} />
        </Form.Item>
        <StandardFee form={form} />
        {apply.error && (
          <Form.Item>
            <ProblemNote error={apply.error} />
          </Form.Item>
        )}
        <Button type="primary" size="large" block htmlType="submit" loading={apply.isPending}>
          {t('signUp.submit')}
        </Button>
      </Form>
      <div style={{ textAlign: 'center', marginTop: 12 }}>
        <SignOut />
      </div>
    </Gate>
  );
}

/** What being paid will cost, before anybody signs. A currency without a plan has no fee. */
function StandardFee({ form }: { form: FormInstance<Application> }) {
  const { t } = useWords();
  const currency = Form.useWatch('currency', form) ?? 'CNY';
  const plan = useQuery({
    queryKey: ['/fee-plans/standard', currency],
    queryFn: ({ signal }) =>
      api.get<FeePlan>('/fee-plans/standard', { query: { currency }, signal }).catch((error: unknown) => {
        if (asProblem(error).code === 'not-found') return null;
        throw error;
      }),
  });
  return (
    <Form.Item label={t('signUp.fee')} extra={plan.data ? t('signUp.feeHint') : undefined}>
      {plan.isPending ? <Skeleton rows={[22]} /> : plan.error ? <ProblemNote error={plan.error} /> : <FeePlanText plan={plan.data} />}
    </Form.Item>
  );
}
