import type { TFunction } from 'i18next';
import { basisPointsOf } from '../../shared/money';

/** Rules of the offer form beyond those of its amounts. */
export function rulesOf(t: TFunction) {
  return {
    required: { required: true, message: t('common.required') },
    percent: {
      validator: async (_: unknown, typed: string | undefined) => {
        if (basisPointsOf(typed) === null) throw new Error(t('offerForm.percentWrong'));
      },
    },
    /** Nothing, or a part of all customers: not all of them. */
    holdout: {
      validator: async (_: unknown, typed: string | undefined) => {
        if (!(typed ?? '').trim()) return;
        const basisPoints = basisPointsOf(typed);
        if (basisPoints === null || basisPoints === 10_000) throw new Error(t('offerForm.holdoutWrong'));
      },
    },
  };
}
