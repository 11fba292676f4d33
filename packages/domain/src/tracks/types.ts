import type { Progress } from './roadmap.ts';
import type { SynopsisItem } from './synopsis.ts';
import type { ChatTab, MessageRole } from './tabs.ts';

/** Instants are ISO 8601 in UTC. */
export type Instant = string;

/** What a message carries besides its text, or any JSON that an older program left. */
export type Meta = Readonly<Record<string, unknown>>;

export interface Track {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly description: string;
  readonly goal: string;
  readonly archivedAt: Instant | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

/** A track among others, as far as whoever asks has come on it. */
export interface ListedTrack extends Track {
  readonly progress: Progress;
  /** When they were there last; null for a track that they have not begun. */
  readonly visitedAt: Instant | null;
}

/** A step of the roadmap; `done` is the learner's own, or the track's where they have said nothing. */
export interface RoadmapItem {
  readonly id: string;
  readonly position: number;
  readonly text: string;
  readonly done: boolean;
}

export interface TrackSession {
  readonly id: string;
  readonly trackId: string;
  readonly trackSlug: string;
  readonly activeTab: ChatTab;
  readonly sidebarVisible: boolean;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

/** A track with the way along it, and the session of whoever asks; null before they begin. */
export interface OpenTrack {
  readonly track: Track;
  readonly roadmap: readonly RoadmapItem[];
  readonly session: TrackSession | null;
}

export interface Message {
  readonly id: string;
  readonly role: MessageRole;
  readonly content: string;
  readonly meta: Meta;
  readonly createdAt: Instant;
}

/** The newest first. */
export interface MessagePage {
  readonly items: readonly Message[];
  /** The id of the last one, where there are older ones. */
  readonly nextCursor: string | null;
}

/** A message that was found; the words that were looked for stand between `hitStart` and `hitEnd`. */
export interface MessageHit {
  readonly id: string;
  readonly trackSlug: string;
  readonly trackTitle: string;
  readonly tab: ChatTab;
  readonly role: MessageRole;
  readonly excerpt: string;
  readonly createdAt: Instant;
}

/** Around what was found in a text: characters that nobody writes. */
export const hitStart = '\u{E000}';
export const hitEnd = '\u{E001}';

export const versionKinds = ['generated', 'edited', 'imported'] as const;
export type VersionKind = (typeof versionKinds)[number];

/** A version of a synopsis, without what is in it. */
export interface SynopsisVersion {
  readonly versionNumber: number;
  readonly kind: VersionKind;
  readonly title: string;
  readonly isLive: boolean;
  readonly items: number;
  readonly createdAt: Instant;
}

/** A version with what is in it. */
export interface Synopsis extends Omit<SynopsisVersion, 'items'> {
  readonly items: readonly SynopsisItem[];
}

/** Where somebody stands on a track, for the start page. */
export interface WaitingTrack {
  readonly slug: string;
  readonly title: string;
  readonly progress: Progress;
  readonly next: string | null;
}

export interface TracksWaiting {
  /** Tracks in use. */
  readonly tracks: number;
  /** Those that they are on, the latest first. */
  readonly begun: readonly WaitingTrack[];
}
