import { callError } from '@atelier/sdk/errors.ts';
import { useRef } from 'react';

/**
 * Sends a change on top of the revision that was seen when its form was opened. Where somebody else was faster that is
 * told; sent once more, the change goes on top of what is there by then.
 */
export function useOnTop(opened: string) {
  const seen = useRef(opened);
  return async <Answer>(
    send: (revision: string) => Promise<Answer>,
    revisionOf?: (answer: Answer) => string,
  ): Promise<Answer> => {
    try {
      const answer = await send(seen.current);
      if (revisionOf !== undefined) seen.current = revisionOf(answer);
      return answer;
    } catch (error) {
      const { code, details } = callError(error);
      if (code === 'ERR_CHANGED_MEANWHILE' && typeof details.revision === 'string') {
        seen.current = details.revision;
      }
      throw error;
    }
  };
}
