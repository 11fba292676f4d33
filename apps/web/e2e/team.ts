import { type APIRequestContext, expect } from '@playwright/test';
import type { BuiltApp } from './built-app.ts';

/** Of everybody in these tests. */
export const password = 'four words and a comma';

/** The link that an app prints when it is started for the first time: it makes the administrator. */
export async function firstLink(app: BuiltApp): Promise<string> {
  await expect.poll(() => app.output()).toContain('/link#');
  return /http\S+\/link#\S+/.exec(app.output())?.[0] ?? '';
}

/** Makes an account, as the page of the link does; whoever asks is signed in then. */
export async function join(
  request: APIRequestContext,
  link: string,
  displayName: string,
  email?: string,
): Promise<void> {
  const token = new URL(link).hash.slice(1);
  const input = { token, displayName, password, ...(email && { email }) };
  await call(request, 'acceptLink', input);
}

/** A link by which somebody joins with a role. */
export async function invite(
  request: APIRequestContext,
  email: string,
  role: 'viewer' | 'engineer' | 'lead',
): Promise<string> {
  return (await call(request, 'people.invite', { email, role })).link;
}

/** Signs in, as the page does: the pages of this browser are that person's then. */
export async function signIn(request: APIRequestContext, email: string): Promise<void> {
  await call(request, 'signIn', { email, password });
}

/** Gives the password once more, as what is dangerous asks for it. */
export async function prove(request: APIRequestContext): Promise<void> {
  await call(request, 'prove', { password });
}

async function call(request: APIRequestContext, procedure: string, data: object) {
  const response = await request.post(`/api/trpc/identity.${procedure}`, { data });
  expect(response.ok(), `${procedure}: ${await response.text()}`).toBe(true);
  return (await response.json()).result.data;
}
