/** The bodies of the API that only the merchant app and the console use. They follow docs/api/openapi.json. */
import type { AppliedOffer, Money, Payment, Role } from './types';

export type MerchantStatus = 'applied' | 'active' | 'rejected' | 'suspended';

export interface Merchant {
  id: string;
  name: string;
  category: string;
  city: string;
  status: MerchantStatus;
  currency: string;
  qr?: string | null;
  licenceNumber?: string | null;
  contactName?: string | null;
  reason?: string | null;
  createdAt?: string | null;
}

/** What a merchant may say it sells. */
export interface MerchantCategory {
  code: string;
  nameZh: string;
  nameEn: string;
}

export interface Cashier {
  id: string;
  name: string;
  phoneMasked?: string | null;
}

export type OrderState = 'open' | 'paid' | 'cancelled' | 'refunded' | 'partly_refunded' | 'expired';

export interface OrderLine {
  name: string;
  product?: string | null;
  category?: string | null;
  unitPrice: Money;
  quantity: number;
}

export interface Order {
  id: string;
  orderNumber?: string | null;
  merchantId: string;
  amount: Money;
  lines: OrderLine[];
  note?: string | null;
  state: OrderState;
  qr: string;
  paymentId?: string | null;
  createdAt: string;
  expiresAt?: string | null;
}

export interface Charge {
  state: 'paid' | 'pin_needed' | 'refused';
  payment?: Payment | null;
  code?: string | null;
}

/** What a cashier's screen hears when somebody has paid, or got money back. */
export interface TillEvent {
  paymentId: string;
  orderId: string;
  gross: Money;
  paid: Money;
  discount: Money;
  customerMasked?: string | null;
  at: string;
}

export interface MerchantSummary {
  taken: Money;
  orders: number;
  refunds: Money;
  refundCount: number;
  newCustomers: number;
  returningCustomers: number;
}

export type OfferKind = 'spend_and_save' | 'percent_off' | 'first_order' | 'cashback';
export type OfferState = 'scheduled' | 'live' | 'paused' | 'ended';

export interface Sponsor {
  sponsorId: string;
  name: string;
  percent: number | string;
}

export interface Offer {
  id: string;
  campaignId: string;
  version: number;
  state: OfferState;
  name: string;
  kind: OfferKind;
  currency: string;
  steps?: { threshold: Money; off: Money }[] | null;
  percent?: number | string | null;
  cap?: Money | null;
  off?: Money | null;
  threshold?: Money | null;
  scope?: 'WALLET' | 'MERCHANT' | null;
  merchantIds?: string[] | null;
  merchants?: { id: string; name: string }[] | null;
  startsAt: string;
  endsAt: string;
  zone?: string | null;
  budget: { total: Money; perDay?: Money | null };
  usesPerCustomer?: number | null;
  sponsors: Sponsor[];
  spent: Money;
  budgetLeft: Money;
  spentToday?: Money | null;
  uses: number;
}

export interface OfferUse {
  paymentId: string;
  customerMasked?: string | null;
  merchantName: string;
  discount: Money;
  cashback: Money;
  /** What refunds gave back of both. */
  returned?: Money | null;
  at: string;
}

export interface BankTransfer {
  id: string;
  direction: 'in' | 'out';
  customerId: string;
  customerNameMasked?: string | null;
  customerPhoneMasked?: string | null;
  amount: Money;
  reference: string;
  state: 'proposed' | 'approving' | 'approved' | 'rejected';
  madeBy: string;
  madeAt: string;
  decidedBy?: string | null;
  decidedAt?: string | null;
}

export interface StaffMember {
  id: string;
  name?: string | null;
  email: string;
  role?: Role | null;
  roles?: Role[] | null;
  state?: string | null;
}

export interface Invitation {
  email?: string | null;
  name?: string | null;
  totpSecret: string;
  otpauthUri: string;
}

export interface TrialBalance {
  items: TrialBalanceRow[];
  totals: { asset: string; posted: number }[];
}

export interface TrialBalanceRow {
  asset: string;
  group: string;
  accounts: number;
  posted: number;
  reservedIn: number;
  reservedOut: number;
}

export interface Entry {
  id: string | number;
  kind: string;
  phase: string;
  recordedAt: string;
  effectiveAt: string;
  origin?: string | null;
  transfers: EntryTransfer[];
}

export interface EntryTransfer {
  from: string;
  to: string;
  asset: string;
  amount: number;
  fromBalance?: number | null;
  toBalance?: number | null;
}

export interface Account {
  code: string;
  asset: string;
  posted: number;
  reservedIn: number;
  reservedOut: number;
  available: number;
  freeze?: string | null;
  closed?: boolean | null;
}

export interface StatementRow {
  entryId: string | number;
  kind: string;
  phase: string;
  recordedAt: string;
  effectiveAt: string;
  counterparty: string;
  asset: string;
  amount: number;
  balance: number;
}

export interface EventSubscriber {
  name: string;
  position: number;
  lag: number;
  movedAt: string;
  parked: number;
  parkedStreams: ParkedStream[];
}

export interface ParkedStream {
  stream: string;
  position: number;
  failures: number;
  error: string;
  parkedAt: string;
}

/** A payment as staff and merchants see it in a list: the customer's is the same without these. */
export interface DeskPayment extends Payment {
  customerMasked?: string | null;
  note?: string | null;
}

export type { AppliedOffer };
