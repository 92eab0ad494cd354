import { createContext, use } from 'react';
import type { Me } from '../api/types';

/** The member of staff who is signed in. */
export const StaffContext = createContext<Me | null>(null);

export function useStaff(): Me {
  const me = use(StaffContext);
  if (!me) throw new Error('useStaff outside of the signed-in console');
  return me;
}

/** Whoever may act. Administrators may too: the server gives them the operator's rights. */
export const useOperator = () => useStaff().roles.includes('OPERATOR');
