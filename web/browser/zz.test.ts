import { describe } from 'vitest';
import { aBrand, aCustomer, aJointCampaign, aPayment, aShop, operator } from './scene';
import { Caller } from './caller';
import { it } from './visit';
describe('shots', () => {
  it('of joint campaigns', async ({ visit }) => {
    const shop = await aShop('西门面馆');
    const { brand, partner } = await aBrand();
    const first = await aJointCampaign(shop, brand);
    await partner.post(`/joint-campaigns/${first.id}/acceptance`, { version: 1 });
    await shop.api.post(`/joint-campaigns/${first.id}/acceptance`, { version: 1 });
    await (await Caller.as('console', '李强')).post(`/campaigns/${first.id}/approval`, { version: 1 });
    await aPayment(shop, await aCustomer(), 10_400);
    const second = await aJointCampaign(shop, brand);
    for (const [lang, size] of [['zh-CN', { width: 390, height: 844 }], ['en', { width: 390, height: 844 }], ['en', { width: 1440, height: 900 }]] as const) {
      for (const [app, who] of [['console', partner], ['merchant', shop.api], ['console', await operator()]] as const) {
        const page = await visit(app, { as: who });
        await page.addInitScript((chosen) => localStorage.setItem('tongbao.language', chosen), lang);
        await page.setViewportSize(size);
        const staff = who !== partner && app === 'console';
        const paths = staff ? [`/campaigns/${second.id}`, '/brands'] : ['/joint-campaigns', `/joint-campaigns/${second.id}`, `/joint-campaigns/${first.id}`];
        for (const [n, path] of paths.entries()) {
          await page.goto(`/${app}${path}`);
          await page.waitForTimeout(1500);
          await page.screenshot({ path: `/tmp/jc-${staff ? 'staff' : app}-${lang}-${size.width}-${n}.png`, fullPage: true });
        }
      }
    }
  });
});
