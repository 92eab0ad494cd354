import { useCallback, useEffect, useState } from 'react';

/**
 * The till alone on the screen: the browser's frame goes where the browser lets it go (a telephone may not), the app's own
 * always does. Left by its button, by Escape, or by leaving the browser's full screen in any other way.
 */
export function useFullScreen(): { full: boolean; setFull: (on: boolean) => void } {
  const [full, setFullState] = useState(false);
  useEffect(() => {
    const onChange = () => {
      if (!document.fullscreenElement) setFullState(false);
    };
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && setFullState(false);
    document.addEventListener('fullscreenchange', onChange);
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('fullscreenchange', onChange);
      document.removeEventListener('keydown', onKey);
    };
  }, []);
  const setFull = useCallback((on: boolean) => {
    setFullState(on);
    if (on && document.fullscreenEnabled) {
      // Refused by a policy of the browser: the app's own frame is gone all the same.
      document.documentElement.requestFullscreen().catch(() => undefined);
    } else if (!on && document.fullscreenElement) void document.exitFullscreen();
  }, []);
  return { full, setFull };
}
