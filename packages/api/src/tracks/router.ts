import { listTracks } from '@atelier/db/tracks/track-reads.ts';
import { readWaiting } from '@atelier/db/tracks/waiting-reads.ts';
import { tracksActions } from '@atelier/domain/tracks/actions.ts';
import {
  addStepInput,
  copyTrackInput,
  createTrackInput,
  editTrackInput,
  exportTrackInput,
  importTrackInput,
  listTracksInput,
  moveStepInput,
  renameStepInput,
  stepIdInput,
  trackIdInput,
  trackSlugInput,
} from '@atelier/domain/tracks/schemas.ts';
import { readTrackFile } from '@atelier/domain/tracks/track-file.ts';
import { command, query } from '../kernel/command.ts';
import { router } from '../kernel/trpc/procedure.ts';
import { learnerOfActor } from './person.ts';
import { messagesRouter, sessionsRouter, synopsisRouter } from './session-router.ts';
import { openTrack } from './sessions.ts';
import { entities } from './things.ts';
import {
  addStep,
  changeStep,
  copyTrack,
  createTrack,
  editTrack,
  importTrack,
  trackAsFile,
} from './tracks.ts';

const { read, edit } = tracksActions;
const itsTrack = ({ trackId }: { readonly trackId: string }) => trackId;
const made = { on: entities.track, creates: ({ id }: { readonly id: string }) => id } as const;

const roadmapRouter = router({
  add: command({
    needs: edit,
    input: addStepInput,
    effect: { on: entities.track, changes: itsTrack, inLists: true },
    run: (trx, input) => addStep(trx, input),
  }),
  rename: command({
    needs: edit,
    input: renameStepInput,
    effect: { on: entities.track, changed: itsTrack },
    run: (trx, { itemId, text }) => changeStep(trx, itemId, { text }),
  }),
  move: command({
    needs: edit,
    input: moveStepInput,
    effect: { on: entities.track, changed: itsTrack },
    run: (trx, { itemId, position }) => changeStep(trx, itemId, { position }),
  }),
  remove: command({
    needs: edit,
    input: stepIdInput,
    effect: { on: entities.track, changed: itsTrack },
    run: (trx, { itemId }) => changeStep(trx, itemId, 'remove'),
  }),
});

export const tracksRouter = router({
  list: query({
    needs: read,
    input: listTracksInput,
    run: async (db, { archived }, { actor }) =>
      listTracks(db, { archived, learnerId: await learnerOfActor(db, actor) }),
  }),
  get: query({
    needs: read,
    input: trackSlugInput,
    run: (db, { slug }, { actor }) => openTrack(db, slug, actor),
  }),
  export: query({
    needs: read,
    input: exportTrackInput,
    run: (db, { trackId, format }) => trackAsFile(db, trackId, format),
  }),
  create: command({
    needs: edit,
    input: createTrackInput,
    effect: made,
    run: (trx, { roadmap, ...input }, { actor }) =>
      createTrack(
        trx,
        { ...input, roadmap: roadmap.map((text) => ({ text, done: false })) },
        actor,
      ),
  }),
  import: command({
    needs: edit,
    input: importTrackInput,
    effect: made,
    run: (trx, { text, title }, { actor }) => importTrack(trx, readTrackFile(text, title), actor),
  }),
  copy: command({
    needs: edit,
    input: copyTrackInput,
    effect: made,
    run: (trx, input, { actor }) => copyTrack(trx, input, actor),
  }),
  edit: command({
    needs: edit,
    input: editTrackInput,
    effect: { on: entities.track, changes: itsTrack, inLists: true },
    run: (trx, input) => editTrack(trx, input),
  }),
  archive: command({
    needs: edit,
    input: trackIdInput,
    effect: { on: entities.track, changes: itsTrack, inLists: true },
    run: (trx, { trackId }) => editTrack(trx, { trackId, archivedAt: new Date() }),
  }),
  restore: command({
    needs: edit,
    input: trackIdInput,
    effect: { on: entities.track, changes: itsTrack, inLists: true },
    run: (trx, { trackId }) => editTrack(trx, { trackId, archivedAt: null }),
  }),
  /** Where whoever asks stands, for the start page. */
  waiting: query({
    needs: read,
    run: async (db, _, { actor }) => readWaiting(db, await learnerOfActor(db, actor)),
  }),
  roadmap: roadmapRouter,
  sessions: sessionsRouter,
  messages: messagesRouter,
  synopsis: synopsisRouter,
});
