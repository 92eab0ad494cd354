import { useSearchParams } from 'react-router';

/** What a list is filtered by stands in the address: back, reload and a link to a colleague keep it. */
export function useFilters<Name extends string>(...names: Name[]) {
  const [search, setSearch] = useSearchParams();
  const filter = Object.fromEntries(names.map((name) => [name, search.get(name) ?? ''])) as Record<Name, string>;
  return {
    filter,
    filtered: names.some((name) => filter[name] !== ''),
    open: search.get('open'),
    change(part: Partial<Record<Name | 'open', string | null>>) {
      const next = new URLSearchParams(search);
      for (const [name, value] of Object.entries(part) as [string, string | null][]) {
        if (value) next.set(name, value);
        else next.delete(name);
      }
      setSearch(next, { replace: true });
    },
    /** Exactly these, whatever was set before. */
    apply(filters: Record<string, string>) {
      setSearch(Object.fromEntries(Object.entries(filters).filter(([name, value]) => (names as string[]).includes(name) && value !== '')), { replace: true });
    },
    clear() {
      setSearch({}, { replace: true });
    },
  };
}
