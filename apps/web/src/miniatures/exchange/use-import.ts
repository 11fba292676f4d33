import type { ImportSummary } from '@atelier/domain/miniatures/interchange.ts';
import type { CallError } from '@atelier/sdk/errors.ts';
import { callError } from '@atelier/sdk/errors.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTRPC } from '../../kernel/api.ts';
import { useLanguage } from '../../kernel/i18n/use-language.ts';
import { UploadRefusal, uploadFile } from './upload-file.ts';

const address = '/api/v1/import';

/** Where an import stands. A dry run comes first; only what it showed can be confirmed. */
export type ImportState =
  | { readonly step: 'choosing'; readonly note: 'cancelled' | null }
  | {
      readonly step: 'sending';
      readonly dryRun: boolean;
      readonly file: File;
      readonly sent: number;
    }
  | { readonly step: 'preview'; readonly file: File; readonly summary: ImportSummary }
  | { readonly step: 'refused'; readonly file: File; readonly refusal: CallError }
  | { readonly step: 'done' };

export function useImport() {
  const [state, setState] = useState<ImportState>({ step: 'choosing', note: null });
  const running = useRef<AbortController | null>(null);
  const queryClient = useQueryClient();
  const trpc = useTRPC();
  const locale = useLanguage();
  useEffect(() => () => running.current?.abort(), []);

  const send = async (file: File, dryRun: boolean): Promise<void> => {
    running.current?.abort();
    const own = new AbortController();
    running.current = own;
    const show = (next: ImportState) => {
      if (running.current === own) setState(next);
    };
    show({ step: 'sending', dryRun, file, sent: 0 });
    try {
      const answer = await uploadFile({
        url: dryRun ? `${address}?dry_run=true&locale=${locale}` : address,
        file,
        signal: own.signal,
        onProgress: (sent) => show({ step: 'sending', dryRun, file, sent }),
      });
      if (dryRun) return show({ step: 'preview', file, summary: answer as ImportSummary });
      show({ step: 'done' });
      await queryClient.invalidateQueries(trpc.miniatures.pathFilter());
    } catch (error) {
      if (error instanceof DOMException) return show({ step: 'choosing', note: 'cancelled' });
      const refusal = error instanceof UploadRefusal ? error.refusal : callError(error);
      show({ step: 'refused', file, refusal });
    }
  };
  return {
    state,
    check: (file: File) => void send(file, true),
    confirm: (file: File) => void send(file, false),
    cancel: () => running.current?.abort(),
    reset: () => setState({ step: 'choosing', note: null }),
  };
}
