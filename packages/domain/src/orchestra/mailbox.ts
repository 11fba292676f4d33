/** Whose letters a mailbox has. */
export interface Mailbox {
  /** Before the `@`; null for everybody of the domain. */
  readonly name: string | null;
  readonly domain: string;
}

const address = /^(\*|[^\s@<>()[\],;:"\\*]{1,64})@([a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?)$/;

/** `orders@shop.test`, `*@shop.test`; null for what is neither. */
export function readMailbox(written: string): Mailbox | null {
  const [, name, domain] = address.exec(written.trim().toLowerCase()) ?? [];
  if (name === undefined || domain === undefined) return null;
  return { name: name === '*' ? null : name, domain };
}

/** Whether a letter to this address is in the mailbox; `orders+7@shop.test` is in the one of `orders`. */
export function isInMailbox({ name, domain }: Mailbox, recipient: string): boolean {
  const whole = recipient.toLowerCase();
  const at = whole.lastIndexOf('@');
  if (whole.slice(at + 1) !== domain) return false;
  const local = whole.slice(0, at);
  return name === null || local === name || local.startsWith(`${name}+`);
}
