import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { TillEvent } from '../../api/types';
import { chime } from './chime';
import { PaidScreen } from './PaidScreen';
import { useFullScreen } from './useFullScreen';

/**
 * What the whole app hears from the shop: somebody has paid. The server pushes it; whoever finds out another way (the
 * cashier's own charge, a question about a result) announces it here too, and each payment is shown once.
 */
interface TillContext {
  live: boolean;
  sound: boolean;
  setSound: (on: boolean) => void;
  /** The till alone on the screen. */
  full: boolean;
  setFull: (on: boolean) => void;
  announce: (event: TillEvent) => void;
}

const Context = createContext<TillContext | null>(null);
const SOUND_KEPT = 'tongbao.merchant.sound';
const RECONNECT_MS = 3_000;

export function useTill(): TillContext {
  const till = use(Context);
  if (!till) throw new Error('useTill outside of the till');
  return till;
}

export function Till({ children }: { children: ReactNode }) {
  const queries = useQueryClient();
  const [live, setLive] = useState(false);
  const [paid, setPaid] = useState<{ latest: TillEvent; before: TillEvent | null } | null>(null);
  const [sound, setSoundState] = useState(() => localStorage.getItem(SOUND_KEPT) !== 'off');
  const soundNow = useRef(sound);
  soundNow.current = sound;
  const shown = useRef(new Set<string>());

  const setSound = useCallback((on: boolean) => {
    localStorage.setItem(SOUND_KEPT, on ? 'on' : 'off');
    setSoundState(on);
  }, []);

  const { full, setFull } = useFullScreen();

  const announce = useCallback(
    (event: TillEvent) => {
      if (shown.current.has(event.paymentId)) return;
      shown.current.add(event.paymentId);
      setPaid((now) => ({ latest: event, before: now?.latest ?? null }));
      if (soundNow.current) chime();
      void queries.invalidateQueries();
    },
    [queries],
  );

  useEffect(() => {
    let source: EventSource | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let over = false;
    function listen() {
      if (over) return;
      source = new EventSource('/merchant-events?app=merchant');
      source.onopen = () => {
        setLive(true);
        // Whatever happened while nobody listened is in the lists.
        void queries.invalidateQueries();
      };
      source.onerror = () => {
        setLive(false);
        // The browser connects again by itself, except after an answer that was not a stream.
        if (source?.readyState === EventSource.CLOSED) timer = setTimeout(listen, RECONNECT_MS);
      };
      source.addEventListener('payment.received', (message) => announce(JSON.parse(message.data) as TillEvent));
      for (const type of ['payment.refunded', 'payment.pending', 'payment.declined']) source.addEventListener(type, () => void queries.invalidateQueries());
    }
    listen();
    return () => {
      over = true;
      clearTimeout(timer);
      source?.close();
    };
  }, [announce, queries]);

  const value = useMemo(() => ({ live, sound, setSound, full, setFull, announce }), [live, sound, setSound, full, setFull, announce]);
  return (
    <Context value={value}>
      {children}
      {paid && <PaidScreen event={paid.latest} before={paid.before} onClose={() => setPaid(null)} />}
    </Context>
  );
}
