import type { System } from './explore.ts';

/** The guards of a checkpoint's statement; each can be left out, to see what it is for. */
export interface Guards {
  readonly fence: boolean;
  readonly lease: boolean;
  readonly checkpoint: boolean;
  /** Not a guard of the statement, but what makes that of the fence hold: no fence is ever given twice. */
  readonly freshFences: boolean;
}

/** How often each mishap may happen. Freezing needs no number: whoever is not scheduled is frozen. */
export interface Mishaps {
  /** A worker dies, and starts anew. */
  readonly deaths: number;
  /** A lease runs out. */
  readonly expiries: number;
  /** The answer to a checkpoint is lost on the way. */
  readonly lostAnswers: number;
  /** The server crashes, and forgets what it had not written to its disk: claims. */
  readonly serverCrashes: number;
}

/** The row, as the database has it. `claim` is what the guards do not see: which claim of all there ever were. */
interface Row {
  readonly status: 'queued' | 'held' | 'passed';
  readonly fence: number;
  readonly isExpired: boolean;
  readonly position: number;
  readonly checkpoint: number;
  readonly claim: number;
  /** Positions of the steps, in the order in which their results were written. */
  readonly results: readonly number[];
}

/** A checkpoint on its way, or its answer on the way back. */
interface Message {
  readonly from: number;
  readonly fence: number;
  readonly position: number;
  readonly checkpoint: number;
  readonly claim: number;
  /** Nobody waits for its answer any more. */
  readonly isOrphan: boolean;
  readonly answer: 'none' | 'saved' | 'refused';
}

interface WorkerState {
  /** Never that of a worker that died. */
  readonly id: number;
  readonly phase: 'idle' | 'in_step' | 'waits' | 'uncertain';
  readonly fence: number;
  readonly position: number;
  readonly checkpoint: number;
  readonly claim: number;
  /** The answer to this checkpoint was lost once. */
  readonly isUncertain: boolean;
}

interface State {
  readonly row: Row;
  /** As it is on the disk. */
  readonly onDisk: Row;
  readonly workers: readonly [WorkerState, WorkerState];
  readonly messages: readonly Message[];
  readonly claims: number;
  readonly left: Mishaps;
  /** The highest position of which a worker was told that it is written. */
  readonly acknowledged: number;
  readonly wrong: string;
}

const steps = 2;
const idle: Omit<WorkerState, 'id'> = {
  phase: 'idle',
  fence: 0,
  position: 0,
  checkpoint: 0,
  claim: 0,
  isUncertain: false,
};
const queued: Row = {
  status: 'queued',
  fence: 0,
  isExpired: false,
  position: 0,
  checkpoint: 0,
  claim: 0,
  results: [],
};

/** One run of two steps and two workers; all that can happen, in every order. */
export function leaseModel(guards: Guards, mishaps: Mishaps): System<State> {
  return {
    initial: {
      row: queued,
      onDisk: queued,
      workers: [
        { ...idle, id: 0 },
        { ...idle, id: 1 },
      ],
      messages: [],
      claims: 0,
      left: mishaps,
      acknowledged: 0,
      wrong: '',
    },
    steps: (state) => [
      ...([0, 1] as const).flatMap((who) => workerSteps(state, who, guards)),
      ...state.messages.flatMap((_, place) => arrival(state, place, guards)),
      ...databaseSteps(state),
    ],
    violation: ({ row, acknowledged, wrong }) => {
      if (wrong !== '') return wrong;
      if (new Set(row.results).size < row.results.length) return 'a step is there twice';
      if (row.position < acknowledged) return 'what was acknowledged is lost';
      if (row.results.some((position, place) => position !== place)) return 'a step is missing';
      return undefined;
    },
    isDone: ({ row }) => row.status === 'passed',
  };
}

type Steps = readonly (readonly [string, State])[];

function withWorker(state: State, who: 0 | 1, change: Partial<WorkerState>): State {
  const worker = { ...state.workers[who], ...change };
  const [left, right] = state.workers;
  return { ...state, workers: who === 0 ? [worker, right] : [left, worker] };
}

function workerSteps(state: State, who: 0 | 1, guards: Guards): Steps {
  const { row, workers, left, messages } = state;
  const worker = workers[who];
  const mine = messages.findIndex(({ from, isOrphan }) => from === worker.id && !isOrphan);
  const orphaned = messages.map((one, place) =>
    place === mine ? { ...one, isOrphan: true } : one,
  );
  const result: (readonly [string, State])[] = [];
  const add = (what: string, next: State) => result.push([`worker ${who} ${what}`, next]);

  const isFree = row.status === 'queued' || (row.status === 'held' && row.isExpired);
  if (worker.phase === 'idle' && isFree) add('claims', claimed(state, who, guards));
  if (worker.phase === 'in_step') {
    add('does the step and sends it', sent(state, who));
    // What its heartbeat says.
    if (row.fence !== worker.fence || row.isExpired)
      add('hears of its loss', withWorker(state, who, idle));
  }
  const message = messages[mine];
  if (worker.phase === 'waits' && message !== undefined) {
    if (message.answer !== 'none') {
      const read = { ...state, messages: messages.filter((_, place) => place !== mine) };
      add(`is told: ${message.answer}`, told(read, who, message.answer === 'saved'));
    }
    if (left.lostAnswers > 0) {
      const lost = { ...left, lostAnswers: left.lostAnswers - 1 };
      const next = { ...state, messages: orphaned, left: lost };
      add('loses its connection', withWorker(next, who, { phase: 'uncertain', isUncertain: true }));
    }
  }
  if (worker.phase === 'uncertain') {
    add('looks', isWritten(row, worker) ? told(state, who, true) : sent(state, who));
  }
  if (worker.phase !== 'idle' && left.deaths > 0) {
    const next = { ...state, messages: orphaned, left: { ...left, deaths: left.deaths - 1 } };
    add('dies', withWorker(next, who, { ...idle, id: worker.id + 2 }));
  }
  return result;
}

