import { shownFile } from '@atelier/db/identity/file-reads.ts';
import { FileModel } from '@atelier/db/identity/models/file.ts';
import { placeOf } from '@atelier/db/runs/places.ts';
import { lockItem } from '@atelier/db/runs/result-writes.ts';
import type { AttachedFile } from '@atelier/domain/identity/files/attached-file.ts';
import { attachedTo, attachmentPlace, runAttachment } from '@atelier/domain/runs/attachments.ts';
import { runsError } from '@atelier/domain/runs/errors.ts';
import type { Knex } from 'knex';
import type { AttachedUse } from '../identity/files/uses.ts';
import { requireRun } from './runs.ts';

/** Files of an item are where its run is; while that is locked they stay as they are. */
export const runAttachments: AttachedUse = {
  use: runAttachment,
  kind: {
    name: 'runs.attached',
    async load(db, entityId) {
      const place = attachedTo(entityId);
      return place && placeOf(db, 'item', place.itemId);
    },
    missing: () => runsError('ERR_RUN_ITEM_NOT_FOUND'),
  },
  async beforeChange(trx, entityId) {
    const place = attachedTo(entityId);
    const runId = place === null ? undefined : await lockItem(trx, place.itemId);
    if (runId === undefined) throw runsError('ERR_RUN_ITEM_NOT_FOUND');
    if ((await requireRun(trx, runId)).status === 'locked') throw runsError('ERR_RUN_LOCKED');
  },
};

/** A case has no more steps. */
const mostSteps = 300;

/** The files of an item and of its steps, in the order in which they came. */
export async function filesOfItem(db: Knex, itemId: string): Promise<readonly AttachedFile[]> {
  const steps = Array.from({ length: mostSteps }, (_, step) => attachmentPlace({ itemId, step }));
  const files = await FileModel.query(db)
    .where({ use: runAttachment.name, entityType: runAttachment.entity })
    .whereIn('entityId', [itemId, ...steps])
    .orderBy(['createdAt', 'id']);
  return files.map(shownFile);
}
