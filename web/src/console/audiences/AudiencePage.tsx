import { ArrowLeftOutlined } from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import type { Audience, AudienceMember, AudienceUpload } from '../../api/types';
import { CopyId } from '../../shared/desk/CopyId';
import { ProblemNote } from '../../shared/desk/ProblemNote';
import { usePages } from '../../shared/desk/usePages';
import { useWords } from '../../shared/i18n/start';
import { ErrorState, Skeleton } from '../../shared/states';
import { useIntent } from '../../shared/useIntent';
import { When } from '../../shared/When';
import { api } from '../api';
import { DataTable } from '../DataTable';
import { PageHead } from '../PageHead';
import { useOperator } from '../StaffContext';
import { Naming } from './Audiences';
import { UploadList, UploadProblems } from './UploadList';

/** Who is in an audience, and the lists that made it. */
export function AudiencePage() {
  const { id = '' } = useParams();
  const { t, language } = useWords();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const operator = useOperator();
  const [uploading, setUploading] = useState<'add' | 'remove' | null>(null);
  const [naming, setNaming] = useState(false);
  const [shown, setShown] = useState<string>();
  const path = `/audiences/${id}`;
  const query = useQuery({ queryKey: ['/audiences', id], queryFn: ({ signal }) => api.get<Audience>(path, { signal }) });
  const members = usePages<AudienceMember>(api, `${path}/members`, {}, { enabled: query.isSuccess });
  const uploads = usePages<AudienceUpload>(api, `${path}/uploads`, {}, { limit: 20, enabled: query.isSuccess });
  const archive = useIntent({
    mutationFn: ({ name, note, archived }: Audience) => api.put<Audience>(path, { name, ...(note ? { note } : {}), archived: !archived }),
    onSuccess: ({ archived }) => void message.success(t(archived ? 'audiences.wasArchived' : 'audiences.wasBroughtBack')),
    onSettled: () => queries.invalidateQueries(),
  });
  if (query.isPending) return <Skeleton rows={[40, 120, 240]} />;
  if (!query.data) return <ErrorState error={query.error} onRetry={() => void query.refetch()} action={<Link to="/audiences">{t('audiences.back')}</Link>} />;
  const audience = query.data;
  return (
    <>
      <Link to="/audiences" className="back">
        <ArrowLeftOutlined aria-hidden /> {t('audiences.back')}
      </Link>
      <PageHead
        title={audience.name}
        tag={
          <>
            <span className="pill indigo num">{t('audiences.membersOf', { count: audience.members, n: audience.members.toLocaleString(language) })}</span> {audience.archived && <span className="pill">{t('audiences.archived')}</span>}
          </>
        }
        lead={audience.note}
      >
        {operator && <Button onClick={() => setNaming(true)}>{t('audiences.rename')}</Button>}
        {operator && (
          <Button loading={archive.isPending} onClick={() => archive.mutate(audience)}>
            {t(audience.archived ? 'audiences.bringBack' : 'audiences.archive')}
          </Button>
        )}
        {operator && <Button onClick={() => setUploading('remove')}>{t('audiences.remove')}</Button>}
        {operator && (
          <Button type="primary" onClick={() => setUploading('add')}>
            {t('audiences.add')}
          </Button>
        )}
      </PageHead>
      <ProblemNote error={archive.error} />
      <h2 className="section-title">{t('audiences.uploads')}</h2>
      <DataTable<AudienceUpload>
        label={t('audiences.uploads')}
        pages={uploads}
        rowKey={(upload) => upload.id}
        empty={t('audiences.uploadsEmpty')}
        emptyAction={operator && <Button onClick={() => setUploading('add')}>{t('audiences.add')}</Button>}
        columns={[
          { title: t('common.time'), render: (_, upload) => <When at={upload.at} /> },
          { title: t('audiences.what'), render: (_, upload) => t(`audiences.whats.${upload.what}`) },
          { title: t('audiences.rows'), align: 'right', render: (_, upload) => upload.rows.toLocaleString(language) },
          { title: t('audiences.changed'), align: 'right', render: (_, upload) => upload.changed.toLocaleString(language) },
          {
            title: t('audiences.refused'),
            align: 'right',
            render: (_, upload) =>
              upload.refused > 0 ? (
                <Button type="link" size="small" onClick={() => setShown(upload.id)}>
                  {t('coupons.refusedRows', { count: upload.refused })}
                </Button>
              ) : (
                '0'
              ),
          },
          { title: t('audiences.by'), render: (_, upload) => upload.byName ?? '·' },
        ]}
      />
      <h2 className="section-title">{t('audiences.members')}</h2>
      <DataTable<AudienceMember>
        label={t('audiences.members')}
        pages={members}
        rowKey={(member) => member.customerId}
        empty={t('audiences.membersEmpty')}
        columns={[
          { title: t('offers.customer'), render: (_, member) => <Link to={`/customers/${member.customerId}`}>{member.masked}</Link> },
          { title: t('common.id'), render: (_, member) => <CopyId id={member.customerId} /> },
        ]}
        file={{ path: `${path}/members.csv` }}
      />
      {uploading && <UploadList path={`${path}/uploads`} what={uploading} onClose={() => setUploading(null)} />}
      {shown && <UploadProblems id={shown} onClose={() => setShown(undefined)} />}
      <Naming key={`${audience.name} ${audience.note}`} audience={audience} open={naming} onClose={() => setNaming(false)} onDone={() => void queries.invalidateQueries({ queryKey: ['/audiences'] })} />
    </>
  );
}
