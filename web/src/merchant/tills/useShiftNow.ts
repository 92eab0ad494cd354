import { useQuery } from '@tanstack/react-query';
import type { ShiftNow } from '../../api/types';
import { every } from '../../shared/poll';
import { api } from '../api';

const LOOK_MS = 15_000;

/** One's own shift; asked for again and again, because others hand over and the drawer fills meanwhile. */
export function useShiftNow() {
  return useQuery({
    queryKey: ['/shifts/current'],
    queryFn: ({ signal }) => api.get<ShiftNow>('/shifts/current', { signal }),
    refetchInterval: every(LOOK_MS),
  });
}
