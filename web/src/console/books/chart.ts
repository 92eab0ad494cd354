import { useQuery } from '@tanstack/react-query';
import type { Chart } from '../../api/types';
import { useWords } from '../../shared/i18n/start';
import { api } from '../api';

/** The kinds of account; they change when a new one is first used. */
export function useChart() {
  return useQuery({ queryKey: ['/books/chart'], queryFn: ({ signal }) => api.get<Chart>('/books/chart', { signal }) });
}

/** A kind of account as a person calls it; one that these words don't know keeps its own name. */
export function useKindName() {
  const { t } = useWords();
  return (kind: string) => t(`books.accountKinds.${kind}`, { defaultValue: kind });
}
