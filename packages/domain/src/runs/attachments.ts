import { defineFileUse } from '../identity/files/file-use.ts';
import { runsActions } from './actions.ts';

/** What a tester attaches to an item of a run or to one of its steps: pictures, recordings, logs. */
export const runAttachment = defineFileUse({
  name: 'run-attachment',
  area: 'runs',
  entity: 'result',
  types: [
    'image/png',
    'image/jpeg',
    'image/webp',
    'image/gif',
    'video/mp4',
    'video/webm',
    'video/quicktime',
    'application/pdf',
    'application/zip',
    'text/plain',
  ],
  fileBytes: 200 * 1024 ** 2,
  perThing: { files: 20, bytes: 1024 ** 3, whenFull: 'refuse' },
  thumbnail: { pixels: 320, square: false },
  see: runsActions.read,
  attach: runsActions.execute,
  detach: runsActions.execute,
});

/** What files hang on: an item, or a step of it by its place. */
export interface AttachedTo {
  readonly itemId: string;
  readonly step: number | null;
}

/** The thing that files of an item, or of one of its steps, are attached to. */
export function attachmentPlace({ itemId, step }: AttachedTo): string {
  return step === null ? itemId : `${itemId}.${step}`;
}

const place = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:\.(0|[1-9]\d{0,2}))?$/;

/** What such an id means; null for one that means nothing. */
export function attachedTo(entityId: string): AttachedTo | null {
  const [, itemId, step] = place.exec(entityId) ?? [];
  if (itemId === undefined) return null;
  return { itemId, step: step === undefined ? null : Number(step) };
}
