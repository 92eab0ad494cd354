import type { Brand, Campaign, Card, CardMovement, Coupon, Invitation, Invited, Me, Merchant, MerchantDocument, Money, Offer, Order, Payment, Quote, SettlementRun, SuppliedBenefit, Supplier } from '../src/api/types';
import { Caller, eventually } from './caller';
import { totp } from './totp';

/** What stands before a flow begins, made through the API: people and shops of the test's own, so that no two tests share a till or a purse. */

export const PIN = '270914';
export const cny = (value: number): Money => ({ value, currency: 'CNY' });

export interface Customer {
  id: string;
  name: string;
  phone: string;
  api: Caller;
  /** Their account in the books. */
  account: string;
}

export interface Shop {
  id: string;
  name: string;
  ownerPhone: string;
  api: Caller;
  account: string;
}

/** A PNG of one pixel, in base 64. */
export const ONE_PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

export function newPhone(): string {
  return `137${String(Math.floor(Math.random() * 1e8)).padStart(8, '0')}`;
}

/** A number whose check digit is right; its last four digits say how the sandbox bank treats the card. */
export function cardEndingIn(last4: string): string {
  for (let digit = 0; digit < 10; digit++) {
    const number = `62220200000000${digit}${last4}`;
    if (luhn(number)) return number;
  }
  throw new Error(`No card ends in ${last4}`);
}

function luhn(number: string): boolean {
  const sum = [...number].reverse().reduce((total, digit, at) => {
    const twice = at % 2 === 0 ? Number(digit) : Number(digit) * 2;
    return total + (twice > 9 ? twice - 9 : twice);
  }, 0);
  return sum % 10 === 0;
}

/** Someone with a name, a PIN, a card and money; payments up to `freeUpTo` go without the PIN. */
export async function aCustomer({ name = '罗小满', balance = 100_000, freeUpTo = 20_000 } = {}): Promise<Customer> {
  const phone = newPhone();
  const api = await Caller.byPhone('wallet', phone);
  await api.put('/me/name', { name });
  await api.put('/me/pin', { pin: PIN });
  await api.put('/me/small-payment-limit', { limit: cny(freeUpTo), pin: PIN });
  const card = await api.post<Card>('/cards', { number: cardEndingIn('1881'), holder: name, expiry: '12/30' });
  if (balance > 0) {
    const topUp = await api.post<CardMovement>('/top-ups', { cardId: card.id, amount: cny(balance) });
    await eventually('the top-up to settle', async () => (await api.get<CardMovement>(`/top-ups/${topUp.id}`)).state === 'settled');
  }
  const { id } = await api.get<Me>('/me');
  return { id, name, phone, api, account: `wallet/${id}/CNY` };
}

/** A shop that takes payments; its owner is at the till. */
export async function aShop(name = '南门包子铺'): Promise<Shop> {
  const ownerPhone = newPhone();
  const api = await Caller.byPhone('merchant', ownerPhone);
  const { id } = await api.post<Merchant>('/merchants', {
    name,
    category: 'restaurant',
    city: '成都',
    licenceNumber: '91510104MA6C1A2B3X',
    contactName: '店主',
    currency: 'CNY',
  });
  const desk = await operator();
  for (const kind of ['business_licence', 'legal_person_id']) {
    const document = await api.post<MerchantDocument>('/merchants/mine/documents', { kind, data: ONE_PIXEL });
    await desk.post(`/merchants/${id}/documents/${document.id}/decision`, { decision: 'accept' });
  }
  await desk.post(`/merchants/${id}/approval`, { decision: 'approve' });
  return { id, name, ownerPhone, api, account: `merchant/${id}/CNY` };
}

export const operator = (): Promise<Caller> => Caller.as('console', '王敏');

