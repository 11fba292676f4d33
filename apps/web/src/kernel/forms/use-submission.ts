import { isPassing } from '@atelier/sdk/keyed-mutations.ts';
import { type FormEvent, useEffect, useState } from 'react';
import { useConnectionState } from '../live/live-updates.tsx';

interface Options {
  readonly canSubmit: boolean;
  readonly send: () => Promise<void>;
  /** Whether the form is in sight; a failure is forgotten with it. */
  readonly isShown?: boolean;
}

/** Sending a form once at a time, and why it failed; forgotten when the connection that was missing is back. */
export function useSubmission({ canSubmit, send, isShown = true }: Options) {
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const connection = useConnectionState();
  useEffect(() => {
    if (!isShown) setFailure(null);
  }, [isShown]);
  useEffect(() => {
    if (connection === 'live') setFailure((now: unknown) => (isPassing(now) ? null : now));
  }, [connection]);
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    if (isBusy || !canSubmit) return;
    setBusy(true);
    setFailure(null);
    await send()
      .catch(setFailure)
      .finally(() => setBusy(false));
  };
  return { isBusy, failure, onSubmit };
}
