import type { Change } from '@atelier/domain/kernel/change.ts';
import { type TopicContent, topicSchema } from '@atelier/domain/kernel/topic.ts';
import { z } from 'zod';

/** What happened, with a place in the stream: whoever comes back is told what followed. */
export type PlacedEvent =
  | ({ readonly kind: 'changed' } & Change)
  /** Changes may have been missed: read anew what is shown. */
  | { readonly kind: 'missed' }
  | { readonly kind: 'content'; readonly topic: string; readonly content: TopicContent }
  /** Content of the topic is missing before what follows: read anew what is kept of it. */
  | { readonly kind: 'content-missed'; readonly topic: string };

/** How it stands with the stream itself. */
export type StreamState =
  /** What happens is heard. */
  | { readonly kind: 'live' }
  /** The database cannot be heard: nothing comes until the next "live". */
  | { readonly kind: 'interrupted' }
  /** Whoever listens may not hear this topic. */
  | { readonly kind: 'topic-refused'; readonly topic: string };

export type LiveEvent = PlacedEvent | StreamState;

/** The id of an event, as it came; another server's, or none of anybody's, counts as long ago. */
const eventIdSchema = z.string().max(200);

/** What a page wants to hear, and up to where it has heard it. */
export const streamInput = z
  .strictObject({
    /** The id of the last event about changes; without it the stream begins with "missed". */
    after: eventIdSchema.optional(),
    /** With the id of the last event of each; without it all begins with what is still there. */
    topics: z
      .array(z.strictObject({ topic: topicSchema, after: eventIdSchema.optional() }))
      .max(50)
      .default([]),
    /** What a client adds that lost its connection: all up to it has come, of whatever kind. */
    lastEventId: eventIdSchema.optional(),
  })
  .prefault({});

export type StreamInput = z.output<typeof streamInput>;
