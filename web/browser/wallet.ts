import type { Page } from 'playwright-core';

/** What several flows do in the wallet, as a person does it. */

/** The code that was sent to a phone, read off the mailbox page in a tab beside. */
export async function codeFromMailbox(page: Page, phone: string): Promise<string> {
  const mailbox = await page.context().newPage();
  await mailbox.goto('/mailbox');
  await mailbox.getByLabel('只看这个号码').fill(phone);
  const code = await mailbox.getByTestId('letter').first().locator('.letter-code').innerText();
  await mailbox.close();
  return code;
}

/** On the scan screen: types or pastes the text of a code. */
export async function typeCode(page: Page, text: string): Promise<void> {
  const field = page.getByLabel('二维码内容或订单链接');
  await page.getByText('正在打开摄像头').waitFor({ state: 'hidden' });
  if (!(await field.isVisible())) await page.getByRole('button', { name: '输入' }).click();
  await field.fill(text);
  await page.getByRole('button', { name: '下一步' }).click();
}
