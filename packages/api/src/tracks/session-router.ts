import { searchMessages } from '@atelier/db/tracks/message-reads.ts';
import { findSynopsis, synopsisVersions } from '@atelier/db/tracks/synopsis-reads.ts';
import { tracksActions } from '@atelier/domain/tracks/actions.ts';
import {
  compareSynopsisInput,
  exportSynopsisInput,
  importSynopsisInput,
  listMessagesInput,
  openDeviceSessionInput,
  openSessionInput,
  postMessageInput,
  saveSynopsisInput,
  searchMessagesInput,
  sessionIdInput,
  setProgressInput,
  showSessionInput,
  synopsisVersionInput,
} from '@atelier/domain/tracks/schemas.ts';
import { command, query } from '../kernel/command.ts';
import { router } from '../kernel/trpc/procedure.ts';
import { pageOfThread, postMessage } from './messages.ts';
import { personOf } from './person.ts';
import {
  openDeviceSession,
  openSession,
  requireSession,
  setProgress,
  showSession,
} from './sessions.ts';
import {
  compareVersions,
  importVersion,
  requireVersion,
  restoreVersion,
  saveSynopsis,
  synopsisAsFile,
} from './synopses.ts';
import { entities, kinds } from './things.ts';

const { read, learn, readSession, changeSession } = tracksActions;
const about = { kind: kinds.session, by: 'sessionId' } as const;
const itsSession = ({ sessionId }: { readonly sessionId: string }) => sessionId;
const opened = {
  on: entities.session,
  changed: ({ id }: { readonly id: string }) => id,
  isPrivate: true,
} as const;

/** How long the body of a call may be that brings a synopsis: the server knows one such length for all long calls. */
const synopsisBytes = 16 * 1024 * 1024;

export const sessionsRouter = router({
  open: command({
    needs: learn,
    input: openSessionInput,
    effect: opened,
    run: (trx, { slug }, { actor }) => openSession(trx, slug, actor),
  }),
  /** As older programs ask for one. */
  openOfDevice: command({
    needs: learn,
    input: openDeviceSessionInput,
    effect: opened,
    run: (trx, input, { actor }) => openDeviceSession(trx, input, actor),
  }),
  get: query({
    needs: readSession,
    about,
    input: sessionIdInput,
    run: async (db, { sessionId }) => (await requireSession(db, sessionId)).session,
  }),
  /** What is open of it. */
  show: command({
    needs: changeSession,
    about,
    input: showSessionInput,
    effect: { on: entities.session, changes: itsSession, isPrivate: true },
    run: (trx, { sessionId, ...change }) => showSession(trx, sessionId, change),
  }),
  setProgress: command({
    needs: changeSession,
    about,
    input: setProgressInput,
    effect: { on: entities.progress, changes: itsSession, isPrivate: true },
    run: (trx, input) => setProgress(trx, input),
  }),
});

export const messagesRouter = router({
  list: query({
    needs: readSession,
    about,
    input: listMessagesInput,
    run: (db, input) => pageOfThread(db, input),
  }),
  post: command({
    needs: changeSession,
    about,
    input: postMessageInput,
    effect: { on: entities.message, creates: ({ id }) => id, isPrivate: true },
    run: (trx, input) => postMessage(trx, input),
  }),
  /** In all that whoever asks has said, or was told. */
  search: query({
    needs: read,
    input: searchMessagesInput,
    async run(db, input, { actor }) {
      const person = personOf(actor);
      return person === null ? [] : searchMessages(db, person, input);
    },
  }),
});

const written = { on: entities.synopsis, changes: itsSession, isPrivate: true } as const;

export const synopsisRouter = router({
  /** The live version; null where nothing was written yet. */
  get: query({
    needs: readSession,
    about,
    input: sessionIdInput,
    run: async (db, { sessionId }) => (await findSynopsis(db, sessionId)) ?? null,
  }),
  versions: query({
    needs: readSession,
    about,
    input: sessionIdInput,
    run: (db, { sessionId }) => synopsisVersions(db, sessionId),
  }),
  version: query({
    needs: readSession,
    about,
    input: synopsisVersionInput,
    run: (db, { sessionId, versionNumber }) => requireVersion(db, sessionId, versionNumber),
  }),
  difference: query({
    needs: readSession,
    about,
    input: compareSynopsisInput,
    run: (db, input) => compareVersions(db, input),
  }),
  export: query({
    needs: readSession,
    about,
    input: exportSynopsisInput,
    run: (db, input) => synopsisAsFile(db, input),
  }),
  save: command({
    needs: changeSession,
    about,
    input: saveSynopsisInput,
    bodyBytes: synopsisBytes,
    effect: written,
    run: (trx, input) => saveSynopsis(trx, input),
  }),
  /** Also accepts what was imported. */
  restore: command({
    needs: changeSession,
    about,
    input: synopsisVersionInput,
    effect: written,
    run: (trx, input) => restoreVersion(trx, input),
  }),
  import: command({
    needs: changeSession,
    about,
    input: importSynopsisInput,
    bodyBytes: synopsisBytes,
    effect: written,
    run: (trx, input) => importVersion(trx, input),
  }),
});
