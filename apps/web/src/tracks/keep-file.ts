import type { ExportedFile } from '@atelier/domain/tracks/export-track.ts';

/** Has the browser keep a file. */
export function keepFile({ fileName, mediaType, text }: ExportedFile): void {
  const address = URL.createObjectURL(new Blob([text], { type: `${mediaType};charset=utf-8` }));
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  // The browser has begun to read it by then; what is never given back is kept as long as the page.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
