import { expect, type Page } from '@playwright/test';

/** The address of every page that the navigation leads to, of whatever area. */
export async function navigationPages(page: Page): Promise<readonly string[]> {
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  const links = await page.locator('nav a').all();
  const addresses = await Promise.all(links.map((link) => link.getAttribute('href')));
  expect(addresses.length).toBeGreaterThan(3);
  return addresses.map((address) => address ?? '');
}
