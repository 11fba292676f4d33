import { z } from 'zod';
import { storableText } from '../kernel/text.ts';
import { exportFormats } from './export-track.ts';
import { roadmapLength } from './roadmap.ts';
import { synopsisItems } from './synopsis.ts';
import { synopsisFileLength, synopsisTitle } from './synopsis-file.ts';
import { chatTabs, messageRoles } from './tabs.ts';
import {
  descriptionText,
  goalText,
  slugText,
  stepText,
  titleText,
  trackFileLength,
} from './track-file.ts';

/** In lower case, as the database writes ids. */
export const idSchema = z.uuid().toLowerCase();

/** Older programs made slugs by rules of their own. */
const knownSlug = storableText.min(1).max(500);
const formatSchema = z.enum(exportFormats).default('json');
const tabSchema = z.enum(chatTabs);

export const listTracksInput = z.strictObject({ archived: z.boolean().default(false) });
export const trackSlugInput = z.strictObject({ slug: knownSlug });
export const trackIdInput = z.strictObject({ trackId: idSchema });
/** Without a slug the title suggests one. */
export const createTrackInput = z.strictObject({
  title: titleText,
  slug: slugText.optional(),
  description: descriptionText.default(''),
  goal: goalText.default(''),
  roadmap: z.array(stepText).max(roadmapLength).default([]),
});
export const editTrackInput = trackIdInput.extend({
  title: titleText.optional(),
  slug: slugText.optional(),
  description: descriptionText.optional(),
  goal: goalText.optional(),
});
export const copyTrackInput = trackIdInput.extend({ title: titleText });
export const exportTrackInput = trackIdInput.extend({ format: formatSchema });
/** Text of a file; its title where the file has none. */
export const importTrackInput = z.strictObject({
  text: storableText.min(1).max(trackFileLength),
  title: titleText.optional(),
});

export const addStepInput = trackIdInput.extend({ text: stepText });
export const stepIdInput = z.strictObject({ itemId: idSchema });
export const renameStepInput = stepIdInput.extend({ text: stepText });
/** To the place with this number, counted from 0. */
export const moveStepInput = stepIdInput.extend({ position: z.int().min(0).max(roadmapLength) });

export const sessionIdInput = z.strictObject({ sessionId: idSchema });
export const openSessionInput = z.strictObject({ slug: knownSlug });
/** A program says which device it is by a name of its own. */
export const openDeviceSessionInput = z.strictObject({
  deviceId: storableText.trim().min(1).max(200),
  trackSlug: knownSlug,
});
export const showSessionInput = sessionIdInput.extend({
  activeTab: tabSchema.optional(),
  sidebarVisible: z.boolean().optional(),
});
export const setProgressInput = sessionIdInput.extend({ itemId: idSchema, done: z.boolean() });

/** How long a message may be, in characters. */
export const messageLength = 200_000;
const messageText = storableText
  .max(messageLength)
  .refine((text) => text.trim() !== '', 'has nothing in it');
export const listMessagesInput = sessionIdInput.extend({
  tab: tabSchema,
  limit: z.int().min(1).max(5000).default(50),
  /** The id of a message: those before it. */
  cursor: idSchema.nullish(),
});
export const postMessageInput = sessionIdInput.extend({
  tab: tabSchema,
  role: z.enum(messageRoles).default('user'),
  content: messageText,
  meta: z.record(storableText.max(200), z.json()).default({}),
});
export const searchMessagesInput = z.strictObject({
  words: storableText.trim().min(1).max(255),
  limit: z.int().min(1).max(100).default(30),
});

const versionNumber = z.int().min(1).max(2_147_483_647);
/** `basedOn`: the live version that was edited, null for none; refused where there is another one. Left out, it is not asked. */
export const saveSynopsisInput = sessionIdInput.extend({
  title: synopsisTitle,
  items: synopsisItems,
  basedOn: versionNumber.nullish(),
});
export const synopsisVersionInput = sessionIdInput.extend({ versionNumber });
export const compareSynopsisInput = sessionIdInput.extend({
  before: versionNumber,
  after: versionNumber,
});
export const importSynopsisInput = sessionIdInput.extend({
  text: storableText.min(1).max(synopsisFileLength),
});
export const exportSynopsisInput = sessionIdInput.extend({
  format: formatSchema,
  /** The live one if left out. */
  versionNumber: versionNumber.optional(),
});
