import type { ReactNode } from 'react';
import { useRecorder } from './use-recorder.ts';

/** Sends what an earlier page left, whichever page of the area is opened. */
export function RecorderStart({ children }: { readonly children: ReactNode }) {
  useRecorder();
  return children;
}
