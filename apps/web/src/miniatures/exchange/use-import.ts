import type { ImportDryRun } from '@atelier/domain/miniatures/interchange.ts';
import type { CallError } from '@atelier/sdk/errors.ts';
import { callError } from '@atelier/sdk/errors.ts';
import { newKey } from '@atelier/sdk/idempotency-key.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTRPC } from '../../kernel/api.ts';
import { useLanguage } from '../../kernel/i18n/language.ts';
import { UploadRefusal, uploadFile } from './upload-file.ts';

/** Exports of large collections come back too, and what other programs wrote: the file is the user's own. */
const address = '/api/v1/import?large=true&lenient=true';

/** Refusals of the file itself: they come before anything is merged, however often it is sent. */
const changesNothing = new Set(['ERR_INVALID_IMPORT_FORMAT', 'ERR_PAYLOAD_TOO_LARGE']);

/** A file that was previewed, under the key by which the server does it once, however often it is sent. */
export interface ConfirmedFile {
  readonly file: File;
  readonly key: string;
}

/** Where an import stands. A dry run comes first; only what it showed can be confirmed. */
export type ImportState =
  | { readonly step: 'choosing'; readonly note: 'cancelled' | null }
  | {
      readonly step: 'sending';
      readonly dryRun: boolean;
      readonly file: File;
      readonly sent: number;
    }
  | {
      readonly step: 'preview';
      readonly confirmed: ConfirmedFile;
      readonly summary: ImportDryRun;
    }
  /** Nothing was changed. */
  | { readonly step: 'refused'; readonly refusal: CallError }
  /** It may have been imported, or not; without a refusal it was the user who stopped it. */
  | {
      readonly step: 'uncertain';
      readonly confirmed: ConfirmedFile;
      readonly refusal: CallError | null;
    }
  | { readonly step: 'done' };

export function useImport() {
  const [state, setState] = useState<ImportState>({ step: 'choosing', note: null });
  const running = useRef<AbortController | null>(null);
  const queryClient = useQueryClient();
  const trpc = useTRPC();
  const locale = useLanguage();
  useEffect(() => () => running.current?.abort(), []);

  /** Sends a file: as a dry run, or under its key for good. */
  const send = async (file: File, key: string | null): Promise<void> => {
    running.current?.abort();
    const own = new AbortController();
    running.current = own;
    const show = (next: ImportState) => {
      if (running.current === own) setState(next);
    };
    const dryRun = key === null;
    let isSent = false;
    const progress = (sent: number) => {
      isSent = sent >= 1;
      show({ step: 'sending', dryRun, file, sent });
    };
    progress(0);
    try {
      const answer = await uploadFile({
        url: dryRun ? `${address}&dry_run=true&locale=${locale}` : address,
        file,
        key,
        signal: own.signal,
        onProgress: progress,
      });
      if (dryRun) {
        const confirmed = { file, key: newKey() };
        return show({ step: 'preview', confirmed, summary: answer as ImportDryRun });
      }
      show({ step: 'done' });
      await queryClient.invalidateQueries(trpc.miniatures.pathFilter());
    } catch (error) {
      const stopped = error instanceof DOMException;
      const refusal = error instanceof UploadRefusal ? error.refusal : callError(error);
      // What was stopped on its way out is no file, and a dry run changes nothing whatever happens.
      if (stopped && (key === null || !isSent)) show({ step: 'choosing', note: 'cancelled' });
      else if (key === null || changesNothing.has(refusal.code)) show({ step: 'refused', refusal });
      else show({ step: 'uncertain', confirmed: { file, key }, refusal: stopped ? null : refusal });
    }
  };
  return {
    state,
    check: (file: File) => void send(file, null),
    /** Also for a repeat: it has the same key. */
    confirm: ({ file, key }: ConfirmedFile) => void send(file, key),
    cancel: () => running.current?.abort(),
    reset: () => setState({ step: 'choosing', note: null }),
  };
}
