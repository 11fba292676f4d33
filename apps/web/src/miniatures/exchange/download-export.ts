export const exportAddress = '/api/v1/export';

/** The name under which an export is kept: the day is the user's own. */
export function exportFileName(now: Date): string {
  const two = (part: number) => String(part).padStart(2, '0');
  const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  return `atelier-miniatures-${day}.json`;
}

/** Has the browser download an export; it streams to the disk and never stands in memory. */
export function downloadExport(): void {
  const link = document.createElement('a');
  link.href = exportAddress;
  link.download = exportFileName(new Date());
  link.click();
}
