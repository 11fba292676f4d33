/** Whether this is Apple's keyboard, with ⌘ where others have Ctrl. */
function isApple(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.userAgent);
}

/** The keys of the command palette, as they are written on this keyboard. */
export function paletteKeys(): string {
  return isApple() ? '⌘ K' : 'Ctrl K';
}

export function undoKeys(): string {
  return isApple() ? '⌘ Z' : 'Ctrl Z';
}

export function selectAllKeys(): string {
  return isApple() ? '⌘ A' : 'Ctrl A';
}

export function copyKeys(): string {
  return isApple() ? '⌘ C' : 'Ctrl C';
}
