/** The pages of the console by job, for the navigation and the command palette alike. */
export interface ConsolePage {
  to: string;
  name: string;
  administratorOnly?: boolean;
}

export const PAGES: { group: string | null; pages: ConsolePage[] }[] = [
  { group: null, pages: [{ to: '/', name: 'nav.overview' }] },
  { group: 'nav.marketing', pages: [{ to: '/offers', name: 'nav.offers' }] },
  { group: 'nav.customers', pages: [{ to: '/merchants', name: 'nav.merchants' }] },
  {
    group: 'nav.service',
    pages: [
      { to: '/payments', name: 'nav.payments' },
      { to: '/bank-transfers', name: 'nav.bankTransfers' },
    ],
  },
  {
    group: 'nav.books',
    pages: [
      { to: '/books', name: 'nav.trialBalance' },
      { to: '/books/entries', name: 'nav.entries' },
      { to: '/books/accounts', name: 'nav.accounts' },
    ],
  },
  {
    group: 'nav.settings',
    pages: [
      { to: '/staff', name: 'nav.staff' },
      { to: '/health', name: 'nav.subscribers' },
    ],
  },
];
