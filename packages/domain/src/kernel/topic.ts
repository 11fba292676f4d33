import { z } from 'zod';

/**
 * The name of something that is published while it happens: an area, what it is, and of what, like
 * `tracks.answer:0192…`. The area decides who may hear it.
 */
export const topicSchema = z
  .string()
  .max(120)
  .regex(/^[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*(:[A-Za-z0-9_-]+)?$/);

/** What travels on a topic: a piece of content, any JSON; or that some was lost here. */
const topicMessageSchema = z.union([
  z.strictObject({ topic: topicSchema, content: z.json() }),
  z.strictObject({ topic: topicSchema, lost: z.literal(true) }),
]);

/** What one notification carries, in order. */
export const topicMessagesSchema = z.array(topicMessageSchema).readonly();

export type TopicMessage = Readonly<z.output<typeof topicMessageSchema>>;
export type TopicContent = z.output<ReturnType<typeof z.json>>;
