/** What a page can do with files of a type. */
export type MediaKind = 'picture' | 'video' | 'audio' | 'document' | 'text' | 'archive';

export interface MediaTypeFacts {
  /** The usual one first. */
  readonly extensions: readonly string[];
  readonly kind: MediaKind;
  /** Whether a browser may show it in place: it runs nothing that such a file brings with it. */
  readonly inline: boolean;
}

/**
 * The types that a use may allow. No type that can hold a script for a browser is among them: no HTML, no SVG,
 * no XML. A PDF may bring scripts for its reader, so it is saved and not shown.
 */
export const mediaTypes = {
  'image/jpeg': { extensions: ['jpg', 'jpeg'], kind: 'picture', inline: true },
  'image/png': { extensions: ['png'], kind: 'picture', inline: true },
  'image/webp': { extensions: ['webp'], kind: 'picture', inline: true },
  'image/gif': { extensions: ['gif'], kind: 'picture', inline: true },
  'video/mp4': { extensions: ['mp4', 'm4v'], kind: 'video', inline: true },
  'video/webm': { extensions: ['webm'], kind: 'video', inline: true },
  'video/quicktime': { extensions: ['mov', 'qt'], kind: 'video', inline: true },
  'audio/mpeg': { extensions: ['mp3'], kind: 'audio', inline: true },
  'audio/mp4': { extensions: ['m4a'], kind: 'audio', inline: true },
  'audio/ogg': { extensions: ['ogg', 'oga', 'opus'], kind: 'audio', inline: true },
  'audio/wav': { extensions: ['wav'], kind: 'audio', inline: true },
  'application/pdf': { extensions: ['pdf'], kind: 'document', inline: false },
  'application/zip': { extensions: ['zip'], kind: 'archive', inline: false },
  'text/plain': {
    extensions: ['txt', 'log', 'csv', 'md', 'json', 'yaml', 'yml'],
    kind: 'text',
    inline: false,
  },
} as const satisfies Record<string, MediaTypeFacts>;

export type MediaType = keyof typeof mediaTypes;

export function isMediaType(type: string): type is MediaType {
  return Object.hasOwn(mediaTypes, type);
}

export function factsOf(type: MediaType): MediaTypeFacts {
  return mediaTypes[type];
}

/** Other names for types of ours, as programs that look into files have them. */
const aliases: Readonly<Record<string, MediaType>> = {
  'audio/x-m4a': 'audio/mp4',
  'audio/vnd.wave': 'audio/wav',
  'audio/wave': 'audio/wav',
  'audio/opus': 'audio/ogg',
  'video/x-m4v': 'video/mp4',
};

/** A type as it is told, without parameters and under the one name that we have for it. */
export function normalType(type: string): string {
  const bare = (type.split(';')[0] ?? '').trim().toLowerCase();
  return aliases[bare] ?? bare;
}
