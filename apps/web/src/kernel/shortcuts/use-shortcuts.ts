import { useLayoutEffect, useRef } from 'react';
import { ownsKey, shortcutName } from './shortcut.ts';

/** Answers a key; `false` means "not mine after all", and the browser's own meaning stays. */
export type ShortcutHandler = (event: KeyboardEvent) => boolean | undefined;

/**
 * Binds keys for as long as the component is mounted. They do nothing while a text field or an open dialog
 * has the focus, except those with `mod+k`, which works from everywhere.
 */
export function useShortcuts(bindings: Readonly<Record<string, ShortcutHandler>>): void {
  const latest = useRef(bindings);
  // Both before the page is painted: whoever sees it may press a key at once.
  useLayoutEffect(() => {
    latest.current = bindings;
  });
  useLayoutEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const name = shortcutName(event);
      const handler = Object.hasOwn(latest.current, name) ? latest.current[name] : undefined;
      if (handler === undefined) return;
      const anywhere = name === 'mod+k';
      const dialogIsOpen = document.querySelector('dialog[open]') !== null;
      if (!anywhere && (dialogIsOpen || ownsKey(event.target, name))) return;
      if (handler(event) !== false) event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}
