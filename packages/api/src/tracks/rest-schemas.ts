import { synopsisItems } from '@atelier/domain/tracks/synopsis.ts';
import { messageRoles } from '@atelier/domain/tracks/tabs.ts';
import {
  descriptionText,
  goalText,
  slugText,
  stepText,
  titleText,
} from '@atelier/domain/tracks/track-file.ts';
import type { Message, Synopsis, Track } from '@atelier/domain/tracks/types.ts';
import { z } from 'zod';

/** Shapes of the REST contract: camelCase of sessions, snake_case of messages. */

const id = z.uuid();
const instant = z.iso.datetime();

/** What stands in braces in addresses. */
export const tracksParams = {
  slug: z.string().meta({ description: 'The slug of the track.', example: 'sql-basics' }),
  id: id.meta({ description: 'The id of the session.' }),
  tab: z.string().meta({ description: '`chat`, `practice` or `simulation`.' }),
};

export const trackShape = z
  .strictObject({
    id,
    slug: z.string(),
    title: z.string(),
    description: z.string(),
    goal: z.string(),
    created_at: instant,
    updated_at: instant,
  })
  .meta({ id: 'Track' });
export const tracksShape = z.array(trackShape);

export const toTrack = ({ id, slug, title, description, goal, createdAt, updatedAt }: Track) => ({
  ...{ id, slug, title, description, goal, created_at: createdAt, updated_at: updatedAt },
});

export const roadmapShape = z.array(
  z
    .strictObject({ id, position: z.int().min(0), text: z.string(), done: z.boolean() })
    .meta({ id: 'RoadmapItem' }),
);

/** What is given of nothing is left out by some programs, and sent as null by others. */
export const createTrackShape = z.object({
  title: titleText,
  slug: slugText.nullish(),
  description: descriptionText.nullish(),
  goal: goalText.nullish(),
  roadmap: z.array(stepText).nullish(),
});

export const openSessionShape = z.object({
  deviceId: z.string().meta({ description: 'A name that the device chose for itself.' }),
  trackSlug: z.string(),
});
export const sessionShape = z.strictObject({ sessionId: id });

const meta = z.record(z.string(), z.unknown());
const messageShape = z
  .strictObject({
    id,
    role: z.enum(messageRoles),
    content: z.string(),
    created_at: instant,
    meta: meta.optional(),
  })
  .meta({ id: 'ChatMessage' });
export const oneMessageShape = messageShape;
export const messagesShape = z.array(messageShape);
export const messagesQuery = z.object({
  limit: z.coerce.number().int().min(1).max(5000).default(5000),
  before: id.toLowerCase().optional().meta({ description: 'The id of a message.' }),
});
export const postMessageShape = z.object({
  role: z.enum(messageRoles).default('user'),
  content: z.string(),
  meta: meta.nullish(),
});

export const toMessage = ({ id, role, content, createdAt, meta }: Message) => ({
  ...{ id, role, content, created_at: createdAt },
  ...(Object.keys(meta).length > 0 ? { meta } : {}),
});

const item = synopsisItems.meta({ id: 'SynopsisItems' });
export const synopsisShape = z.strictObject({
  title: z.string(),
  items: item,
  lastUpdated: instant.nullable().meta({ description: 'Null where nothing was written yet.' }),
});
export const saveSynopsisShape = z.object({ title: z.string().default(''), items: item });

export const toSynopsis = (live: Synopsis | null) => ({
  title: live?.title ?? '',
  items: live?.items ?? [],
  lastUpdated: live?.createdAt ?? null,
});
