/**
 * The bodies of the API by the names the apps use. They follow docs/api/openapi.json; amounts are minor units.
 */
import type { Money } from '../shared/money';

export type { Money };

export type AppName = 'wallet' | 'merchant' | 'console';
export type Role = 'CUSTOMER' | 'MERCHANT_OWNER' | 'CASHIER' | 'OPERATOR' | 'ADMINISTRATOR';
export type Mode = 'demo' | 'serve';

export interface Page<T> {
  items: T[];
  next?: string | null;
}

export interface Me {
  id: string;
  app: AppName;
  roles: Role[];
  phoneMasked?: string | null;
  name?: string | null;
  pinSet: boolean;
  smallPaymentLimit?: Money | null;
  merchant?: { id: string; name: string; status: string; role: string } | null;
  mode: Mode;
}

export interface DemoPerson {
  id: string;
  app: AppName;
  name: string;
  role: string;
  noteZh?: string | null;
  noteEn?: string | null;
}

export interface Session {
  id: string;
  app?: AppName;
  createdAt?: string;
  lastSeenAt?: string;
  device?: string | null;
  current?: boolean;
}

export interface Balance {
  currency: string;
  available: Money;
  reserved: Money;
  posted: Money;
}

export interface Card {
  id: string;
  brand: string;
  last4: string;
  bankName: string;
  default: boolean;
}

export type TransferState = 'pending' | 'settled' | 'declined';

/** A top-up or a withdrawal. */
export interface CardTransfer {
  id: string;
  state: TransferState;
  amount: Money;
  reason?: string | null;
}

export interface Recipient {
  id: string;
  /** Missing until the person gave a name. */
  nameMasked?: string | null;
  phoneMasked: string;
}

export interface Send {
  id: string;
  state: string;
  amount: Money;
  note?: string | null;
}

export type BillKind = 'payment' | 'refund' | 'top_up' | 'withdrawal' | 'send_in' | 'send_out' | 'cashback';

export interface Bill {
  id: string;
  kind: BillKind;
  at: string;
  counterparty?: string | null;
  amount: Money;
  state: string;
  saved?: Money | null;
  referenceId: string;
}

export interface MerchantPublic {
  id: string;
  name: string;
  category?: string | null;
  city?: string | null;
}

export interface AppliedOffer {
  offerId: string;
  name: string;
  kind: string;
  discount: Money;
  cashback: Money;
  sponsors: { sponsorId: string; name: string; discount: Money; cashback: Money }[];
}

export interface NotAppliedOffer {
  offerId: string;
  name: string;
  code: string;
  condition?: string | null;
  seen?: string | null;
}

export interface PricedLine {
  id: string;
  name: string;
  quantity: number;
  amount: Money;
  discount: Money;
}

export interface Quote {
  id: string;
  merchant: MerchantPublic;
  orderId: string;
  gross: Money;
  discount: Money;
  payable: Money;
  cashback: Money;
  applied: AppliedOffer[];
  notApplied: NotAppliedOffer[];
  lines: PricedLine[];
  expiresAt: string;
  pinNeeded: boolean;
  available: Money;
}

export type PaymentState = 'paid' | 'partly_refunded' | 'refunded' | 'voided';

export interface Payment {
  id: string;
  state: PaymentState;
  merchant: MerchantPublic;
  orderId: string;
  orderNumber?: string | null;
  gross: Money;
  discount: Money;
  paid: Money;
  cashback: Money;
  refunded: Money;
  applied: AppliedOffer[];
  lines: PricedLine[];
  at: string;
  entryId: string | number;
}

export interface RefundParts {
  gross: Money;
  cashToCustomer: Money;
  cashbackTakenBack: Money;
  toBudget: Money;
  sponsors: { sponsorId: string; name: string; discount: Money; cashback: Money }[];
  full?: boolean;
  left?: Money;
}

export interface Refund extends RefundParts {
  id: string;
  paymentId: string;
  at: string;
  reason?: string | null;
}

export interface PayCode {
  id: string;
  code: string;
  expiresAt: string;
}

export interface PayCodeState {
  state: 'live' | 'used' | 'pin_needed' | 'expired';
  /** The order that a till asked to be paid with it. */
  orderId?: string | null;
  payment?: Payment | null;
}

export interface LiveOffer {
  id: string;
  name: string;
  kind: 'spend_and_save' | 'percent_off' | 'first_order' | 'cashback';
  currency: string;
  steps?: { threshold: Money; off: Money }[] | null;
  percent?: string | number | null;
  cap?: Money | null;
  off?: Money | null;
  threshold?: Money | null;
  scope?: string | null;
  merchants?: { id: string; name: string }[] | null;
  endsAt: string;
  usesPerCustomer?: number | null;
}

export interface Letter {
  to: string;
  subject: string;
  text: string;
  at: string;
}
