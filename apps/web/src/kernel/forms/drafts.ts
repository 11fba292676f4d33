import { pageIsOf } from '../me/told.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What somebody typed is not shown to whoever signs in after them. */
const keyOf = (form: string) => ['atelier.draft', form, pageIsOf()].filter(Boolean).join('.');

/** The fields that are not as they were. */
export function changedFields(before: Fields, now: Fields): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(now).filter(([name, value]) => {
      return JSON.stringify(value) !== JSON.stringify(before[name]);
    }),
  );
}

/**
 * What was typed into a form before a reload, for the fields that it still has; null if nothing was. The tab
 * keeps it, not the browser: on a machine that others use too it is gone with the tab.
 */
export function readDraft(form: string, fields: Fields, secret: readonly string[]): Fields | null {
  const kept = Object.entries(parsed(form)).filter(
    ([name, value]) =>
      Object.hasOwn(fields, name) && !secret.includes(name) && isAlike(value, fields[name]),
  );
  return kept.length === 0 ? null : Object.fromEntries(kept);
}

/** Keeps the changed fields, never a secret one; with none of them nothing is kept. */
export function keepDraft(form: string, changed: Fields, secret: readonly string[]): void {
  const open = Object.entries(changed).filter(([name]) => !secret.includes(name));
  try {
    if (open.length === 0) sessionStorage.removeItem(keyOf(form));
    else sessionStorage.setItem(keyOf(form), JSON.stringify(Object.fromEntries(open)));
  } catch {
    // Without the browser's memory a form works as any other does.
  }
}

function parsed(form: string): object {
  try {
    const draft: unknown = JSON.parse(sessionStorage.getItem(keyOf(form)) ?? '{}');
    return typeof draft === 'object' && draft !== null ? draft : {};
  } catch {
    return {};
  }
}

/** Whether a value can stand where the other one stands: an older version may have had other fields. */
function isAlike(value: unknown, other: unknown): boolean {
  if (other === null || value === null) return true;
  return typeof value === typeof other && Array.isArray(value) === Array.isArray(other);
}