/** An offer that is live in one shop: 满 100 减 20, paid by a bank (70 %) and the shop (30 %), unless said otherwise. The shop has accepted its share in a campaign. */
export async function anOffer(shop: Shop, changes: object = {}): Promise<Offer> {
  const offer = {
    name: '满百减廿',
    currency: 'CNY',
    benefit: { kind: 'spend_and_save', steps: [{ thresholdMinor: 10_000, offMinor: 2_000 }] },
    merchantIds: [shop.id],
    startsAt: new Date(Date.now() - 60_000).toISOString(),
    endsAt: new Date(Date.now() + 86_400_000).toISOString(),
    zone: 'Asia/Shanghai',
    budget: { total: cny(1_000_000) },
    sponsors: [
      { sponsorId: 'bank', name: '城市银行', percent: '70' },
      { sponsorId: `merchant:${shop.id}`, name: shop.name, percent: '30' },
    ],
    ...changes,
  };
  const writer = await operator();
  if (!offer.sponsors.some(({ sponsorId }) => sponsorId.startsWith('merchant:'))) return writer.post<Offer>('/offers', offer);
  const plan = { name: offer.name, offers: [offer], placements: [], rules: { zh: '先到先得。', en: 'While it lasts.' } };
  const { id } = await writer.post<Campaign>('/campaigns', { plan });
  await writer.post(`/campaigns/${id}/review`, { version: 1 });
  await shop.api.post(`/joint-campaigns/${id}/acceptance`, { version: 1 });
  const { offerIds } = await (await Caller.as('console', '李强')).post<Campaign>(`/campaigns/${id}/approval`, { version: 1 });
  return writer.get<Offer>(`/offers/${offerIds[0]}`);
}

/** An offer that is to be had by coupon only: the same, a hundred of them, one for a customer, unless said otherwise. */
export function aCouponOffer(shop: Shop, name: string, coupon: object = {}, changes: object = {}): Promise<Offer> {
  return anOffer(shop, { name, coupon: { stock: 100, transferable: true, ...coupon }, ...changes });
}

/** One that the customer has claimed. */
export const aClaimedCoupon = (customer: Customer, offer: Offer): Promise<Coupon> => customer.api.post<Coupon>('/coupon-claims', { offerId: offer.id });

/** A benefit of a supplier of its own, with these codes in stock. */
export async function aBenefit(name: string, codes: string[], terms: object = {}): Promise<SuppliedBenefit> {
  const desk = await operator();
  const supplier = await desk.post<Supplier>('/suppliers', { name: `银河视频${newPhone()}` });
  const benefit = await desk.post<SuppliedBenefit>('/benefits', {
    supplierId: supplier.id,
    worth: cny(2_500),
    cost: cny(1_200),
    terms: {
      name,
      howToRedeem: '打开银河视频 App，在“我的 → 兑换中心”输入兑换码',
      claimFrom: new Date(Date.now() - 3_600_000).toISOString(),
      claimUntil: new Date(Date.now() + 30 * 86_400_000).toISOString(),
      perCustomer: 1,
      lowStock: 0,
      listed: true,
      paused: false,
      ...terms,
    },
  });
  if (codes.length > 0) await desk.upload(`/benefits/${benefit.id}/batches`, codes.join('\n'));
  return benefit;
}

/** The same offer as a campaign with a page, sent to review by the first operator; or open, approved by the second. */
export async function aCampaign(shop: Shop, { open = true, ...changes }: { open?: boolean; name?: string; placements?: string[] } = {}): Promise<Campaign> {
  const writer = await operator();
  const { name = '满百减廿', placements = ['home', 'link', 'qr'] } = changes;
  const written = await writer.post<Campaign>('/campaigns', {
    why: '拉新',
    plan: {
      name,
      offers: [
        {
          name,
          currency: 'CNY',
          benefit: { kind: 'spend_and_save', steps: [{ thresholdMinor: 10_000, offMinor: 2_000 }] },
          merchantIds: [shop.id],
          startsAt: new Date(Date.now() - 60_000).toISOString(),
          endsAt: new Date(Date.now() + 86_400_000).toISOString(),
          zone: 'Asia/Shanghai',
          budget: { total: cny(1_000_000) },
          combinable: true,
          sponsors: [{ sponsorId: 'bank', name: '城市银行', percent: '100' }],
        },
      ],
      placements,
      rules: { zh: '1. 满 100 减 20。\n2. 先到先得。', en: '1. 20 off from 100.\n2. While it lasts.' },
    },
  });
  const sent = await writer.post<Campaign>(`/campaigns/${written.id}/review`, { version: 1 });
  return open ? (await Caller.as('console', '李强')).post<Campaign>(`/campaigns/${written.id}/approval`, { version: 1 }) : sent;
}

