import type { SynopsisItem, SynopsisItemType } from '@atelier/domain/tracks/synopsis.ts';

/** An item of a type with nothing in it yet. */
export function newItem(type: SynopsisItemType): SynopsisItem {
  switch (type) {
    case 'definition':
      return { type, term: '', description: '' };
    case 'code':
      return { type, code: '' };
    case 'list':
      return { type, items: [] };
    default:
      return { type, text: '' };
  }
}

/** Whether nothing stands in it: such items are not saved. */
export function isBlank(item: SynopsisItem): boolean {
  const texts = Object.entries(item).flatMap(([name, value]) => (name === 'type' ? [] : value));
  return texts.every((text) => text.trim() === '');
}
