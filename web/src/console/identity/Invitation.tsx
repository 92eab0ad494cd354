import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { useNavigate, useParams } from 'react-router';
import type { Invitation as Invited } from '../../api/types';
import type { Me } from '../../api/types';
import { CopyId } from '../../shared/desk/CopyId';
import { showAtFields } from '../../shared/desk/formProblems';
import { Gate } from '../../shared/desk/Gate';
import { ProblemNote } from '../../shared/desk/ProblemNote';
import { QrCode } from '../../shared/QrCode';
import { useSignedIn } from '../../shared/useMe';
import { useWords } from '../../shared/i18n/start';
import { asProblem } from '../../shared/problem';
import { ErrorState, Skeleton } from '../../shared/states';
import { api } from '../api';

const SHORTEST_PASSWORD = 12;

interface Acceptance {
  email: string;
  name: string;
  password: string;
  again: string;
  totpCode: string;
}

/** The one-time link that a new member of staff, the first administrator too, comes in by. */
export function Invitation() {
  const { token = '' } = useParams();
  const { t } = useWords();
  const navigate = useNavigate();
  const signedIn = useSignedIn();
  const [form] = Form.useForm<Acceptance>();
  const path = `/staff-invitations/${encodeURIComponent(token)}`;
  const invitation = useQuery({
    queryKey: [path],
    queryFn: ({ signal }) => api.get<Invited>(path, { signal }),
    retry: false,
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });
  const accept = useMutation({
    mutationFn: async ({ email, name, password, totpCode }: Acceptance) => {
      await api.post(path, { email: email.trim(), name: name.trim(), password, totpCode: totpCode.replace(/\s/g, '') });
      return api.get<Me>('/me').catch(() => null);
    },
    onSuccess: (me) => {
      signedIn(me);
      void navigate('/', { replace: true });
    },
    onError: (error) => showAtFields(form, error, t, { rename: ({ field }) => (field === 'code' ? 'totpCode' : field) }),
  });

  if (invitation.error) {
    const gone = [404, 409, 410, 422].includes(asProblem(invitation.error).status);
    return (
      <Gate title={gone ? t('invitation.gone') : t('invitation.title')} lead={gone ? t('invitation.goneLead') : undefined}>
        {gone ? (
          <Button type="primary" size="large" onClick={() => void navigate('/')}>
            {t('invitation.toSignIn')}
          </Button>
        ) : (
          <ErrorState error={invitation.error} onRetry={() => void invitation.refetch()} />
        )}
      </Gate>
    );
  }
  const invited = invitation.data;
  const required = { required: true, whitespace: true, message: t('common.required') };
  return (
    <Gate title={t('invitation.title')} lead={t('invitation.lead')} wide>
      {!invited ? (
        <Skeleton rows={[60, 60, 200]} />
      ) : (
        <Form form={form} className="card" layout="vertical" requiredMark={false} initialValues={{ email: invited.email ?? '', name: invited.name ?? '' }} onFinish={(values) => accept.mutate(values)}>
          <Form.Item name="email" label={t('invitation.email')} rules={[required, { type: 'email', message: t('staff.emailWrong') }]}>
            <Input type="email" autoComplete="username" readOnly={Boolean(invited.email)} />
          </Form.Item>
          <Form.Item name="name" label={t('invitation.name')} rules={[required]}>
            <Input autoComplete="name" maxLength={60} />
          </Form.Item>
          <Form.Item name="password" label={t('invitation.password')} extra={t('invitation.passwordHint')} rules={[{ required: true, min: SHORTEST_PASSWORD, message: t('invitation.passwordShort') }]}>
            <Input.Password autoComplete="new-password" />
          </Form.Item>
          <Form.Item
            name="again"
            label={t('invitation.passwordAgain')}
            dependencies={['password']}
            rules={[
              required,
              ({ getFieldValue }) => ({
                validator: async (_, value) => {
                  if (value && value !== getFieldValue('password')) throw new Error(t('invitation.passwordDiffers'));
                },
              }),
            ]}
          >
            <Input.Password autoComplete="new-password" />
          </Form.Item>
          <div className="invitation-totp">
            <QrCode text={invited.otpauthUri} label={t('invitation.scanAlt')} />
            <div>
              <p className="strong">{t('invitation.scan')}</p>
              <p className="small muted">{t('invitation.secret')}</p>
              <CopyId id={invited.totpSecret} short={false} />
            </div>
          </div>
          <Form.Item name="totpCode" label={t('invitation.code')} rules={[{ required: true, pattern: /^\s*\d{3}\s?\d{3}\s*$/, message: t('invitation.codeWrong') }]}>
            <Input className="num" inputMode="numeric" autoComplete="one-time-code" maxLength={7} />
          </Form.Item>
          {accept.error && (
            <Form.Item>
              <ProblemNote error={accept.error} />
            </Form.Item>
          )}
          <Button type="primary" size="large" block htmlType="submit" loading={accept.isPending}>
            {t('invitation.submit')}
          </Button>
        </Form>
      )}
    </Gate>
  );
}
