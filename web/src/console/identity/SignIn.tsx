import { useMutation } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import type { Me } from '../../api/types';
import { DemoPeople } from '../../shared/desk/DemoPeople';
import { showAtFields } from '../../shared/desk/formProblems';
import { Gate } from '../../shared/desk/Gate';
import { ProblemNote } from '../../shared/desk/ProblemNote';
import { useSignedIn } from '../../shared/useMe';
import { useWords } from '../../shared/i18n/start';
import { api } from '../api';

/** Staff come in by password and then by the code of their authenticator. */
export function SignIn() {
  const { t } = useWords();
  const [step, setStep] = useState<'password' | 'totp'>('password');
  return (
    <Gate title={t('signIn.lead')} lead={t('signIn.title')}>
      <div className="card">{step === 'password' ? <PasswordStep onDone={() => setStep('totp')} /> : <TotpStep onBack={() => setStep('password')} />}</div>
      {step === 'password' && <DemoPeople client={api} />}
    </Gate>
  );
}

function PasswordStep({ onDone }: { onDone: () => void }) {
  const { t } = useWords();
  const [form] = Form.useForm<{ email: string; password: string }>();
  const enter = useMutation({
    mutationFn: (body: { email: string; password: string }) => api.post('/staff-sessions', body),
    onSuccess: onDone,
    onError: (error) => showAtFields(form, error, t),
  });
  const required = [{ required: true, message: t('signIn.required') }];
  return (
    <Form form={form} layout="vertical" requiredMark={false} onFinish={(values) => enter.mutate(values)}>
      <Form.Item name="email" label={t('signIn.email')} rules={required}>
        <Input size="large" type="email" autoComplete="username" />
      </Form.Item>
      <Form.Item name="password" label={t('signIn.password')} rules={required}>
        <Input.Password size="large" autoComplete="current-password" />
      </Form.Item>
      {enter.error && (
        <Form.Item>
          <ProblemNote error={enter.error} />
        </Form.Item>
      )}
      <Button type="primary" size="large" block htmlType="submit" loading={enter.isPending}>
        {t('signIn.next')}
      </Button>
    </Form>
  );
}

function TotpStep({ onBack }: { onBack: () => void }) {
  const { t } = useWords();
  const signedIn = useSignedIn();
  const [form] = Form.useForm<{ code: string }>();
  const enter = useMutation({
    mutationFn: ({ code }: { code: string }) => api.post<Me>('/staff-sessions/totp', { code: code.replace(/\s/g, '') }),
    onSuccess: signedIn,
    onError: (error) => showAtFields(form, error, t),
  });
  return (
    <Form form={form} layout="vertical" requiredMark={false} onFinish={(values) => enter.mutate(values)}>
      <h2 className="card-title">{t('signIn.totpTitle')}</h2>
      <p className="muted">{t('signIn.totpLead')}</p>
      <Form.Item name="code" label={t('signIn.totp')} rules={[{ required: true, message: t('signIn.required') }]}>
        <Input size="large" className="num" autoFocus inputMode="numeric" autoComplete="one-time-code" maxLength={7} />
      </Form.Item>
      {enter.error && (
        <Form.Item>
          <ProblemNote error={enter.error} />
        </Form.Item>
      )}
      <Button type="primary" size="large" block htmlType="submit" loading={enter.isPending}>
        {t('signIn.enter')}
      </Button>
      <Button type="link" block onClick={onBack} style={{ marginTop: 8 }}>
        {t('signIn.back')}
      </Button>
    </Form>
  );
}
