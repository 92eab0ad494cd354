import { CheckCircleFilled, ClockCircleOutlined, UploadOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { type ChangeEvent, useId, useRef, useState } from 'react';
import type { MerchantDocument, MerchantDocumentKind, Page } from '../../api/types';
import { ProblemBox, ProblemNote } from '../../shared/desk/ProblemNote';
import { useWords } from '../../shared/i18n/start';
import { every } from '../../shared/poll';
import { base64, READABLE_EDGE, shrinkPicture } from '../../shared/shrinkPicture';
import { ErrorState, Skeleton } from '../../shared/states';
import { useBlobUrl } from '../../shared/useBlobUrl';
import { api } from '../api';

const LOOK_MS = 10_000;

export function useDocuments() {
  const kinds = useQuery({ queryKey: ['/merchant-document-kinds'], queryFn: ({ signal }) => api.get<Page<MerchantDocumentKind>>('/merchant-document-kinds', { signal }) });
  const mine = useQuery({
    queryKey: ['/merchants/mine/documents'],
    queryFn: ({ signal }) => api.get<Page<MerchantDocument>>('/merchants/mine/documents', { signal }),
    refetchInterval: every(LOOK_MS),
  });
  const missing = (kinds.data?.items ?? []).filter((kind) => kind.required && !mine.data?.items.some((one) => one.kind === kind.code && one.state !== 'refused'));
  return { kinds, mine, missing, known: kinds.data !== undefined && mine.data !== undefined };
}

/** What the shop shows of itself: each with its state, and what is to be brought again. */
export function Documents() {
  const { kinds, mine } = useDocuments();
  if (kinds.isPending || mine.isPending) return <Skeleton rows={[72, 72, 72]} />;
  if (!kinds.data || !mine.data) return <ErrorState error={kinds.error ?? mine.error} onRetry={() => void Promise.all([kinds.refetch(), mine.refetch()])} />;
  return (
    <ul className="rows documents">
      {kinds.data.items.map((kind) => (
        <DocumentRow key={kind.code} kind={kind} document={mine.data.items.find((one) => one.kind === kind.code)} />
      ))}
    </ul>
  );
}

function DocumentRow({ kind, document }: { kind: MerchantDocumentKind; document: MerchantDocument | undefined }) {
  const { t, language } = useWords();
  const queries = useQueryClient();
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  const [unreadable, setUnreadable] = useState(false);
  const [chosen, setChosen] = useState<Blob>();
  const preview = useBlobUrl(chosen);
  const bring = useMutation({
    mutationFn: async (picture: Blob) => api.post<MerchantDocument>('/merchants/mine/documents', { kind: kind.code, data: await base64(picture) }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['/merchants/mine/documents'] }),
  });
  async function choose(event: ChangeEvent<HTMLInputElement>) {
    const file = event.target.files?.[0];
    event.target.value = '';
    if (!file) return;
    bring.reset();
    const small = await shrinkPicture(file, READABLE_EDGE);
    setUnreadable(small === null);
    setChosen(small ?? undefined);
    if (small) bring.mutate(small);
  }
  const name = language.startsWith('zh') ? kind.nameZh : kind.nameEn;
  const state = document?.state;
  return (
    <li className="document">
      <span className="row-main">
        <span className="strong" id={id}>
          {name}
          {!kind.required && <span className="small muted"> · {t('documents.optional')}</span>}
        </span>
        <span className={`small ${state === 'accepted' ? 'jade-text' : state === 'refused' ? 'amber-text' : 'muted'}`} role="status">
          {state === 'accepted' ? <CheckCircleFilled aria-hidden /> : state === 'received' ? <ClockCircleOutlined aria-hidden /> : null} {t(`documents.states.${state ?? 'none'}`)}
        </span>
      </span>
      {preview && state !== 'accepted' && <img className="document-preview" src={preview} alt={name} />}
      {state !== 'accepted' && (
        <>
          <input ref={field} type="file" accept="image/*" className="visually-hidden" aria-labelledby={id} tabIndex={-1} onChange={(event) => void choose(event)} />
          <Button icon={<UploadOutlined />} loading={bring.isPending} onClick={() => field.current?.click()} aria-describedby={id}>
            {document ? t('documents.again') : t('documents.bring')}
          </Button>
        </>
      )}
      {state === 'refused' && document?.reason && <ProblemBox>{t('documents.refused', { reason: document.reason })}</ProblemBox>}
      {unreadable && <ProblemBox>{t('documents.unreadable')}</ProblemBox>}
      <ProblemNote error={bring.error} />
    </li>
  );
}
