import { tracked } from '@trpc/server';
import { procedure, router } from '../trpc/procedure.ts';
import { type LiveEvent, streamInput } from './live-event.ts';
import { mayHearTopic, maySeeChange } from './visibility.ts';

export const liveRouter = router({
  /**
   * What changes in any area, and the content of the topics asked for, on one connection. A client that
   * comes back with the id of its last event gets what followed; for what is no longer there, it is told
   * that it was missed.
   */
  stream: procedure('public')
    .input(streamInput)
    .subscription(async function* ({ ctx: { actor, live }, input, signal }) {
      const ended = signal ?? new AbortController().signal;
      const topics = input.topics.filter(({ topic }) => mayHearTopic(actor, topic));
      for (const { topic } of input.topics.filter((one) => !topics.includes(one))) {
        yield { kind: 'topic-refused', topic } satisfies LiveEvent;
      }
      for await (const { id, event } of live.stream({ ...input, topics }, ended)) {
        if (event.kind === 'changed' && !maySeeChange(actor, event)) continue;
        yield id === undefined ? event : tracked(id, event);
      }
    }),
});
