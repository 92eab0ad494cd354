import { SearchOutlined } from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Drawer, Form, Input, Modal } from 'antd';
import { useDeferredValue, useEffect, useState } from 'react';
import { Link } from 'react-router';
import type { Merchant, MerchantDecision, MerchantStatus } from '../../api/types';
import { CopyId } from '../../shared/desk/CopyId';
import { ProblemNote } from '../../shared/desk/ProblemNote';
import { QrCode } from '../../shared/QrCode';
import { useCategories } from '../../shared/useCategories';
import { usePages } from '../../shared/desk/usePages';
import { useWords } from '../../shared/i18n/start';
import { ErrorState, Skeleton } from '../../shared/states';
import { useIntent } from '../../shared/useIntent';
import { When } from '../../shared/When';
import { api } from '../api';
import { Chips } from '../Chips';
import { DataTable } from '../DataTable';
import { PageHead } from '../PageHead';
import { MerchantAccount } from '../settlements/MerchantAccount';
import { useOperator } from '../StaffContext';
import { MerchantLimits } from '../offers/MerchantLimits';
import { MerchantDocuments, useMerchantDocuments } from './MerchantDocuments';
import { MerchantTimeline } from './MerchantTimeline';
import { useFilters } from '../useFilters';

const STATUSES: MerchantStatus[] = ['applied', 'active', 'rejected', 'suspended'];
const TONES: Record<MerchantStatus, string> = { applied: 'amber', active: 'jade', rejected: '', suspended: 'amber' };

export function Merchants() {
  const { t } = useWords();
  const { filter, filtered, open, change, apply, clear } = useFilters('status', 'q');
  const merchants = usePages<Merchant>(api, '/merchants', useDeferredValue(filter), { refetchMs: 10_000 });
  const categories = useCategories(api);
  const shown = merchants.items.find((merchant) => merchant.id === open);
  return (
    <>
      <PageHead title={t('merchants.title')} />
      <div className="filters" role="search">
        <Input
          allowClear
          style={{ width: 280 }}
          aria-label={t('merchants.search')}
          placeholder={t('merchants.search')}
          prefix={<SearchOutlined className="muted" />}
          value={filter.q}
          onChange={(event) => change({ q: event.target.value })}
        />
        <Chips
          label={t('common.state')}
          value={filter.status}
          onChange={(status) => change({ status })}
          options={[{ value: '', label: t('common.any') }, ...STATUSES.map((status) => ({ value: status as string, label: t(`merchants.states.${status}`) }))]}
        />
      </div>
      <DataTable<Merchant>
        label={t('merchants.title')}
        pages={merchants}
        rowKey={(merchant) => merchant.id}
        onOpen={(merchant) => change({ open: merchant.id })}
        views={{ list: 'merchants', filter, apply }}
        filtered={filtered}
        onClear={clear}
        empty={t('merchants.emptyHint')}
        columns={[
          {
            title: t('merchants.name'),
            render: (_, merchant) => (
              <button type="button" className="row-link" onClick={() => change({ open: merchant.id })}>
                {merchant.name}
              </button>
            ),
          },
          { title: t('common.state'), render: (_, merchant) => <StatusPill status={merchant.status} /> },
          { title: t('merchants.category'), render: (_, merchant) => categories.nameOf(merchant.category) },
          { title: t('merchants.city'), dataIndex: 'city' },
          { title: t('merchants.currency'), dataIndex: 'currency' },
          { title: t('common.id'), render: (_, merchant) => <CopyId id={merchant.id} /> },
        ]}
        file={{ path: '/merchants.csv', query: filter }}
      />
      <MerchantDrawer id={open} known={shown} onClose={() => change({ open: null })} />
    </>
  );
}

function StatusPill({ status }: { status: MerchantStatus }) {
  const { t } = useWords();
  return <span className={`pill ${TONES[status]}`}>{t(`merchants.states.${status}`)}</span>;
}

function MerchantDrawer({ id, known, onClose }: { id: string | null; known: Merchant | undefined; onClose: () => void }) {
  const { t } = useWords();
  const query = useQuery({
    queryKey: ['/merchants', id],
    queryFn: ({ signal }) => api.get<Merchant>(`/merchants/${id}`, { signal }),
    enabled: id !== null && known === undefined,
    retry: false,
  });
  const merchant = known ?? query.data;
  return (
    <Drawer title={merchant?.name ?? t('merchants.title')} open={id !== null} onClose={onClose} size={460} extra={merchant && <StatusPill status={merchant.status} />}>
      {merchant ? <MerchantFacts key={merchant.id} merchant={merchant} /> : query.error ? <ErrorState error={query.error} /> : <Skeleton rows={[24, 24, 24, 160]} />}
    </Drawer>
  );
}

