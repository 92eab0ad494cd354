import { createContext, use } from 'react';
import type { Merchant } from '../../api/types';
import type { Me } from '../../api/types';

/** The shop this screen works for, and who works at it. */
export interface Working {
  me: Me;
  merchant: Merchant;
}

export const MerchantContext = createContext<Working | null>(null);

export function useMerchant(): Working {
  const working = use(MerchantContext);
  if (!working) throw new Error('useMerchant outside of a signed-in shop');
  return working;
}
