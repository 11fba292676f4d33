import { type CallError, codedAnswer } from '@atelier/sdk/errors.ts';

interface Upload {
  readonly url: string;
  readonly file: File;
  /** For a command: sent again with it, it is done once. */
  readonly key: string | null;
  /** 0..1; the file is wholly sent at 1, and the server may still be working. */
  readonly onProgress: (sent: number) => void;
  readonly signal: AbortSignal;
}

/** A refused upload: what the server answered, as a coded error. */
export class UploadRefusal extends Error {
  readonly refusal: CallError;

  constructor(refusal: CallError) {
    super(refusal.code);
    this.refusal = refusal;
  }
}

/**
 * Sends a file as the body of a POST, without reading it into memory, and returns the JSON of the answer.
 * Uses XMLHttpRequest, because fetch does not report an upload's progress.
 *
 * @throws UploadRefusal for a coded refusal, or with ERR_OFFLINE when there was no answer
 * @throws AbortError (DOMException) when it was stopped
 */
export function uploadFile({ url, file, key, onProgress, signal }: Upload): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const refuse = (refusal: CallError) => reject(new UploadRefusal(refusal));
    request.open('POST', url);
    request.responseType = 'json';
    request.setRequestHeader('content-type', 'application/json');
    if (key !== null) request.setRequestHeader('idempotency-key', key);
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.upload.onload = () => onProgress(1);
    request.onerror = () => refuse({ code: 'ERR_OFFLINE', details: {} });
    request.onabort = () => reject(new DOMException('The upload was stopped.', 'AbortError'));
    request.onload = () => {
      const answer: unknown = request.response;
      if (request.status < 300) return resolve(answer);
      refuse(codedAnswer(answer) ?? { code: 'ERR_INTERNAL', details: {} });
    };
    signal.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}
