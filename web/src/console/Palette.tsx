import { useQuery } from '@tanstack/react-query';
import { Input, type InputRef, Modal } from 'antd';
import { useDeferredValue, useEffect, useId, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import type { Merchant } from '../api/types';
import type { Page } from '../api/types';
import { useWords } from '../shared/i18n/start';
import { api } from './api';
import { pagesFor } from './pages';
import { useStaff } from './StaffContext';

interface Choice {
  key: string;
  group: string;
  label: string;
  hint?: string;
  to: string;
}

/** A phone number, or the id of somebody. */
const isCustomer = (text: string) => /^cus_[0-9a-z]{26}$/.test(text) || /^\+?[\d\s-]{8,20}$/.test(text);

/** Ctrl-K: any page by its name, a payment by its id, a merchant by name, a customer by phone number. Arrows choose, Enter opens. */
export function Palette({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const me = useStaff();
  const listId = useId();
  const input = useRef<InputRef>(null);
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const wanted = text.trim().toLowerCase();
  const asked = useDeferredValue(wanted);
  const merchants = useQuery({
    queryKey: ['/merchants', { q: asked }, 'palette'],
    queryFn: ({ signal }) => api.get<Page<Merchant>>('/merchants', { query: { q: asked, limit: 6 }, signal }),
    enabled: asked.length > 0 && !asked.startsWith('pay_'),
  });
  useEffect(() => {
    const timer = setTimeout(() => input.current?.focus(), 60);
    return () => clearTimeout(timer);
  }, []);

  const pages: Choice[] = [...pagesFor(me.roles).flatMap((group) => group.pages), ...(me.roles.includes('OPERATOR') ? [{ to: '/offers/new', name: 'nav.newOffer' }] : [])]
    .map((page) => ({ key: page.to, group: t('palette.pages'), label: t(page.name), to: page.to }))
    .filter((choice) => wanted === '' || choice.label.toLowerCase().includes(wanted));
  const direct: Choice[] = /^pay_[0-9a-z]{26}$/.test(wanted)
    ? [{ key: wanted, group: t('palette.direct'), label: t('palette.payment', { id: wanted }), to: `/payments?open=${wanted}` }]
    : isCustomer(wanted)
      ? [{ key: wanted, group: t('palette.direct'), label: t('palette.customer', { id: wanted }), to: `/customers?q=${encodeURIComponent(wanted)}` }]
      : [];
  const shops: Choice[] = (wanted === '' ? [] : (merchants.data?.items ?? [])).map((merchant) => ({
    key: merchant.id,
    group: t('palette.merchants'),
    label: merchant.name,
    hint: merchant.city,
    to: `/merchants?open=${merchant.id}`,
  }));
  const choices = [...direct, ...pages, ...shops];
  const chosen = Math.min(at, choices.length - 1);

  function open(choice: Choice | undefined) {
    if (!choice) return;
    onClose();
    void navigate(choice.to);
  }

  return (
    <Modal open onCancel={onClose} footer={null} closable={false} width={560} title={<span className="visually-hidden">{t('palette.title')}</span>} className="palette" style={{ top: 90 }}>
      <Input
        ref={input}
        size="large"
        variant="borderless"
        placeholder={t('palette.placeholder')}
        aria-label={t('palette.title')}
        role="combobox"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={choices[chosen] ? `${listId}-${chosen}` : undefined}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
        }}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') setAt(Math.min(chosen + 1, choices.length - 1));
          else if (event.key === 'ArrowUp') setAt(Math.max(chosen - 1, 0));
          else if (event.key === 'Enter') open(choices[chosen]);
          else return;
          event.preventDefault();
        }}
      />
      <ul id={listId} role="listbox" aria-label={t('palette.title')}>
        {choices.map((choice, index) => (
          <li key={choice.key} id={`${listId}-${index}`} role="option" aria-selected={index === chosen} onMouseMove={() => setAt(index)} onClick={() => open(choice)}>
            <span>{choice.label}</span>
            <span className="muted small">{choice.hint ?? choice.group}</span>
          </li>
        ))}
      </ul>
      {choices.length === 0 && <p className="muted palette-none">{t('palette.none')}</p>}
    </Modal>
  );
}
