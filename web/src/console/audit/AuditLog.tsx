import { DownloadOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { Link } from 'react-router';
import type { AuditLine, StaffMember } from '../../api/types';
import { CopyId } from '../../shared/desk/CopyId';
import { ProblemNote } from '../../shared/desk/ProblemNote';
import { usePages } from '../../shared/desk/usePages';
import { useWords } from '../../shared/i18n/start';
import { saveFile } from '../../shared/saveFile';
import { When } from '../../shared/When';
import { api } from '../api';
import { Chips } from '../Chips';
import { DataTable } from '../DataTable';
import { PageHead } from '../PageHead';
import { Period } from '../Period';
import { useStaff } from '../StaffContext';
import { useFilters } from '../useFilters';
import { ACTIONS, placeOf } from './actions';

/** Who did what when, and whom they looked at: for administrators everybody's, for operators their own. */
export function AuditLog() {
  const { t } = useWords();
  const administrator = useStaff().roles.includes('ADMINISTRATOR');
  const { filter, filtered, change, apply, clear } = useFilters('staffId', 'action', 'thing', 'discloses', 'from', 'until');
  const lines = usePages<AuditLine>(api, '/audit-log', filter, { refetchMs: 15_000 });
  const staff = usePages<StaffMember>(api, '/staff', {}, { enabled: administrator, limit: 100 });
  const download = useMutation({ mutationFn: async () => saveFile('audit-log.csv', await api.file('/audit-log.csv', { query: filter })) });
  const nameOf = (action: string) => (ACTIONS[action] ? t(`audit.actions.${ACTIONS[action]}`) : action);
  return (
    <>
      <PageHead title={t('audit.title')} lead={t(administrator ? 'audit.lead' : 'audit.leadOwn')}>
        <Button icon={<DownloadOutlined />} loading={download.isPending} onClick={() => download.mutate()}>
          {t('common.export')}
        </Button>
      </PageHead>
      <ProblemNote error={download.error} />
      <div className="filters" role="search">
        <Chips
          label={t('audit.kind')}
          value={filter.discloses}
          onChange={(discloses) => change({ discloses })}
          options={[
            { value: '', label: t('common.any') },
            { value: 'reveal', label: t('audit.reveal') },
            { value: 'export', label: t('audit.export') },
          ]}
        />
        {administrator && (
          <Select
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            style={{ width: 180 }}
            aria-label={t('audit.who')}
            placeholder={t('audit.who')}
            value={filter.staffId || undefined}
            onChange={(staffId?: string) => change({ staffId: staffId ?? null })}
            options={staff.items.map((member) => ({ value: member.id, label: member.name }))}
          />
        )}
        <Select
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          style={{ width: 220 }}
          aria-label={t('audit.action')}
          placeholder={t('audit.action')}
          value={filter.action || undefined}
          onChange={(action?: string) => change({ action: action ?? null })}
          options={Object.keys(ACTIONS).map((action) => ({ value: action, label: nameOf(action) }))}
        />
        <Period from={filter.from} until={filter.until} onChange={change} />
        {filter.thing && (
          <button type="button" className="chip" onClick={() => change({ thing: null })}>
            {filter.thing} ×
          </button>
        )}
      </div>
      <DataTable<AuditLine>
        label={t('audit.title')}
        pages={lines}
        rowKey={(line) => line.id}
        views={{ list: 'audit_log', filter, apply }}
        filtered={filtered}
        onClear={clear}
        empty={t('audit.empty')}
        columns={[
          { title: t('common.time'), render: (_, line) => <When at={line.at} /> },
          {
            title: t('audit.who'),
            render: (_, line) => (
              <span>
                <span className="strong">{line.staffName}</span>
                <span className="small muted"> · {t(`roles.${line.role}`)}</span>
              </span>
            ),
          },
          {
            title: t('audit.action'),
            render: (_, line) => (
              <span title={line.action}>
                {nameOf(line.action)} {line.discloses && <span className="pill">{t(`audit.${line.discloses}`)}</span>}
              </span>
            ),
          },
          {
            title: t('audit.thing'),
            render: (_, line) =>
              line.things.map((thing) => {
                const place = placeOf(thing);
                return (
                  <div key={thing} className="audit-thing">
                    <CopyId id={thing} />
                    {place && (
                      <Link to={place} aria-label={`${t('audit.open')} ${thing}`}>
                        {t('audit.open')}
                      </Link>
                    )}
                    {!filter.thing && (
                      <button type="button" className="row-link small" aria-label={`${t('audit.onlyThis')} ${thing}`} onClick={() => change({ thing })}>
                        {t('audit.onlyThis')}
                      </button>
                    )}
                  </div>
                );
              }),
          },
          { title: t('audit.outcome'), render: (_, line) => <Outcome line={line} /> },
        ]}
      />
    </>
  );
}

function Outcome({ line }: { line: AuditLine }) {
  const { t } = useWords();
  if (!line.outcome) return <span className="pill amber">{t('audit.untold')}</span>;
  if (line.outcome.status < 400) return <span className="pill jade">{t('audit.done')}</span>;
  return (
    <span>
      <span className="pill amber">{t('audit.refused')}</span> <span className="small muted mono">{line.outcome.problem ?? line.outcome.status}</span>
    </span>
  );
}
