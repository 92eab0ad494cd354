import { describe, expect } from 'vitest';
import { base, Caller } from './caller';
import { totp } from './totp';
import { it } from './visit';

const PASSWORD = 'a-long-way-to-the-river';

describe('a new member of staff', () => {
  it('comes in by an invitation, a password and an authenticator; signing out ends the session', async ({ visit }) => {
    const email = `staff${Date.now()}@example.com`;
    const admin = await visit('console', { as: await Caller.as('console', '周航') });
    await admin.goto('/console/staff');
    await admin.getByRole('button', { name: '邀请员工' }).click();
    const form = admin.getByRole('dialog');
    await form.getByLabel('姓名').fill('新来的');
    await form.getByLabel('邮箱').fill('not an address');
    await form.getByRole('button', { name: '生成邀请' }).click();
    await form.getByText('请输入邮箱地址').waitFor();
    await form.getByLabel('邮箱').fill(email);
    await form.getByRole('button', { name: '生成邀请' }).click();
    await form.getByText('把链接交给 新来的').waitFor();
    const link = await form.locator('.mono').innerText();

    const page = await visit('console');
    await page.goto(link);
    await page.getByLabel('密码', { exact: true }).fill('short');
    await page.getByRole('button', { name: '完成并登录' }).click();
    await page.getByText('至少 12 个字符').nth(1).waitFor();
    await page.getByLabel('密码', { exact: true }).fill(PASSWORD);
    await page.getByLabel('再输一次密码').fill(PASSWORD);
    const secret = await page.locator('.invitation-totp .mono').innerText();
    await page.getByLabel('验证器上的 6 位数字').fill(otherThan(totp(secret, 0)));
    await page.getByRole('button', { name: '完成并登录' }).click();
    await page.getByRole('alert').first().waitFor();
    const used = totp(secret, 0);
    await page.getByLabel('验证器上的 6 位数字').fill(used);
    await page.getByRole('button', { name: '完成并登录' }).click();
    await page.getByText('新来的').waitFor();

    // The session that signing out ends is of no use to whoever kept its cookie.
    const kept = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
    const asMe = () => fetch(`${base()}/me`, { headers: { cookie: kept, 'Tongbao-App': 'console' } });
    expect((await asMe()).status).toBe(200);
    await page.getByRole('button', { name: '退出登录' }).click();
    await page.getByLabel('邮箱').waitFor();
    expect((await asMe()).status).toBe(401);
    await page.goto('/console/books');
    await page.getByLabel('邮箱').waitFor();

    await page.getByLabel('邮箱').fill(email);
    await page.getByLabel('密码').fill(`${PASSWORD}!`);
    await page.getByRole('button', { name: '下一步' }).click();
    await page.getByRole('alert').getByText('邮箱、密码或动态码不对').waitFor();
    await page.getByLabel('密码').fill(PASSWORD);
    await page.getByRole('button', { name: '下一步' }).click();
    // A code that has been used is worth nothing; the next one is.
    await page.getByLabel('动态验证码').fill(used);
    await page.getByRole('button', { name: /登\s?录/ }).click();
    await page.getByRole('alert').getByText('验证码不对').waitFor();
    await page.getByLabel('动态验证码').fill(totp(secret, 1));
    await page.getByRole('button', { name: /登\s?录/ }).click();
    await page.getByText('新来的').waitFor();

    const gone = await visit('console');
    await gone.goto(link);
    await gone.getByText('这个邀请已失效').waitFor();
  });
});

const otherThan = (code: string) => (code === '000000' ? '111111' : '000000');