function MerchantFacts({ merchant }: { merchant: Merchant }) {
  const { t, language } = useWords();
  const { missing } = useMerchantDocuments(merchant);
  const { modal, message } = App.useApp();
  const queries = useQueryClient();
  const categories = useCategories(api);
  const operator = useOperator();
  const [stopping, setStopping] = useState(false);
  // It outlives the dialog's way out, so that the words stand still meanwhile.
  const [how, setHow] = useState<'reject' | 'suspend'>('suspend');
  const stop = (what: 'reject' | 'suspend') => {
    decide.reset();
    setHow(what);
    setStopping(true);
  };
  const [form] = Form.useForm<{ reason: string }>();
  const decide = useIntent({
    mutationFn: (body: MerchantDecision) => api.post<Merchant>(`/merchants/${merchant.id}/approval`, body),
    onSuccess: (_, { decision }) => {
      setStopping(false);
      void message.success(t(`merchants.done.${decision}`, { name: merchant.name }));
      void queries.invalidateQueries();
    },
  });
  // In another state the same is another question.
  useEffect(() => decide.reset(), [merchant.status]);
  const approve = t(merchant.status === 'suspended' ? 'merchants.reinstate' : 'merchants.approve');
  return (
    <>
      <dl className="facts">
        <dt>{t('merchants.category')}</dt>
        <dd>{categories.nameOf(merchant.category)}</dd>
        <dt>{t('merchants.city')}</dt>
        <dd>{merchant.city}</dd>
        {merchant.licenceNumber && (
          <>
            <dt>{t('merchants.licence')}</dt>
            <dd className="mono">{merchant.licenceNumber}</dd>
          </>
        )}
        {merchant.contactName && (
          <>
            <dt>{t('merchants.contact')}</dt>
            <dd>{merchant.contactName}</dd>
          </>
        )}
        <dt>{t('merchants.currency')}</dt>
        <dd>{merchant.currency}</dd>
        {merchant.createdAt && (
          <>
            <dt>{t('merchants.applied')}</dt>
            <dd>
              <When at={merchant.createdAt} full />
            </dd>
          </>
        )}
        {merchant.reason && (
          <>
            <dt>{t('merchants.reason')}</dt>
            <dd>{merchant.reason}</dd>
          </>
        )}
        <dt>{t('common.id')}</dt>
        <dd>
          <CopyId id={merchant.id} />
        </dd>
      </dl>
      {(merchant.status === 'active' || merchant.status === 'suspended') && <MerchantLimits merchantId={merchant.id} currency={merchant.currency} />}
      {merchant.status !== 'suspended' && <MerchantDocuments merchant={merchant} />}
      {operator && missing.length > 0 && (merchant.status === 'applied' || merchant.status === 'rejected') && (
        <p className="small amber-text" role="status">
          {t('merchants.documents.missing', { names: missing.map((kind) => (language.startsWith('zh') ? kind.nameZh : kind.nameEn)).join(language.startsWith('zh') ? '、' : ', ') })}
        </p>
      )}
      {!operator && merchant.status !== 'rejected' && <p className="small muted">{t('common.operatorOnly')}</p>}
      {operator && merchant.status !== 'active' && (
        <div className="drawer-actions">
          <Button
            type="primary"
            size="large"
            disabled={merchant.status !== 'suspended' && missing.length > 0}
            loading={decide.isPending}
            onClick={() =>
              void modal.confirm({
                title: approve,
                content: t('merchants.approveSure', { name: merchant.name }),
                okText: approve,
                cancelText: t('common.cancel'),
                onOk: () => decide.mutateAsync({ decision: 'approve' }).catch(() => undefined),
              })
            }
          >
            {approve}
          </Button>
          {merchant.status === 'applied' && (
            <Button size="large" onClick={() => stop('reject')}>
              {t('merchants.reject')}
            </Button>
          )}
        </div>
      )}
      {!stopping && <ProblemNote error={decide.error} />}
      {merchant.status === 'active' && (
        <>
          {merchant.qr && (
            <div className="drawer-qr">
              <QrCode text={merchant.qr} label={t('merchants.qr')} />
              <p className="small muted">{t('merchants.qr')}</p>
            </div>
          )}
          <Link to={`/payments?merchantId=${merchant.id}`}>{t('merchants.payments')}</Link>
          {operator && (
            <div className="drawer-actions">
              <Button onClick={() => stop('suspend')}>{t('merchants.suspend')}</Button>
            </div>
          )}
        </>
      )}
      {(merchant.status === 'active' || merchant.status === 'suspended') && <MerchantAccount merchant={merchant} />}
      <MerchantTimeline merchant={merchant} />
      <Modal
        title={t(how === 'suspend' ? 'merchants.suspendTitle' : 'merchants.rejectTitle', { name: merchant.name })}
        open={stopping}
        onCancel={() => setStopping(false)}
        okText={t(how === 'suspend' ? 'merchants.suspend' : 'merchants.reject')}
        cancelText={t('common.cancel')}
        confirmLoading={decide.isPending}
        onOk={() => form.submit()}
        afterClose={() => form.resetFields()}
      >
        <Form name="merchant-decision" form={form} layout="vertical" requiredMark={false} onFinish={({ reason }) => stopping && decide.mutate({ decision: how, reason: reason.trim() })}>
          {how === 'suspend' && <p>{t('merchants.suspendSure')}</p>}
          <Form.Item name="reason" label={t('merchants.reason')} extra={t(how === 'suspend' ? 'merchants.suspendHint' : 'merchants.rejectHint')} rules={[{ required: true, whitespace: true, message: t('common.required') }]}>
            <Input.TextArea rows={3} maxLength={200} showCount />
          </Form.Item>
          <ProblemNote error={decide.error} />
        </Form>
      </Modal>
    </>
  );
}
