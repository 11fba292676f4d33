import { isSomebodyElses, pageIsOf } from '../me/told.ts';

/** What of a thing is kept, by names of the caller's own. */
export type KeptParts = ReadonlyMap<string, unknown>;

interface KeptPart {
  readonly name: string;
  readonly value: unknown;
}

const partsStore = 'parts';
const thingsStore = 'things';
let database: Promise<IDBDatabase> | undefined;

/**
 * What was read from the server is kept in this browser, so that it can be shown without a line: for whoever has
 * signed in, and until they sign out (ADR 98). A browser that keeps nothing is as one that has nothing.
 *
 * @param thing `runs.run.<id>`
 */
export async function readKept(thing: string): Promise<KeptParts> {
  const person = personHere();
  if (person === undefined) return new Map();
  const parts = await withStores<KeptPart[]>('readonly', (transaction) =>
    answerOf(transaction.objectStore(partsStore).getAll(allOf(person, thing))),
  );
  return new Map(parts?.map(({ name, value }) => [name, value]));
}

/** Keeps parts of a thing beside those that are kept already. Of several things the last `most` stay. */
export async function writeKept(thing: string, changed: KeptParts, most: number): Promise<void> {
  const person = personHere();
  if (person === undefined) return;
  await withStores('readwrite', async (transaction) => {
    const parts = transaction.objectStore(partsStore);
    const things = transaction.objectStore(thingsStore);
    for (const [name, value] of changed) parts.put({ name, value }, [person, thing, name]);
    things.put({ person, thing, at: Date.now() }, [person, thing]);
    const known: readonly Thing[] = await answerOf(things.getAll());
    for (const old of known.toSorted((one, other) => other.at - one.at).slice(most)) {
      things.delete([old.person, old.thing]);
      parts.delete(allOf(old.person, old.thing));
    }
  });
}

/** Forgets everything that was kept, whosever it is: somebody has left. */
export async function forgetKept(): Promise<void> {
  await withStores('readwrite', (transaction) =>
    Promise.all([
      answerOf(transaction.objectStore(partsStore).clear()),
      answerOf(transaction.objectStore(thingsStore).clear()),
    ]),
  );
}

interface Thing {
  readonly person: string;
  readonly thing: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Nobody is `''`; undefined where somebody else is here by now. */
function personHere(): string | undefined {
  return isSomebodyElses() ? undefined : (pageIsOf() ?? '');
}

/** An array comes after every text. */
function allOf(person: string, thing: string): IDBKeyRange {
  return IDBKeyRange.bound([person, thing], [person, thing, []]);
}

async function withStores<Result>(
  mode: IDBTransactionMode,
  work: (transaction: IDBTransaction) => Promise<Result>,
): Promise<Result | undefined> {
  try {
    database ??= openDatabase();
    const transaction = (await database).transaction([partsStore, thingsStore], mode);
    return await work(transaction);
  } catch {
    return undefined;
  }
}

async function openDatabase(): Promise<IDBDatabase> {
  const request = indexedDB.open('atelier.kept', 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore(partsStore);
    request.result.createObjectStore(thingsStore);
  };
  return answerOf(request);
}

function answerOf<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
