/** A line of the keyboard help: keys that mean the same, and what they do. */
export interface ShortcutLine {
  readonly keys: readonly string[];
  readonly does: string;
}

export interface ShortcutGroup {
  readonly title: string;
  readonly lines: readonly ShortcutLine[];
  /** Groups that follow it, where an area has keys of several kinds. */
  readonly more?: readonly ShortcutGroup[];
}

type PressedKey = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'
>;

/**
 * The name under which a key press is bound: `n`, `?`, `ArrowDown`, `mod+z`. If the layout is not Latin,
 * letters are identified by their place on the keyboard: the key for `n` writes «т» in Russian.
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

const textInputs = new Set([
  'date',
  'datetime-local',
  'email',
  'month',
  'number',
  'password',
  'search',
  'tel',
  'text',
  'time',
  'url',
  'week',
]);

/**
 * Whether a key, by its {@link shortcutName}, belongs to what has the focus: a field that is typed in,
 * or an open dialog, menu or list. Radio buttons and sliders keep only the keys that change them.
 */
export function ownsKey(target: EventTarget | null, name: string): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest('dialog, [role="menu"], [role="listbox"]')) return true;
  if (target instanceof HTMLInputElement) {
    if (textInputs.has(target.type)) return true;
    const isChosen = target.type === 'radio' || target.type === 'range';
    return isChosen && /^(Arrow|Page|Home|End)/.test(name);
  }
  return target.matches('textarea, select') || target.isContentEditable;
}