/** A draft of the house alone, with coupons if they are asked for. */
export async function aPlan(shop: Shop, coupon?: object, sponsors: object[] = [{ sponsorId: 'tongbao', name: '通宝', percent: 100 }]): Promise<Campaign> {
  return (await operator()).post<Campaign>('/campaigns', {
    why: '一起拉新',
    plan: {
      name: '三方满减',
      offers: [
        {
          name: '三方满减',
          currency: 'CNY',
          benefit: { kind: 'spend_and_save', steps: [{ thresholdMinor: 10_000, offMinor: 2_000 }] },
          merchantIds: [shop.id],
          startsAt: new Date(Date.now() - 60_000).toISOString(),
          endsAt: new Date(Date.now() + 30 * 86_400_000).toISOString(),
          zone: 'Asia/Shanghai',
          budget: { total: cny(1_000_000) },
          sponsors,
          ...(coupon ? { coupon } : {}),
        },
      ],
      placements: ['link'],
      rules: { zh: '1. 满 100 减 20。\n2. 先到先得。', en: '1. 20 off from 100.\n2. While it lasts.' },
    },
  });
}

/** One that a brand bears half of and the shop 30 %, in review. */
export async function aJointCampaign(shop: Shop, brand: Brand): Promise<Campaign> {
  const { id } = await aPlan(shop, undefined, [
    { sponsorId: 'tongbao', name: '通宝', percent: 20 },
    { sponsorId: `brand:${brand.id}`, name: brand.name, percent: 50 },
    { sponsorId: `merchant:${shop.id}`, name: shop.name, percent: 30 },
  ]);
  return (await operator()).post<Campaign>(`/campaigns/${id}/review`, { version: 1 });
}

/** A brand with somebody who signs in for it. */
export async function aBrand(): Promise<{ brand: Brand; partner: Caller }> {
  const administrator = await Caller.as('console', '周航');
  const brand = await administrator.post<Brand>('/brands', { name: `山泉茶饮${newPhone().slice(-6)}` });
  const invited = await administrator.post<Invited>('/staff', { email: `brand${newPhone()}@example.com`, name: '茶小妹', role: 'BRAND_PARTNER', brandId: brand.id });
  return { brand, partner: await whoAccepts(invited.invitationUrl) };
}

/** Who follows an invitation to the console, with an authenticator of their own. */
export async function whoAccepts(invitationUrl: string): Promise<Caller> {
  const path = `/staff-invitations/${invitationUrl.slice(invitationUrl.lastIndexOf('/') + 1)}`;
  const caller = Caller.anyone('console');
  const { email, totpSecret } = await caller.get<Invitation>(path);
  await caller.post(path, { email, name: '茶小妹', password: 'a-long-way-to-the-river', totpCode: totp(totpSecret) });
  return caller;
}

export function anOrder(shop: Shop, minor: number, more: object = {}): Promise<Order> {
  return shop.api.post<Order>('/orders', { amount: cny(minor), ...more });
}

/** An order that has been paid, where the flow begins after the payment. */
export async function aPayment(shop: Shop, customer: Customer, minor: number): Promise<Payment> {
  const order = await anOrder(shop, minor);
  const quote = await customer.api.post<Quote>('/quotes', { orderId: order.id });
  return customer.api.post<Payment>('/payments', { quoteId: quote.id, pin: PIN });
}

/** What the shop has taken so far is settled, and paid out if there is where to. */
export async function settledNow(shop: Shop): Promise<SettlementRun> {
  const desk = await operator();
  return eventually('the shop to be settled', async () => {
    const run = await desk.post<SettlementRun>('/settlement-runs', { merchantId: shop.id });
    return run.settlementId ? run : undefined;
  });
}
