import { useMutation } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { useEffect, useState } from 'react';
import type { Me } from '../../api/types';
import { DemoPeople } from '../../shared/desk/DemoPeople';
import { showAtFields } from '../../shared/desk/formProblems';
import { Gate } from '../../shared/desk/Gate';
import { ProblemNote } from '../../shared/desk/ProblemNote';
import { useSignedIn } from '../../shared/useMe';
import { useWords } from '../../shared/i18n/start';
import { asProblem } from '../../shared/problem';
import { api } from '../api';

const RESEND_AFTER_SECONDS = 60;

export function SignIn() {
  const { t } = useWords();
  const [sent, setSent] = useState<{ phone: string; expiresInSeconds: number } | null>(null);
  return (
    <Gate title={t('signIn.title')} lead={t('signIn.lead')}>
      <div className="card">
        {sent ? <CodeStep sent={sent} onOtherPhone={() => setSent(null)} onSentAgain={setSent} /> : <PhoneStep onSent={setSent} />}
      </div>
      <DemoPeople client={api} />
    </Gate>
  );
}

interface Sent {
  phone: string;
  expiresInSeconds: number;
}

async function sendCode(phone: string): Promise<Sent> {
  const answer = await api.post<{ expiresInSeconds: number }>('/codes', { phone, app: 'merchant' });
  return { phone, expiresInSeconds: answer.expiresInSeconds };
}

function PhoneStep({ onSent }: { onSent: (sent: Sent) => void }) {
  const { t } = useWords();
  const [form] = Form.useForm<{ phone: string }>();
  const send = useMutation({
    mutationFn: sendCode,
    onSuccess: onSent,
    onError: (error) => showAtFields(form, error, t),
  });
  return (
    <Form form={form} layout="vertical" requiredMark={false} onFinish={({ phone }) => send.mutate(phone.replace(/[\s-]/g, ''))}>
      <Form.Item
        name="phone"
        label={t('signIn.phone')}
        extra={t('signIn.phoneHint')}
        rules={[{ required: true, pattern: /^\+?[\d\s-]{6,20}$/, message: t('signIn.phoneWrong') }]}
      >
        <Input size="large" type="tel" autoComplete="tel" inputMode="tel" />
      </Form.Item>
      {send.error && asProblem(send.error).errors.length === 0 && (
        <Form.Item>
          <ProblemNote error={send.error} />
        </Form.Item>
      )}
      <Button type="primary" size="large" block htmlType="submit" loading={send.isPending}>
        {t('signIn.send')}
      </Button>
    </Form>
  );
}

function CodeStep({ sent, onOtherPhone, onSentAgain }: { sent: Sent; onOtherPhone: () => void; onSentAgain: (sent: Sent) => void }) {
  const { t } = useWords();
  const signedIn = useSignedIn();
  const [form] = Form.useForm<{ code: string }>();
  const [seconds, setSeconds] = useState(RESEND_AFTER_SECONDS);
  useEffect(() => {
    const timer = setInterval(() => setSeconds((left) => Math.max(0, left - 1)), 1000);
    return () => clearInterval(timer);
  }, []);
  const enter = useMutation({
    mutationFn: ({ code }: { code: string }) => api.post<Me>('/sessions', { app: 'merchant', phone: sent.phone, code: code.trim() }),
    onSuccess: signedIn,
    onError: (error) => showAtFields(form, error, t),
  });
  const again = useMutation({
    mutationFn: () => sendCode(sent.phone),
    onSuccess: (answer) => {
      setSeconds(RESEND_AFTER_SECONDS);
      onSentAgain(answer);
    },
  });
  const problem = enter.error && asProblem(enter.error).errors.length === 0 ? enter.error : again.error;
  return (
    <Form form={form} layout="vertical" requiredMark={false} onFinish={(values) => enter.mutate(values)}>
      <p style={{ marginTop: 0 }}>{t('signIn.codeSent', { phone: sent.phone, minutes: Math.max(1, Math.round(sent.expiresInSeconds / 60)) })}</p>
      <Form.Item name="code" label={t('signIn.code')} rules={[{ required: true, message: t('signUp.required') }]}>
        <Input size="large" className="num" autoFocus inputMode="numeric" autoComplete="one-time-code" maxLength={8} />
      </Form.Item>
      {problem && (
        <Form.Item>
          <ProblemNote error={problem} />
        </Form.Item>
      )}
      <Button type="primary" size="large" block htmlType="submit" loading={enter.isPending}>
        {t('signIn.enter')}
      </Button>
      <div style={{ display: 'flex', justifyContent: 'space-between', marginTop: 12 }}>
        <Button type="link" onClick={onOtherPhone}>
          {t('signIn.otherPhone')}
        </Button>
        <Button type="link" disabled={seconds > 0} loading={again.isPending} onClick={() => again.mutate()}>
          {seconds > 0 ? t('signIn.resendIn', { seconds }) : t('signIn.resend')}
        </Button>
      </div>
    </Form>
  );
}
