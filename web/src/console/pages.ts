import type { Role } from '../api/types';

/** The pages of the console by job, for the navigation and the command palette alike. */
export interface ConsolePage {
  to: string;
  name: string;
  /** Without it the page is not offered. */
  role?: Role;
}

const PAGES: { group: string | null; pages: ConsolePage[] }[] = [
  { group: null, pages: [{ to: '/', name: 'nav.overview' }] },
  { group: 'nav.marketing', pages: [{ to: '/campaigns', name: 'nav.campaigns' }, { to: '/audiences', name: 'nav.audiences' }, { to: '/backtests', name: 'nav.backtests' }, { to: '/offers', name: 'nav.offers' }, { to: '/benefits', name: 'nav.benefits' }, { to: '/suppliers', name: 'nav.suppliers' }, { to: '/sponsors', name: 'nav.sponsors' }, { to: '/budget-alerts', name: 'nav.budgetAlerts' }, { to: '/stock-alarms', name: 'nav.stockAlarms' }] },
  { group: 'nav.customers', pages: [{ to: '/customers', name: 'nav.people' }, { to: '/merchants', name: 'nav.merchants' }] },
  {
    group: 'nav.service',
    pages: [
      { to: '/payments', name: 'nav.payments' },
      { to: '/refunds', name: 'nav.refunds' },
      { to: '/sends', name: 'nav.sends' },
      { to: '/bank-transfers', name: 'nav.bankTransfers' },
      { to: '/settlements', name: 'nav.settlements' },
    ],
  },
  {
    group: 'nav.books',
    pages: [
      { to: '/books', name: 'nav.trialBalance' },
      { to: '/books/entries', name: 'nav.entries' },
      { to: '/books/accounts', name: 'nav.accounts' },
      { to: '/books/chart', name: 'nav.chart' },
    ],
  },
  {
    group: 'nav.settings',
    pages: [
      { to: '/fee-plans', name: 'nav.feePlans' },
      { to: '/offer-limits', name: 'nav.offerLimits' },
      { to: '/brands', name: 'nav.brands' },
      { to: '/staff', name: 'nav.staff', role: 'ADMINISTRATOR' },
      { to: '/audit-log', name: 'nav.auditLog' },
      { to: '/health', name: 'nav.subscribers' },
    ],
  },
];

/** All that a brand's people have: they are not of the house. */
const OF_A_BRAND: typeof PAGES = [{ group: null, pages: [{ to: '/joint-campaigns', name: 'nav.joint' }] }];

/** What somebody with these roles may open. */
export const pagesFor = (roles: Role[]) =>
  (roles.includes('BRAND_PARTNER') ? OF_A_BRAND : PAGES).map(({ group, pages }) => ({ group, pages: pages.filter((page) => !page.role || roles.includes(page.role)) }));