function claimed(state: State, who: 0 | 1, guards: Guards): State {
  const { row } = state;
  const claims = state.claims + 1;
  const fence = guards.freshFences ? claims : row.fence + 1;
  const { position, checkpoint } = row;
  const held: Row = {
    ...row,
    status: 'held',
    fence,

    isExpired: false,
    claim: claims,
  };
  return withWorker({ ...state, row: held, claims }, who, {
    phase: 'in_step',
    fence,
    position,
    checkpoint,
    claim: claims,
    isUncertain: false,
  });
}

function sent(state: State, who: 0 | 1): State {
  const { id, fence, position, checkpoint, claim } = state.workers[who];
  const message: Message = {
    from: id,
    ...{ fence, position, checkpoint, claim },
    isOrphan: false,
    answer: 'none',
  };
  return withWorker({ ...state, messages: [...state.messages, message] }, who, { phase: 'waits' });
}

const isWritten = (row: Row, { fence, checkpoint }: WorkerState): boolean =>
  row.fence === fence && row.checkpoint === checkpoint + 1;

/** A refusal that follows a lost answer may be of the same checkpoint, written meanwhile: it looks once more. */
function told(state: State, who: 0 | 1, isSaved: boolean): State {
  const worker = state.workers[who];
  if (!isSaved && !(worker.isUncertain && isWritten(state.row, worker))) {
    return withWorker(state, who, idle);
  }
  const position = worker.position + 1;
  const next = { ...state, acknowledged: Math.max(state.acknowledged, position) };
  if (position === steps) return withWorker(next, who, idle);
  return withWorker(next, who, {
    phase: 'in_step',
    position,
    checkpoint: worker.checkpoint + 1,
    isUncertain: false,
  });
}

/** The statement of a checkpoint takes effect, or does not. What takes effect is on the disk, with all before it. */
function arrival(state: State, place: number, guards: Guards): Steps {
  const message = state.messages[place];
  if (message === undefined || message.answer !== 'none') return [];
  const { row } = state;
  const { from, fence, position, checkpoint, claim } = message;
  const isTaken =
    row.status === 'held' &&
    (!guards.fence || row.fence === fence) &&
    (!guards.lease || !row.isExpired) &&
    (!guards.checkpoint || row.checkpoint === checkpoint);
  const answered = state.messages.flatMap((one, at): Message[] => {
    if (at !== place) return [one];
    return one.isOrphan ? [] : [{ ...one, answer: isTaken ? 'saved' : 'refused' }];
  });
  const name = `the checkpoint of ${position} by worker ${from} arrives`;
  if (!isTaken) return [[name, { ...state, messages: answered }]];
  const isLast = position + 1 === steps;
  const written: Row = {
    ...row,
    status: isLast ? 'passed' : 'held',
    position: position + 1,
    checkpoint: row.checkpoint + 1,
    results: [...row.results, position],
  };
  const isStale = row.claim !== claim || row.isExpired;
  const wrong = isStale ? 'a worker wrote after it had lost its lease' : '';
  return [[name, { ...state, row: written, onDisk: written, messages: answered, wrong }]];
}

function databaseSteps(state: State): Steps {
  const { row, onDisk, left } = state;
  const result: (readonly [string, State])[] = [];
  if (row.status === 'held' && !row.isExpired && left.expiries > 0) {
    const expired = { ...row, isExpired: true };
    const next = { ...left, expiries: left.expiries - 1 };
    result.push(['the lease runs out', { ...state, row: expired, left: next }]);
  }
  if (row !== onDisk) result.push(['the disk has it all', { ...state, onDisk: row }]);
  if (left.serverCrashes > 0) {
    const messages: Message[] = [];
    const [first, second] = state.workers.map(
      (worker): WorkerState =>
        worker.phase === 'waits' ? { ...worker, phase: 'uncertain', isUncertain: true } : worker,
    );
    if (first !== undefined && second !== undefined) {
      const next = { ...left, serverCrashes: left.serverCrashes - 1 };
      result.push([
        'the server crashes',
        { ...state, row: onDisk, messages, workers: [first, second], left: next },
      ]);
    }
  }
  return result;
}
