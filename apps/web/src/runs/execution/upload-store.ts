/** A file that is to be attached, kept in the browser until it is. */
export interface KeptUpload {
  /** Its idempotency key. */
  readonly key: string;
  readonly personId: string;
  readonly entityId: string;
  readonly file: File;
}

export interface UploadStore {
  readonly load: (personId: string) => Promise<readonly KeptUpload[]>;
  /** False where it could not be kept. */
  readonly keep: (upload: KeptUpload) => Promise<boolean>;
  readonly drop: (key: string) => Promise<void>;
}

const storeName = 'uploads';

/** IndexedDB takes files as they are; a browser that has none keeps them for as long as the page is open. */
export function uploadStore(factory: IDBFactory | undefined = globalThis.indexedDB): UploadStore {
  const database = factory === undefined ? Promise.reject(new Error('none')) : opened(factory);
  // Whoever asks hears of it.
  database.catch(() => {});
  const withStore = async <Result>(
    mode: IDBTransactionMode,
    run: (store: IDBObjectStore) => IDBRequest<Result>,
  ): Promise<Result> => {
    const transaction = (await database).transaction(storeName, mode);
    return answerOf(run(transaction.objectStore(storeName)));
  };
  return {
    load: (personId) =>
      withStore<KeptUpload[]>('readonly', (store) => store.getAll()).then(
        (all) => all.filter((each) => each.personId === personId),
        () => [],
      ),
    keep: (upload) =>
      withStore('readwrite', (store) => store.put(upload)).then(
        () => true,
        () => false,
      ),
    drop: (key) =>
      withStore('readwrite', (store) => store.delete(key)).then(
        () => {},
        () => {},
      ),
  };
}

function opened(factory: IDBFactory): Promise<IDBDatabase> {
  const request = factory.open('atelier.runs', 1);
  request.onupgradeneeded = () => request.result.createObjectStore(storeName, { keyPath: 'key' });
  return answerOf(request);
}

function answerOf<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
