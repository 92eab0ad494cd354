import { useQuery } from '@tanstack/react-query';
import { Input, type InputRef, Modal } from 'antd';
import { useDeferredValue, useEffect, useId, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import type { Merchant, Offer } from '../api/types';
import type { Page } from '../api/types';
import { useWords } from '../shared/i18n/start';
import { api } from './api';
import type { CustomersState } from './customers/Customers';
import { pagesFor } from './pages';
import { useStaff } from './StaffContext';

interface Choice {
  key: string;
  group: string;
  label: string;
  hint?: string;
  to: string;
  /** What the page is told beside its address. */
  state?: CustomersState;
}

/** What stands for one thing: ids of ours, an entry's number; and the end of a phone number, which only the search of customers may ask for. */
const KINDS: { name: string; pattern: RegExp; to: (text: string) => string; state?: (text: string) => CustomersState }[] = [
  { name: 'payment', pattern: /^pay_[0-9a-z]{26}$/, to: (id) => `/payments?open=${id}` },
  { name: 'refund', pattern: /^ref_[0-9a-z]{26}$/, to: (id) => `/refunds?q=${id}` },
  { name: 'send', pattern: /^snd_[0-9a-z]{26}$/, to: (id) => `/sends?open=${id}` },
  { name: 'order', pattern: /^ord_[0-9a-z]{26}$/, to: (id) => `/payments?q=${id}` },
  { name: 'customer', pattern: /^cus_[0-9a-z]{26}$/, to: (id) => `/customers/${id}` },
  { name: 'merchant', pattern: /^mer_[0-9a-z]{26}$/, to: (id) => `/merchants?open=${id}` },
  { name: 'offer', pattern: /^off_[0-9a-z]{26}$/, to: (id) => `/offers/${id}` },
  { name: 'entry', pattern: /^\d{1,18}$/, to: (id) => `/books/entries/${id}` },
  { name: 'lastFour', pattern: /^\d{4}$/, to: () => '/customers', state: (digits) => ({ lastFour: digits }) },
];

/** Ctrl-K: any page by its name, a thing by its id, merchants and offers by name, customers by the end of their number. Arrows choose, Enter opens. */
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
    enabled: asked.length > 0 && !/^[a-z]{3}_/.test(asked),
  });
  const offers = useQuery({
    queryKey: ['/offers', 'palette'],
    queryFn: ({ signal }) => api.get<Page<Offer>>('/offers', { query: { limit: 100 }, signal }),
    staleTime: 30_000,
  });
  useEffect(() => {
    const timer = setTimeout(() => input.current?.focus(), 60);
    return () => clearTimeout(timer);
  }, []);

  const pages: Choice[] = [...pagesFor(me.roles).flatMap((group) => group.pages), ...(me.roles.includes('OPERATOR') ? [{ to: '/offers/new', name: 'nav.newOffer' }] : [])]
    .map((page) => ({ key: page.to, group: t('palette.pages'), label: t(page.name), to: page.to }))
    .filter((choice) => wanted === '' || choice.label.toLowerCase().includes(wanted));
  const direct: Choice[] = KINDS.filter(({ pattern }) => pattern.test(wanted)).map(({ name, to, state }) => ({ key: name, group: t('palette.direct'), label: t(`palette.${name}`, { id: wanted }), to: to(wanted), state: state?.(wanted) }));
  const shops: Choice[] = (wanted === '' ? [] : (merchants.data?.items ?? [])).map((merchant) => ({
    key: merchant.id,
    group: t('palette.merchants'),
    label: merchant.name,
    hint: merchant.city,
    to: `/merchants?open=${merchant.id}`,
  }));
  const campaigns: Choice[] = (wanted === '' ? [] : (offers.data?.items ?? []))
    .filter((offer) => offer.name.toLowerCase().includes(wanted))
    .slice(0, 6)
    .map((offer) => ({ key: offer.id, group: t('palette.offers'), label: offer.name, to: `/offers/${offer.id}` }));
  const choices = [...direct, ...pages, ...shops, ...campaigns];
  const chosen = Math.min(at, choices.length - 1);

  function open(choice: Choice | undefined) {
    if (!choice) return;
    onClose();
    void navigate(choice.to, { state: choice.state });
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
