import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import type { Merchant, MerchantDocument, MerchantDocumentKind, Page } from '../../api/types';
import { ProblemNote } from '../../shared/desk/ProblemNote';
import { useWords } from '../../shared/i18n/start';
import { ErrorState, Skeleton } from '../../shared/states';
import { useBlobUrl } from '../../shared/useBlobUrl';
import { useIntent } from '../../shared/useIntent';
import { When } from '../../shared/When';
import { api } from '../api';
import { useOperator } from '../StaffContext';

export function useMerchantDocuments(merchant: Merchant) {
  const kinds = useQuery({ queryKey: ['/merchant-document-kinds'], queryFn: ({ signal }) => api.get<Page<MerchantDocumentKind>>('/merchant-document-kinds', { signal }) });
  const documents = useQuery({
    queryKey: ['/merchants', merchant.id, 'documents'],
    queryFn: ({ signal }) => api.get<Page<MerchantDocument>>(`/merchants/${merchant.id}/documents`, { signal }),
  });
  const missing = (kinds.data?.items ?? []).filter((kind) => kind.required && !documents.data?.items.some((one) => one.kind === kind.code && one.state === 'accepted'));
  return { kinds, documents, missing: documents.data ? missing : [] };
}

/** What a merchant shows of itself. Its picture comes only when it is asked for, and who asks is written down. */
export function MerchantDocuments({ merchant }: { merchant: Merchant }) {
  const { t, language } = useWords();
  const { kinds, documents } = useMerchantDocuments(merchant);
  if (kinds.isPending || documents.isPending) return <Skeleton rows={[44, 44]} />;
  if (!kinds.data || !documents.data) return <ErrorState error={kinds.error ?? documents.error} onRetry={() => void Promise.all([kinds.refetch(), documents.refetch()])} />;
  return (
    <section aria-label={t('merchants.documents.title')}>
      <h3>{t('merchants.documents.title')}</h3>
      <ul className="documents">
        {kinds.data.items.map((kind) => (
          <DocumentRow
            key={kind.code}
            merchant={merchant}
            name={language.startsWith('zh') ? kind.nameZh : kind.nameEn}
            required={kind.required}
            document={documents.data.items.find((one) => one.kind === kind.code)}
          />
        ))}
      </ul>
    </section>
  );
}

function DocumentRow({ merchant, name, required, document }: { merchant: Merchant; name: string; required: boolean; document: MerchantDocument | undefined }) {
  const { t } = useWords();
  const queries = useQueryClient();
  const operator = useOperator();
  const [refusing, setRefusing] = useState(false);
  const [form] = Form.useForm<{ reason: string }>();
  const path = `/merchants/${merchant.id}/documents/${document?.id ?? ''}`;
  const look = useMutation({ mutationFn: () => api.file(`${path}/picture`) });
  const url = useBlobUrl(look.data);
  const decide = useIntent({
    mutationFn: (body: { decision: 'accept' | 'refuse'; reason?: string }) => api.post<MerchantDocument>(`${path}/decision`, body),
    onSuccess: () => setRefusing(false),
    onSettled: () => void queries.invalidateQueries({ queryKey: ['/merchants', merchant.id, 'documents'] }),
  });
  const state = document?.state ?? 'none';
  return (
    <li>
      <div className="document-head">
        <span>
          <strong>{name}</strong>
          {document && (
            <span className="small muted">
              {' '}
              <When at={document.receivedAt} />
            </span>
          )}
        </span>
        <span className={`pill ${state === 'accepted' ? 'jade' : state === 'none' && !required ? '' : 'amber'}`}>{t(`merchants.documents.states.${state}`)}</span>
      </div>
      {document?.reason && <p className="small muted">{document.reason}</p>}
      {document && (
        <div className="document-actions">
          <Button size="small" loading={look.isPending} onClick={() => look.mutate()} aria-label={`${t('merchants.documents.look')} ${name}`}>
            {t('merchants.documents.look')}
          </Button>
          {operator && document.state === 'received' && (
            <>
              <Button size="small" type="primary" loading={decide.isPending} onClick={() => decide.mutate({ decision: 'accept' })} aria-label={`${t('merchants.documents.accept')} ${name}`}>
                {t('merchants.documents.accept')}
              </Button>
              <Button size="small" onClick={() => setRefusing(true)} aria-label={`${t('merchants.documents.refuse')} ${name}`}>
                {t('merchants.documents.refuse')}
              </Button>
            </>
          )}
        </div>
      )}
      {url && <img className="document-picture" src={url} alt={name} />}
      <ProblemNote error={look.error ?? (refusing ? null : decide.error)} />
      <Modal title={t('merchants.documents.refuseTitle', { name })} open={refusing} onCancel={() => setRefusing(false)} okText={t('merchants.documents.refuse')} cancelText={t('common.cancel')} confirmLoading={decide.isPending} onOk={() => form.submit()} afterClose={() => form.resetFields()}>
        <Form name={`document-${document?.id ?? 'none'}`} form={form} layout="vertical" requiredMark={false} onFinish={({ reason }) => decide.mutate({ decision: 'refuse', reason: reason.trim() })}>
          <Form.Item name="reason" label={t('merchants.reason')} extra={t('merchants.documents.refuseHint')} rules={[{ required: true, whitespace: true, message: t('common.required') }]}>
            <Input.TextArea rows={2} maxLength={200} showCount />
          </Form.Item>
          <ProblemNote error={decide.error} />
        </Form>
      </Modal>
    </li>
  );
}
