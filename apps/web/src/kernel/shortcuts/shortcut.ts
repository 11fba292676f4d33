/** A line of the keyboard help: keys that mean the same, and what they do. */
export interface ShortcutLine {
  readonly keys: readonly string[];
  readonly does: string;
}

export interface ShortcutGroup {
  readonly title: string;
  readonly lines: readonly ShortcutLine[];
}

type PressedKey = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'
>;

/**
 * The name under which a key press is bound: `n`, `?`, `ArrowDown`, `mod+z`. Letters are found by
 * their place on the keyboard where the layout is not Latin: the key for `n` writes «т» in Russian.
 */
export function shortcutName(event: PressedKey): string {
  const { key, code } = event;
  const isLatin = /^[\x20-\x7e]$/.test(key);
  let name = key.length === 1 ? key.toLowerCase() : key;
  if (key.length === 1 && !isLatin) name = code.replace(/^Key/, '').toLowerCase();
  // On the Russian layout the key for "/" writes "." and with Shift ",".
  if (code === 'Slash' && key === '.' && !event.shiftKey) name = '/';
  if (code === 'Slash' && key === ',' && event.shiftKey) name = '?';
  if (event.altKey) return `alt+${name}`;
  return event.ctrlKey || event.metaKey ? `mod+${name}` : name;
}

/** Whether keys belong to what has the focus: a field, or an open dialog, menu or list. */
export function ownsKeys(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest('dialog, [role="menu"], [role="listbox"], [role="radiogroup"]')) {
    return true;
  }
  if (target instanceof HTMLInputElement) return target.type !== 'checkbox';
  return target.matches('textarea, select') || target.isContentEditable;
}
