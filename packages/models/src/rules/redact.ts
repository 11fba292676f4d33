const hidden = '•••';
const longest = 300;

/** What looks like a key wherever it stands, even one that is not ours: endpoints repeat what they were sent. */
const shapes: readonly RegExp[] = [
  /\b(?:sk|pk|rk|gsk|key|hf|nvapi|xai)[-_][\w-]{6,}(?:\*+[\w-]*)?/gi,
  /\b(bearer|basic)\s+[\w.~+/=*-]{4,}/gi,
  /(\/\/)[^/\s@]+@/g,
  /([?&](?:[\w-]*key|token|secret|signature)=)[^&\s"']+/gi,
];

/** Takes keys out of foreign words, and cuts them to what a line of a log holds. */
export function redact(text: string, secrets: readonly string[]): string {
  let clean = text;
  for (const secret of secrets) {
    if (secret === '') continue;
    for (const form of new Set([
      secret,
      encodeURIComponent(secret),
      JSON.stringify(secret).slice(1, -1),
    ]))
      clean = clean.replaceAll(form, hidden);
    clean = withoutEnds(clean, secret);
  }
  for (const shape of shapes)
    clean = clean.replace(shape, (_, kept: unknown) =>
      typeof kept === 'string'
        ? `${kept}${kept.endsWith('=') || kept === '//' ? '' : ' '}${hidden}`
        : hidden,
    );
  clean = clean.replace(/\s+/g, ' ').trim();
  return clean.length > longest ? `${clean.slice(0, longest)}…` : clean;
}

/** Endpoints show a key as `sk-ab***yz`: its beginning and end are as little anybody's business. */
function withoutEnds(text: string, secret: string): string {
  if (secret.length < 8) return text;
  const start = literally(secret.slice(0, 4));
  const end = literally(secret.slice(-4));
  return text.replace(new RegExp(`${start}[\\w-]*[*•.…]{2,}[\\w-]*(?:${end})?`, 'g'), hidden);
}

const literally = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
