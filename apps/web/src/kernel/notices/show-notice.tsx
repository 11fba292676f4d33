import type { ReactNode } from 'react';
import { useErrorWords } from '../errors/error-words.ts';
import { noticeStore } from './notice-store.ts';

/** Tells that something was done. A notice about the same topic takes the place of the one before. */
export function showNotice(message: ReactNode, topic?: string): void {
  noticeStore.show('done', message, topic);
}

/** Tells why there was nothing to do. */
export function showHint(message: ReactNode, topic?: string): void {
  noticeStore.show('hint', message, topic);
}

/** Tells why something was refused, in words. */
export function showFailure(error: unknown, topic?: string): void {
  noticeStore.show('failed', <Failure error={error} />, topic);
}

function Failure({ error }: { readonly error: unknown }) {
  return <>{useErrorWords(error).text}</>;
}
