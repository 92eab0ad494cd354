import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import type { BenefitCode, Bill, BillSplit, MoneyRequest, Notice, Page as ListOf } from '../src/api/types';
import { en as consoleWords } from '../src/console/en';
import { en as frontWords } from '../src/front/en';
import { en as merchantWords } from '../src/merchant/en';
import { en as sharedWords } from '../src/shared/i18n/en';
import { en as walletWords } from '../src/wallet/i18n/en';
import { Caller, eventually } from './caller';
import { aBenefit, aBrand, aCampaign, aClaimedCoupon, aCouponOffer, aCustomer, aJointCampaign, anOffer, anOrder, aPayment, aShop, newPhone, operator, settledNow } from './scene';
import { it } from './visit';

const phone = { width: 390, height: 844 };
const desktop = { width: 1440, height: 900 };

/**
 * Every page in both languages, on a phone and on a desktop: it shows without an error, has words for everything, fits the
 * screen's width, and axe finds nothing serious in it.
 */
describe('every page', { timeout: 400_000 }, () => {
  it('of the wallet', async ({ visit }) => {
    const [shop, customer] = await Promise.all([aShop(), aCustomer()]);
    await anOffer(shop);
    const campaign = await aCampaign(shop);
    const payment = await aPayment(shop, customer, 10_400);
    const paid = await eventually('the bill of the payment', async () => (await customer.api.get<ListOf<Bill>>('/bills?kind=payment')).items[0]);
    const { items: bills } = await customer.api.get<ListOf<Bill>>('/bills');
    const open = await anOrder(shop, 4_200);
    const { qr } = await shop.api.get<{ qr: string }>('/merchants/mine');
    const friend = await aCustomer({ balance: 0 });
    const asked = await friend.api.post<MoneyRequest>('/money-requests', { payerId: customer.id, amount: { value: 3_200, currency: 'CNY' }, note: '火锅' });
    const split = await customer.api.post<BillSplit>('/bill-splits', { total: { value: 9_000, currency: 'CNY' }, people: [{ payerId: friend.id }] });
    const coupon = await aClaimedCoupon(customer, await aCouponOffer(shop, '第二碗减二十'));
    await (await operator()).post(`/offers/${(await aCouponOffer(shop, '老友送的二十')).id}/coupon-grants`, { recipients: [customer.phone] });
    await eventually('the notice of the coupon', async () => (await customer.api.get<ListOf<Notice>>('/notices')).items[0]);
    const benefit = await aBenefit('视频会员月卡', [`VIP-${newPhone()},2099-12-31`]);
    const mine = await customer.api.post<BenefitCode>('/benefit-claims', { benefitId: benefit.id });
    const topUps = bills.filter((bill) => bill.kind === 'top_up');
    await walk(await visit('wallet', { as: customer }), walletWords, '/wallet', [
      '/',
      '/offers',
      `/campaigns/${campaign.id}`,
      '/bills',
      '/bills?kind=withdrawal',
      `/bills/${bills[0]!.id}`,
      '/spending',
      '/spending?month=2020-01',
      '/spending/restaurant',
      '/me',
      '/me/pin',
      '/me/small-payments',
      '/me/limits',
      '/me/auto-top-up',
      '/me/sessions',
      '/cards',
      '/cards/new',
      '/top-up',
      `/top-up/${topUps[0]!.referenceId}`,
      '/withdraw',
      '/receive',
      '/requests',
      '/requests?list=sent',
      '/requests?list=splits',
      '/requests/new',
      `/requests/${asked.id}`,
      `/requests/${split.requests[0]!.id}`,
      `/splits/new?bill=${paid.id}`,
      '/splits/new',
      `/splits/${split.id}`,
      '/coupons',
      '/coupons?list=used',
      '/coupons?list=ended',
      '/coupons/claim',
      `/coupons/${coupon.id}`,
      `/coupons/${coupon.id}/give`,
      '/benefits',
      `/benefits/${mine.id}`,
      '/notices',
      '/send',
      `/send?to=${friend.id}&amount=12.50`,
      '/scan',
      '/pay',
      `/pay/amount?${new URLSearchParams({ qr })}`,
      `/pay/confirm?order=${open.id}`,
      `/pay/confirm?order=${payment.orderId}`,
      `/pay/done/${payment.id}`,
    ]);
    await walk(await visit('wallet'), walletWords, '/wallet', ['/sign-in']);
    await walk(await visit('wallet', { as: await Caller.byPhone('wallet', newPhone()) }), walletWords, '/wallet', ['/welcome']);
  });

  it('of the merchant’s app', async ({ visit }) => {
    const [shop, customer] = await Promise.all([aShop(), aCustomer()]);
    const payment = await aPayment(shop, customer, 10_400);
    await shop.api.post(`/payments/${payment.id}/refunds`, { amount: { value: 400, currency: 'CNY' } });
    const run = await settledNow(shop);
    const open = await anOrder(shop, 4_200);
    const joint = await aJointCampaign(shop, (await aBrand()).brand);
    await walk(await visit('merchant', { as: shop }), merchantWords, '/merchant', [
      '/',
      `/orders/${open.id}`,
      `/orders/${payment.orderId}`,
      '/today',
      '/report',
      '/day-close',
      '/shift',
      '/report?from=2020-01-01&to=2020-01-07',
      '/payments',
      '/payments?list=orders',
      '/payments?q=nothing-like-this',
      `/payments/${payment.id}`,
      '/shop',
      '/shop/qr',
      '/settlements',
      `/settlements/${run.settlementId}`,
      '/joint-campaigns',
      `/joint-campaigns/${joint.id}`,
    ]);
    const applicant = await Caller.byPhone('merchant', newPhone());
    await walk(await visit('merchant'), merchantWords, '/merchant', ['/']);
    await walk(await visit('merchant', { as: applicant }), merchantWords, '/merchant', ['/']);
    await applicant.post('/merchants', { name: '等着的店', category: 'books', city: '成都', licenceNumber: '91510104MA6C1A2B3X', contactName: '店主', currency: 'CNY' });
    await walk(await visit('merchant', { as: applicant }), merchantWords, '/merchant', ['/']);
  });

  it('of the console', async ({ visit }) => {
    const [shop, customer, desk, administrator] = await Promise.all([aShop(), aCustomer(), operator(), Caller.as('console', '周航')]);
    const offer = await anOffer(shop);
    const [open, inReview] = [await aCampaign(shop), await aCampaign(shop, { open: false })];
    const payment = await aPayment(shop, customer, 10_400);
    const benefit = await aBenefit('视频会员月卡', [`VIP-${newPhone()},2099-12-31`, `VIP-${newPhone()}`], { lowStock: 5 });
    await customer.api.post('/benefit-claims', { benefitId: benefit.id });
    await walk(await visit('console', { as: desk }), consoleWords, '/console', [
      '/',
      '/backtests',
      '/campaigns',
      '/campaigns?state=archived',
      '/campaigns/new',
      `/campaigns/${open.id}`,
      `/campaigns/${open.id}/edit`,
      `/campaigns/${inReview.id}`,
      '/offer-limits',
      '/offers',
      '/offers?state=ended',
      '/offers/new',
      `/offers/${offer.id}`,
      '/benefits',
      `/benefits/${benefit.id}`,
      `/benefits/${benefit.id}?state=expired`,
      '/suppliers',
      `/suppliers/${benefit.supplierId}`,
      '/stock-alarms',
      '/customers',
      `/customers/${customer.id}`,
      '/merchants',
      `/merchants?open=${shop.id}`,
      '/payments',
      `/payments?open=${payment.id}`,
      '/refunds',
      `/refunds?extent=part&open=${payment.id}`,
      '/sends',
      '/sends?q=snd_nothing',
      '/bank-transfers',
      '/settlements',
      '/settlements?list=payouts',
      '/fee-plans',
      '/brands',
      '/books',
      '/books/entries',
      `/books/entries/${payment.entryId}`,
      '/books/accounts',
      '/books/chart',
      `/books/statement?code=${encodeURIComponent(customer.account)}`,
      '/health',
      '/audit-log',
      '/audit-log?discloses=export&thing=cus_nobody',
      '/staff',
    ]);
    await walk(await visit('console', { as: administrator }), consoleWords, '/console', ['/staff', '/brands', '/fee-plans', '/offer-limits', `/campaigns/${inReview.id}`, '/audit-log']);
    const { invitationUrl } = await administrator.post<{ invitationUrl: string }>('/staff', { email: `walk${Date.now()}@example.com`, name: '路过', role: 'OPERATOR' });
    await walk(await visit('console'), consoleWords, '/console', ['/', new URL(invitationUrl, 'http://localhost').pathname.replace('/console', ''), '/invitations/gone']);
  });

  it('of the console for a brand’s people', async ({ visit }) => {
    const { brand, partner } = await aBrand();
    await walk(await visit('console', { as: partner }), consoleWords, '/console', ['/']);
    const joint = await aJointCampaign(await aShop(), brand);
    await walk(await visit('console', { as: partner }), consoleWords, '/console', ['/joint-campaigns', `/joint-campaigns/${joint.id}`]);
    await walk(await visit('console', { as: await operator() }), consoleWords, '/console', [`/campaigns/${joint.id}`]);
  });

  it('before the apps', async ({ visit }) => {
    const page = await visit('wallet');
    await walk(page, frontWords, '', ['/', '/mailbox']);
  });
});

