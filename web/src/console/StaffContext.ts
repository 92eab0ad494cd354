import { createContext, use } from 'react';
import type { Me } from '../api/types';

/** The member of staff who is signed in. */
export const StaffContext = createContext<Me | null>(null);

export function useStaff(): Me {
  const me = use(StaffContext);
  if (!me) throw new Error('useStaff outside of the signed-in console');
  return me;
}

/** Operators act; administrators see all and look after staff and limits. */
export const useOperator = () => useStaff().roles.includes('OPERATOR');
