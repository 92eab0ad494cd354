import { Form, InputNumber, Modal, Select } from 'antd';
import { useNavigate } from 'react-router';
import type { Backtest, Campaign, CampaignVersion } from '../../api/types';
import { ProblemNote } from '../../shared/desk/ProblemNote';
import { usePages } from '../../shared/desk/usePages';
import { useWords } from '../../shared/i18n/start';
import { carryOut } from '../../shared/intents';
import { useIntent } from '../../shared/useIntent';
import { api } from '../api';

interface Choice {
  days: number;
  version: number;
  /** "campaign version" of the other draft. */
  other?: string;
}

const MAX_DAYS = 366;

/** Which version is run over how many days of payments, and beside which other. */
export function StartBacktest({ campaign, open, onClose }: { campaign: Campaign; open: boolean; onClose: () => void }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const [form] = Form.useForm<Choice>();
  const versions = usePages<CampaignVersion>(api, `/campaigns/${campaign.id}/versions`, { for: 'backtest' }, { limit: 100, enabled: open });
  const campaigns = usePages<Campaign>(api, '/campaigns', { for: 'backtest' }, { limit: 100, enabled: open });
  const start = useIntent({
    mutationFn: (body: { days: number; drafts: { campaignId: string; version: number }[] }) => carryOut('backtest', body, (key) => api.post<Backtest>('/backtests', body, { idempotencyKey: key })),
    onSuccess: ({ id }) => void navigate(`/backtests/${id}`),
  });
  const own = versions.items.map(({ n, plan }) => ({ value: n, label: `${t('campaigns.version', { n })} · ${plan.name}` }));
  const begin = ({ days, version, other }: Choice) => {
    const [campaignId, n] = other?.split(' ') ?? [];
    start.mutate({ days, drafts: [{ campaignId: campaign.id, version }, ...(campaignId ? [{ campaignId, version: Number(n) }] : [])] });
  };
  return (
    <Modal title={t('backtests.start')} open={open} onCancel={onClose} okText={t('backtests.begin')} cancelText={t('common.cancel')} confirmLoading={start.isPending} onOk={() => form.submit()}>
      <p className="muted">{t('backtests.startHelp')}</p>
      <Form<Choice> name="start-backtest" form={form} layout="vertical" requiredMark={false} initialValues={{ days: 30, version: campaign.newest.n }} onFinish={begin}>
        <Form.Item name="days" label={t('backtests.lastDays')} rules={[{ required: true, message: t('common.required') }]}>
          <InputNumber min={1} max={MAX_DAYS} precision={0} style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name="version" label={t('backtests.draft')}>
          <Select options={own} loading={versions.loading} />
        </Form.Item>
        <Form.Item name="other" label={t('backtests.compareWith')} extra={t('backtests.compareHelp')}>
          <Select
            allowClear
            loading={campaigns.loading}
            options={[
              { label: t('backtests.ownVersions'), options: own.map(({ value, label }) => ({ value: `${campaign.id} ${value}`, label })) },
              {
                label: t('backtests.otherCampaigns'),
                options: campaigns.items
                  .filter(({ id }) => id !== campaign.id)
                  .map(({ id, newest }) => ({ value: `${id} ${newest.n}`, label: `${newest.plan.name} · ${t('campaigns.version', { n: newest.n })}` })),
              },
            ]}
          />
        </Form.Item>
        <ProblemNote error={start.error} />
      </Form>
    </Modal>
  );
}
