import { CheckOutlined, CopyOutlined } from '@ant-design/icons';
import { Button, Tooltip } from 'antd';
import { useState } from 'react';
import { useWords } from '../i18n/start';

/** An id that can be copied whole and is shown with its ends only. */
export function CopyId({ id, short = true }: { id: string; short?: boolean }) {
  const { t } = useWords();
  const [copied, setCopied] = useState(false);
  const shown = short && id.length > 18 ? `${id.slice(0, 8)}…${id.slice(-6)}` : id;
  return (
    <span style={{ display: 'inline-flex', alignItems: 'center', gap: 2 }}>
      <Tooltip title={short ? id : undefined}>
        <span className="mono">{shown}</span>
      </Tooltip>
      <Button
        type="text"
        size="small"
        aria-label={`${t('action.copy')} ${id}`}
        icon={copied ? <CheckOutlined style={{ color: 'var(--jade)' }} /> : <CopyOutlined />}
        onClick={(event) => {
          event.stopPropagation();
          void navigator.clipboard?.writeText(id).then(() => {
            setCopied(true);
            setTimeout(() => setCopied(false), 1500);
          });
        }}
      />
    </span>
  );
}
