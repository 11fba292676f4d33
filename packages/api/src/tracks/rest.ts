import { tracksActions } from '@atelier/domain/tracks/actions.ts';
import { tracksError, tracksErrors } from '@atelier/domain/tracks/errors.ts';
import {
  createTrackInput,
  idSchema,
  openDeviceSessionInput,
  postMessageInput,
  saveSynopsisInput,
  trackSlugInput,
} from '@atelier/domain/tracks/schemas.ts';
import { chatTabs } from '@atelier/domain/tracks/tabs.ts';
import { endpointOf, type RestArea } from '../kernel/rest/endpoint.ts';
import { createTracksCaller, type TracksCaller } from './caller.ts';
import {
  createTrackShape,
  messagesQuery,
  messagesShape,
  oneMessageShape,
  openSessionShape,
  postMessageShape,
  roadmapShape,
  saveSynopsisShape,
  sessionShape,
  synopsisShape,
  toMessage,
  toSynopsis,
  toTrack,
  trackShape,
  tracksParams,
  tracksShape,
} from './rest-schemas.ts';

const endpoint = endpointOf<TracksCaller>();
type Params = Readonly<Record<string, string>>;

/** What is no id is the id of nothing. */
function sessionIn({ id }: Params): { readonly sessionId: string } {
  const read = idSchema.safeParse(id);
  if (!read.success) throw tracksError('ERR_TRACK_SESSION_NOT_FOUND');
  return { sessionId: read.data };
}

function threadIn(params: Params) {
  const tab = chatTabs.find((each) => each === params.tab);
  if (tab === undefined) throw tracksError('ERR_THREAD_NOT_FOUND');
  return { ...sessionIn(params), tab };
}

/** What no slug can be is the slug of nothing. */
function slugIn({ slug }: Params): string {
  const read = trackSlugInput.safeParse({ slug });
  if (!read.success) throw tracksError('ERR_TRACK_NOT_FOUND');
  return read.data.slug;
}

/** Fields that are there. */
function given<Fields extends object>(fields: Fields) {
  const entries = Object.entries(fields).filter(([, value]) => value != null);
  return Object.fromEntries(entries) as { [Name in keyof Fields]?: NonNullable<Fields[Name]> };
}

const sessionErrors = ['ERR_TRACK_SESSION_NOT_FOUND'] as const;
const threadErrors = [...sessionErrors, 'ERR_THREAD_NOT_FOUND'] as const;

/** The contract that programs of learners speak, at the root; tracks have a page at the same address. */
export const tracksRest: RestArea = {
  tag: 'Tracks',
  description:
    'Learning tracks, and the sessions of learners on them. `/tracks` and `/tracks/{slug}` are also pages of the app: whoever names `text/html` in `Accept` is given the page.',
  prefix: '',
  createCaller: createTracksCaller,
  errorTable: tracksErrors,
  params: tracksParams,
  endpoints: [
    endpoint({
      method: 'GET',
      path: '/tracks',
      needs: tracksActions.read,
      operationId: 'listTracks',
      summary: 'Tracks in use',
      besidePage: true,
      status: 200,
      answer: tracksShape,
      errors: [],
      handle: async ({ caller }) => (await caller.list({})).map(toTrack),
    }),
    endpoint({
      method: 'POST',
      path: '/tracks',
      needs: tracksActions.edit,
      operationId: 'createTrack',
      summary: 'Make a track',
      body: createTrackShape,
      status: 201,
      answer: trackShape,
      errors: ['ERR_TRACK_SLUG_TAKEN'],
      idempotent: true,
      handle: async ({ caller, body: { title, ...rest } }) =>
        toTrack(await caller.create(createTrackInput.parse({ title, ...given(rest) }))),
    }),
    endpoint({
      method: 'GET',
      path: '/tracks/{slug}',
      needs: tracksActions.read,
      operationId: 'getTrack',
      summary: 'One track',
      besidePage: true,
      status: 200,
      answer: trackShape,
      errors: ['ERR_TRACK_NOT_FOUND'],
      handle: async ({ caller, params }) =>
        toTrack((await caller.get({ slug: slugIn(params) })).track),
    }),
    endpoint({
      method: 'GET',
      path: '/tracks/{slug}/roadmap',
      needs: tracksActions.read,
      operationId: 'getRoadmap',
      summary: 'The steps of a track, in their order',
      description: '`done` is the caller’s own, or the track’s where they have said nothing.',
      status: 200,
      answer: roadmapShape,
      errors: ['ERR_TRACK_NOT_FOUND'],
      handle: async ({ caller, params }) => (await caller.get({ slug: slugIn(params) })).roadmap,
    }),
    endpoint({
      method: 'POST',
      path: '/sessions',
      needs: tracksActions.learn,
      operationId: 'openTrackSession',
      summary: 'The session of a device on a track',
      description:
        'It is made, with its threads, where it is missing. A device belongs to whoever names it first; that of a browser is known by its signed cookie alone.',
      body: openSessionShape,
      status: 200,
      answer: sessionShape,
      errors: ['ERR_TRACK_NOT_FOUND', 'ERR_TRACK_ARCHIVED', 'ERR_DEVICE_OF_OTHERS'],
      idempotent: true,
      handle: async ({ caller, body }) => {
        const { id } = await caller.sessions.openOfDevice(openDeviceSessionInput.parse(body));
        return { sessionId: id };
      },
    }),
    endpoint({
      method: 'GET',
      path: '/sessions/{id}/messages/{tab}',
      needs: tracksActions.readSession,
      operationId: 'listTrackMessages',
      summary: 'Messages of a thread, the oldest first',
      description: 'The newest ones, or with `before` those before a message.',
      query: messagesQuery,
      status: 200,
      answer: messagesShape,
      errors: threadErrors,
      handle: async ({ caller, params, query: { limit, before } }) => {
        const { items } = await caller.messages.list({
          ...threadIn(params),
          limit,
          cursor: before,
        });
        return items.map(toMessage).reverse();
      },
    }),
    endpoint({
      method: 'POST',
      path: '/sessions/{id}/messages/{tab}',
      needs: tracksActions.changeSession,
      operationId: 'postTrackMessage',
      summary: 'Add a message to a thread',
      body: postMessageShape,
      status: 201,
      answer: oneMessageShape,
      errors: threadErrors,
      idempotent: true,
      handle: async ({ caller, params, body: { role, content, meta } }) => {
        const input = { ...threadIn(params), role, content, ...given({ meta }) };
        return toMessage(await caller.messages.post(postMessageInput.parse(input)));
      },
    }),
    endpoint({
      method: 'GET',
      path: '/sessions/{id}/synopsis',
      needs: tracksActions.readSession,
      operationId: 'getSynopsis',
      summary: 'The live version of a synopsis',
      status: 200,
      answer: synopsisShape,
      errors: sessionErrors,
      handle: async ({ caller, params }) =>
        toSynopsis(await caller.synopsis.get(sessionIn(params))),
    }),
    endpoint({
      method: 'POST',
      path: '/sessions/{id}/synopsis',
      needs: tracksActions.changeSession,
      operationId: 'saveSynopsis',
      summary: 'A new live version of a synopsis',
      description: 'The one before it is kept.',
      body: saveSynopsisShape,
      bodyBytes: 8 * 1024 * 1024,
      status: 201,
      answer: synopsisShape,
      errors: sessionErrors,
      idempotent: true,
      handle: async ({ caller, params, body }) => {
        const input = saveSynopsisInput.parse({ ...sessionIn(params), ...body });
        return toSynopsis(await caller.synopsis.save(input));
      },
    }),
  ],
};
