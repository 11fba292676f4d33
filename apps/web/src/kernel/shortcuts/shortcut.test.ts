import { describe, expect, it } from 'vitest';
import { shortcutName } from './shortcut.ts';

const plain = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

describe('shortcutName', () => {
  it.each([
    [{ key: 'n', code: 'KeyN' }, 'n'],
    [{ key: 'N', code: 'KeyN', shiftKey: true }, 'n'],
    [{ key: 'т', code: 'KeyN' }, 'n'],
    [{ key: 'ArrowDown', code: 'ArrowDown' }, 'ArrowDown'],
    [{ key: '/', code: 'Slash' }, '/'],
    [{ key: '.', code: 'Slash' }, '/'],
    [{ key: '?', code: 'Slash', shiftKey: true }, '?'],
    [{ key: ',', code: 'Slash', shiftKey: true }, '?'],
    [{ key: '.', code: 'Period' }, '.'],
    [{ key: 'я', code: 'KeyZ', ctrlKey: true }, 'mod+z'],
    [{ key: 'k', code: 'KeyK', metaKey: true }, 'mod+k'],
    [{ key: '/', code: 'Digit7', shiftKey: true }, '/'],
  ])('%o is %s', (pressed, name) => {
    expect(shortcutName({ ...plain, ...pressed })).toBe(name);
  });
});
