import { createElement } from 'react';
import { Told } from '../../kernel/commands/told.tsx';
import { showHint } from '../../kernel/notifications/show-notification.tsx';

/**
 * Takes a picture from the clipboard as if it was pasted. A browser that lets no page look there is told of, and
 * Ctrl+V does the same everywhere.
 */
export async function pasteFromClipboard(): Promise<void> {
  const files = await picturesInClipboard();
  if (files.length === 0) {
    showHint(createElement(Told, { message: { key: 'execution:files.pasteHint' } }), 'paste');
    return;
  }
  const clipboardData = new DataTransfer();
  for (const file of files) clipboardData.items.add(file);
  document.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
}

async function picturesInClipboard(): Promise<readonly File[]> {
  try {
    const found: File[] = [];
    for (const item of await navigator.clipboard.read()) {
      const type = item.types.find((each) => each.startsWith('image/'));
      if (type === undefined) continue;
      const blob = await item.getType(type);
      found.push(new File([blob], `screenshot.${type.slice('image/'.length)}`, { type }));
    }
    return found;
  } catch {
    return [];
  }
}
