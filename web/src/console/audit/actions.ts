/** How the words call what the audit log names by its route; what is not here is shown as the route. */
export const ACTIONS: Record<string, string> = {
  'GET /audit-log.csv': 'exportAuditLog',
  'GET /customers': 'findCustomer',
  'GET /customers/{id}': 'seeCustomer',
  'POST /customers/{id}/closure': 'closeWallet',
  'PUT /customers/{id}/freeze': 'freezeWallet',
  'POST /bank-transfers': 'enterBankTransfer',
  'POST /bank-transfers/{id}/approval': 'decideBankTransfer',
  'POST /books/closing': 'closeBooks',
  'POST /books/entries': 'postEntries',
  'POST /fee-plans': 'makeFeePlan',
  'PUT /fee-plans/standard': 'standardFeePlan',
  'PUT /limits': 'setLimit',
  'POST /merchants': 'applyAsMerchant',
  'POST /merchants/{id}/approval': 'decideMerchant',
  'POST /merchants/{id}/documents/{document}/decision': 'decideDocument',
  'GET /merchants/{id}/documents/{document}/picture': 'seeDocument',
  'PUT /merchants/{id}/fee-plan': 'setFeePlan',
  'PUT /merchants/{id}/payout-hold': 'holdPayouts',
  'DELETE /merchants/{id}/payout-hold': 'liftPayouts',
  'POST /offer-trials': 'tryOffer',
  'POST /offers': 'makeOffer',
  'POST /offers/{id}/end': 'endOffer',
  'POST /offers/{id}/pause': 'pauseOffer',
  'POST /offers/{id}/resume': 'resumeOffer',
  'POST /payments/{id}/refunds': 'refund',
  'POST /payments/{id}/refunds/preview': 'previewRefund',
  'DELETE /sessions': 'endSessions',
  'DELETE /sessions/current': 'signOut',
  'DELETE /sessions/{id}': 'endSession',
  'POST /settlement-runs': 'runSettlements',
  'POST /staff': 'inviteStaff',
  'POST /staff-invitations/{token}': 'acceptInvitation',
  'POST /staff-sessions/totp': 'signIn',
  'POST /demo/sessions': 'demoSignIn',
  'POST /subscribers/{name}/streams/{stream}/rerun': 'rerunStream',
};

const PLACES: Record<string, (id: string) => string> = {
  cus: (id) => `/customers?q=${id}`,
  mer: (id) => `/merchants?open=${id}`,
  pay: (id) => `/payments?open=${id}`,
  off: (id) => `/offers/${id}`,
};

/** Where the console shows the thing, if it has a page for its kind. */
export const placeOf = (id: string): string | undefined => PLACES[id.slice(0, id.indexOf('_'))]?.(id);
