import { type CallError, codedAnswer } from '@atelier/sdk/errors.ts';

/** What the server said against a file. */
export class FileRefusal extends Error {
  readonly refusal: CallError;

  constructor(refusal: CallError) {
    super(refusal.code);
    this.refusal = refusal;
  }
}

/** Sends a file of cases, and gives the answer. Throws a {@link FileRefusal}. */
export async function sendFile<Answer>(
  address: string,
  options: Readonly<Record<string, string>>,
  file: File,
  key?: string,
): Promise<Answer> {
  const headers = {
    'content-type': 'application/octet-stream',
    ...(key !== undefined && { 'idempotency-key': key }),
  };
  const url = `${address}?${new URLSearchParams(options)}`;
  const response = await fetch(url, { method: 'POST', headers, body: file }).catch(() => null);
  if (response === null) throw new FileRefusal({ code: 'ERR_OFFLINE', details: {} });
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok) return answer as Answer;
  throw new FileRefusal(codedAnswer(answer) ?? { code: 'ERR_INTERNAL', details: {} });
}
