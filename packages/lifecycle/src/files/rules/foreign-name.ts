/** What systems put into folders under names without a dot: Windows, macOS, NAS boxes, file systems. */
const systemNames = new Set([
  'thumbs.db',
  'ehthumbs.db',
  'desktop.ini',
  'icon\r',
  '@eadir',
  '__macosx',
  'lost+found',
]);

/** Whether a name in a folder is its system's, or an editor's, and so none of ours. */
export function isForeignName(name: string): boolean {
  return name.startsWith('.') || systemNames.has(name.toLowerCase());
}
