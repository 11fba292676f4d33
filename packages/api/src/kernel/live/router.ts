import { liveActions } from '@atelier/domain/identity/live-actions.ts';
import { tracked } from '@trpc/server';
import { procedure, router } from '../trpc/procedure.ts';
import { type Audiences, mayHearTopic, visibleChange } from './audience.ts';
import { type LiveEvent, streamInput } from './live-event.ts';

/** @param audiences who is told of which area */
export function createLiveRouter(audiences: Audiences) {
  return router({
    /**
     * What changes in any area, and the content of the topics asked for, on one connection. A client that
     * comes back with the id of its last event gets what followed; for what is no longer there, it is told
     * that it was missed. It ends with the session of whoever listens.
     */
    stream: procedure({ needs: liveActions.listen })
      .input(streamInput)
      .subscription(async function* ({ ctx: { db, actor, live, untilEnd }, input, signal }) {
        const over = untilEnd(signal ?? new AbortController().signal);
        const topics: typeof input.topics = [];
        for (const one of input.topics) {
          const { topic } = one;
          if (await mayHearTopic(audiences, db, actor, topic)) topics.push(one);
          else yield { kind: 'topic-refused', topic } satisfies LiveEvent;
        }
        for await (const { id, event } of live.stream({ ...input, topics }, over)) {
          if (id === undefined) {
            yield event;
            continue;
          }
          const told = event.kind === 'changed' ? visibleChange(audiences, actor, event) : event;
          if (told !== undefined) yield tracked(id, told);
        }
      }),
  });
}
