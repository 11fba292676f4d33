import { type ChatTab, chatTabs } from '@atelier/domain/tracks/tabs.ts';

type Search = Readonly<Record<string, unknown>>;

/** Whether the catalogue shows what was archived. */
export function catalogueSearch({ archived }: Search): { readonly archived?: true } {
  return archived === true || archived === 'true' ? { archived: true } : {};
}

/** The message that a link leads to, and the tab in which it is. */
export function trackSearch({ tab, message }: Search): {
  readonly tab?: ChatTab;
  readonly message?: string;
} {
  const known = chatTabs.find((each) => each === tab);
  return {
    ...(known === undefined ? {} : { tab: known }),
    ...(typeof message === 'string' ? { message } : {}),
  };
}
