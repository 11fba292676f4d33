/** Text that stands for itself in HTML, with its line breaks. */
export function htmlText(text: string): string {
  return escapeHtml(text).replaceAll('\n', '<br>');
}

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** A page of its own to be printed: nothing in it is run or fetched. */
export function asHtml(title: string, parts: readonly string[]): string {
  return `<!doctype html>
<html><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeHtml(title)}</title>
<style>${style}</style></head>
<body><h1>${htmlText(title)}</h1>
${parts.filter((part) => part !== '').join('\n')}
</body></html>
`;
}

const style =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem}' +
  'pre{white-space:pre-wrap;border:1px solid #bbb;padding:.75rem}aside{border-left:4px solid #888;padding-left:.75rem}' +
  'dt{font-weight:600}@media print{body{margin:0;max-width:none}h2,dt{break-after:avoid}pre{break-inside:avoid}}';
