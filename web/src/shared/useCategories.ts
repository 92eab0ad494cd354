import { useQuery } from '@tanstack/react-query';
import type { MerchantCategory, Page } from '../api/types';
import type { Client } from './client';
import { useWords } from './i18n/start';

/** What merchants may say they sell, in the reader's language: a list of the server's, with its names. */
export function useCategories(client: Client) {
  const { language } = useWords();
  const query = useQuery({
    queryKey: ['/merchant-categories'],
    queryFn: ({ signal }) => client.get<Page<MerchantCategory>>('/merchant-categories', { signal }),
    staleTime: Infinity,
  });
  const all = (query.data?.items ?? []).map(({ code, nameZh, nameEn }) => ({ value: code, label: language === 'zh-CN' ? nameZh : nameEn }));
  return { all, loading: query.isPending, nameOf: (code: string) => all.find((category) => category.value === code)?.label ?? (query.isPending ? '' : code) };
}
