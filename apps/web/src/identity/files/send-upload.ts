import { type AttachedFile, filesPath } from '@atelier/domain/identity/files/attached-file.ts';
import { type CallError, codedAnswer } from '@atelier/sdk/errors.ts';

/** A file on its way. */
export interface Sending {
  readonly use: string;
  readonly entityId: string;
  readonly file: File;
  /** The same again where it is not known whether the first attempt arrived. */
  readonly key: string;
  /** Is told the bytes that have left. */
  readonly onProgress: (sent: number) => void;
  readonly signal: AbortSignal;
}

/** Why a file was not attached; `mayHaveArrived` where nobody said so, but the connection ended. */
export class UploadFailure extends Error {
  readonly refusal: CallError;
  readonly mayHaveArrived: boolean;

  constructor(refusal: CallError, mayHaveArrived: boolean) {
    super(refusal.code);
    this.refusal = refusal;
    this.mayHaveArrived = mayHaveArrived;
  }
}

/**
 * Sends a file as it is. By `XMLHttpRequest`, since `fetch` does not tell how much has left. Throws
 * {@link UploadFailure}, and an `AbortError` when it is cancelled.
 */
export function sendUpload(sending: Sending): Promise<AttachedFile> {
  const { use, entityId, file, key, onProgress, signal } = sending;
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const cancel = () => request.abort();
    const settle = (finish: () => void) => {
      signal.removeEventListener('abort', cancel);
      finish();
    };
    request.upload.addEventListener('progress', ({ loaded }) => onProgress(loaded));
    request.upload.addEventListener('load', () => onProgress(file.size));
    request.addEventListener('load', () =>
      settle(() => {
        const answer = jsonOf(request.responseText);
        if (request.status === 201) return resolve(answer as AttachedFile);
        const refusal = codedAnswer(answer) ?? { code: 'ERR_INTERNAL', details: {} };
        reject(new UploadFailure(refusal, request.status >= 500));
      }),
    );
    request.addEventListener('error', () =>
      settle(() => reject(new UploadFailure({ code: 'ERR_OFFLINE', details: {} }, true))),
    );
    request.addEventListener('abort', () =>
      settle(() => reject(new DOMException('cancelled', 'AbortError'))),
    );
    const place = [use, entityId].map(encodeURIComponent).join('/');
    request.open('POST', `${filesPath}/${place}?name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.setRequestHeader('idempotency-key', key);
    if (signal.aborted) return reject(new DOMException('cancelled', 'AbortError'));
    signal.addEventListener('abort', cancel);
    request.send(file);
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