/** All of it is judged, so that one run tells all that is wrong. */
async function walk(page: Page, words: object, base: string, paths: string[]): Promise<void> {
  const names = [...Object.keys(words), ...Object.keys(sharedWords)].join('|');
  const wrong: string[] = [];
  for (const language of ['zh-CN', 'en'] as const) {
    await page.addInitScript((chosen) => localStorage.setItem('tongbao.language', chosen), language);
    for (const path of paths) {
      await page.goto(base + path);
      for (const size of [phone, desktop]) {
        await page.setViewportSize(size);
        await hasSettled(page);
        const where = `${base}${path} · ${language} · ${size.width}`;
        const found = await page.evaluate(lookOver, names);
        if (found.language !== language) wrong.push(`${where}: the page says it is in ${found.language}`);
        wrong.push(...found.untranslated.map((text) => `${where}: no words for ${text}`));
        if (found.overflow > 0) wrong.push(`${where}: ${found.overflow} px wider than the screen: ${found.widest}`);
        // One size for each language: the colours and names are the same, the layout is not.
        if ((size === phone) === (language === 'zh-CN')) wrong.push(...(await barriers(page)).map((barrier) => `${where}: ${barrier}`));
      }
    }
  }
  expect(wrong.join('\n')).toBe('');
}

/** Nothing is on its way any more: no grey bars, no turning coin, no animation of a sheet or a drawer. */
async function hasSettled(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      document.querySelector('#root')?.childElementCount !== 0 &&
      document.querySelector('.skeleton, .state .coin-turning, .ant-skeleton, .ant-select-loading') === null &&
      document.getAnimations().every((animation) => animation.playState !== 'running' || animation.effect?.getComputedTiming().iterations === Infinity),
  );
}

