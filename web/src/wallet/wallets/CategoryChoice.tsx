import { useMutation } from '@tanstack/react-query';
import type { BillCategory } from '../../api/types';
import { useWords } from '../../shared/i18n/start';
import type { Problem } from '../../shared/problem';
import { useCategories } from '../../shared/useCategories';
import { api, queryClient } from '../api';
import { Refusal } from '../parts';

const OWN = '';

/** Which category a merchant is under. Another one chosen is kept for all that was and will be paid there. */
export function CategoryChoice({ spentAt, name }: { spentAt: BillCategory; name: string }) {
  const { t } = useWords();
  const categories = useCategories(api);
  const path = `/spending-categories/${spentAt.merchantId}`;
  const correct = useMutation<void, Problem, string>({
    mutationFn: (category) => (category === OWN ? api.delete(path) : api.put(path, { category })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['bills'] }),
  });
  const shown = (correct.isPending && correct.variables) || spentAt.category;
  return (
    <div className="category-choice">
      <select aria-label={t('spending.categoryOf', { name })} value={shown} disabled={correct.isPending} onChange={(event) => correct.mutate(event.target.value)}>
        {categories.all.some(({ value }) => value === shown) || <option value={shown}>{categories.nameOf(shown)}</option>}
        {categories.all.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
        {spentAt.corrected && <option value={OWN}>{t('spending.shopsOwn')}</option>}
      </select>
      <Refusal problem={correct.error} />
    </div>
  );
}
