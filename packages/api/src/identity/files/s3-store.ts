import { createReadStream } from 'node:fs';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { createAddressGuard } from './address-guard.ts';
import { type FileStore, keyPattern, PieceMissing, type StoredPiece } from './file-store.ts';

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

/**
 * Keeps pieces in a bucket of an S3-compatible store. Throws `AddressRefused` for an endpoint that is an address
 * of this network and not listed; a name that means one is refused when it is connected to.
 */
export function openS3Store(settings: S3Settings): FileStore {
  const { endpoint, bucket: Bucket, region, key, secret, allowedAddresses } = settings;
  const guard = createAddressGuard(allowedAddresses);
  guard.requireHost(new URL(endpoint).hostname);
  const agentOptions = { keepAlive: true, maxSockets: 16, lookup: guard.lookup };
  const client = new S3Client({
    endpoint,
    region,
    forcePathStyle: true,
    // Never from the machine's own metadata or files: who may what here is said by our settings alone.
    credentials: { accessKeyId: key, secretAccessKey: secret },
    // Redirects would go past the guard, and other stores know no trailing checksums.
    followRegionRedirects: false,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    maxAttempts: 3,
    requestHandler: {
      httpAgent: new HttpAgent(agentOptions),
      httpsAgent: new HttpsAgent(agentOptions),
      connectionTimeout: 5_000,
      socketTimeout: silenceMs,
    },
  });
  const place = (piece: string) => ({ Bucket, Key: prefix + piece });

  return {
    place: `${endpoint}/${Bucket}`,
    async put(piece, path, size) {
      const Body = createReadStream(path);
      try {
        await client.send(new PutObjectCommand({ ...place(piece), Body, ContentLength: size }));
      } finally {
        Body.destroy();
      }
    },
    async open(piece, range) {
      const Range = range && `bytes=${range.first}-${range.last}`;
      try {
        const { Body } = await client.send(new GetObjectCommand({ ...place(piece), Range }));
        if (Body === undefined) throw new PieceMissing(piece);
        return Body as Readable;
      } catch (error) {
        throw (error as Error).name === 'NoSuchKey' ? new PieceMissing(piece) : error;
      }
    },
    async remove(piece) {
      await client.send(new DeleteObjectCommand(place(piece)));
    },
    list: () => piecesIn(client, Bucket),
    close: () => client.destroy(),
  };
}

async function* piecesIn(client: S3Client, Bucket: string): AsyncGenerator<StoredPiece> {
  for (let token: string | undefined; ; ) {
    const input = { Bucket, Prefix: prefix, ContinuationToken: token };
    const page = await client.send(new ListObjectsV2Command(input));
    for (const { Key = '', Size = 0, LastModified } of page.Contents ?? []) {
      const key = Key.slice(prefix.length);
      if (keyPattern.test(key)) yield { key, size: Size, changedAt: LastModified?.getTime() ?? 0 };
    }
    token = page.NextContinuationToken;
    if (!page.IsTruncated || token === undefined) return;
  }
}
