import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { S3mini, S3ServiceError } from 's3mini';
import { createAddressGuard } from './address-guard.ts';
import {
  type FileStore,
  keyPattern,
  PieceMissing,
  type StoredPiece,
  StoreFailure,
} from './file-store.ts';
import { createGuardedFetch } from './guarded-fetch.ts';

export interface S3Settings {
  /** `https://s3.example:9000`. */
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly key: string;
  readonly secret: string;
  /** Addresses and networks (`10.0.0.0/8`) of one's own at which it may be; public ones need no word. */
  readonly allowedAddresses: readonly string[];
}

/** All pieces lie below it: a bucket may hold other things as well. */
const prefix = 'atelier-files/';

/** Without a byte for so long, a connection is given up. */
const silenceMs = 30_000;

/** The most that a store lists at once. */
const perPage = 1000;

/**
 * Keeps pieces in a bucket of an S3-compatible store. Throws `ERR_FILE_STORE_ADDRESS` for an endpoint that is an address
 * of this network and not listed; a name that means one is refused when it is connected to.
 */
export function openS3Store(settings: S3Settings): FileStore {
  const { endpoint, bucket, region, key, secret, allowedAddresses } = settings;
  const guard = createAddressGuard(allowedAddresses);
  guard.requireHost(new URL(endpoint).hostname);
  const { fetch, close } = createGuardedFetch(guard, silenceMs);
  const client = new S3mini({
    endpoint: `${endpoint.replace(/\/$/, '')}/${bucket}`,
    ...{ region, accessKeyId: key, secretAccessKey: secret, fetch },
  });

  return {
    place: `${endpoint}/${bucket}`,
    put: (piece, path, size) =>
      asked(piece, async () => {
        const content = createReadStream(path);
        try {
          const body = Readable.toWeb(content) as unknown as NonNullable<Response['body']>;
          const type = 'application/octet-stream';
          await client.putObject(prefix + piece, body, type, undefined, undefined, size);
        } finally {
          content.destroy();
        }
      }),
    open: (piece, range) =>
      asked(piece, async () => {
        const place = prefix + piece;
        const { body } =
          range === undefined
            ? await client.getObjectRaw(place)
            : await client.getObjectRaw(place, false, range.first, range.last + 1);
        if (body === null) throw new PieceMissing(piece);
        return Readable.fromWeb(body as ReadableStream);
      }),
    remove: (piece) =>
      asked(piece, () => client.deleteObject(prefix + piece)).then(
        () => {},
        (error: unknown) => {
          if (!(error instanceof PieceMissing)) throw error;
        },
      ),
    list: () => piecesIn(client),
    close,
  };
}

async function* piecesIn(client: S3mini): AsyncGenerator<StoredPiece> {
  for (let token: string | undefined; ; ) {
    const page = await asked('', () => client.listObjectsPaged('/', prefix, perPage, token));
    for (const { Key, Size, LastModified } of page?.objects ?? []) {
      const key = Key.slice(prefix.length);
      const changedAt = new Date(LastModified).getTime();
      if (keyPattern.test(key)) yield { key, size: Number(Size), changedAt };
    }
    token = page?.nextContinuationToken;
    if (token === undefined) return;
  }
}

/** What the store or the way to it says, in our terms. */
async function asked<Result>(piece: string, ask: () => Promise<Result>): Promise<Result> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof PieceMissing) throw error;
    if (error instanceof S3ServiceError && error.serviceCode === 'NoSuchKey') {
      throw new PieceMissing(piece);
    }
    throw new StoreFailure(error instanceof Error ? error.message : 'the store failed', {
      cause: error,
    });
  }
}