function lookOver(names: string): { language: string; untranslated: string[]; overflow: number; widest: string } {
  const key = new RegExp(`^(${names})(\\.[\\w-]+)+$`);
  const untranslated = new Set<string>();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode.textContent?.trim() ?? '';
    if (key.test(text) || text.includes('{{')) untranslated.add(text);
  }
  for (const element of document.querySelectorAll('[aria-label], [placeholder], [title], [alt]')) {
    for (const name of ['aria-label', 'placeholder', 'title', 'alt']) {
      const text = element.getAttribute(name) ?? '';
      if (key.test(text) || text.includes('{{')) untranslated.add(text);
    }
  }
  const root = document.scrollingElement!;
  const overflow = root.scrollWidth - root.clientWidth;
  const widest = overflow > 0 ? [...document.querySelectorAll<HTMLElement>('body *')].filter((element) => element.getBoundingClientRect().right > root.clientWidth + 1).map((element) => `${element.tagName.toLowerCase()}.${element.className}`).slice(0, 3) : [];
  return { language: document.documentElement.lang, untranslated: [...untranslated], overflow, widest: widest.join(' ') };
}

/** What axe finds serious or critical. */
async function barriers(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { violations } = await (window as unknown as { axe: typeof axe }).axe.run({ resultTypes: ['violations'] });
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, help, nodes }) => `${id} (${help}) ${nodes.slice(0, 3).map((node) => `${node.html.slice(0, 160)} ${node.any[0]?.message ?? ''}`).join(' | ')}`);
  });
}
