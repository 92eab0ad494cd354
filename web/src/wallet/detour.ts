import { useNavigate } from 'react-router';
import { innerPath } from './identity/innerPath';

/** To the screen before this one; where there is none, since this one was opened by its address, to `otherwise`. */
export function useGoBack() {
  const navigate = useNavigate();
  return (otherwise: string) => {
    if ((window.history.state as { idx?: number } | null)?.idx) void navigate(-1);
    else void navigate(otherwise, { replace: true });
  };
}

/**
 * "Choose a PIN first", "link a card first", "top up first": a detour names in `next` the screen that asked for it.
 * When it is done it goes back to that screen, not on to a second one of the same.
 */
export function useDetour(search: URLSearchParams) {
  const goBack = useGoBack();
  const navigate = useNavigate();
  const next = search.get('next');
  return {
    onDetour: next !== null,
    /** `otherwise`: where this screen leads to when nobody asked for it. */
    done: (otherwise: string) => (next === null ? void navigate(otherwise, { replace: true }) : goBack(innerPath(next))),
  };
}

/** The address of a detour from here. */
export const detour = (to: string, here: { pathname: string; search: string }) => `${to}?${new URLSearchParams({ next: here.pathname + here.search })}`;
