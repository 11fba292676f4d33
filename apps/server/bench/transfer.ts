import { createReadStream, createWriteStream } from 'node:fs';
import { request } from 'node:http';
import { pipeline } from 'node:stream/promises';

export async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await work();
  return (performance.now() - begin) / 1000;
}

/** Imports a file. */
export function upload(port: number, path: string): Promise<void> {
  return uploadTo({ port, path: '/api/v1/import', type: 'application/json' }, path);
}

/** Sends a file to an address of the server, which has to take it. */
export function uploadTo(
  { port, path, type }: { readonly port: number; readonly path: string; readonly type: string },
  file: string,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': type };
    const options = { port, host: '127.0.0.1', method: 'POST', path, headers };
    const sending = request(options, (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => {
        if (response.statusCode === 200) resolve();
        else reject(new Error(text));
      });
    });
    sending.on('error', reject);
    pipeline(createReadStream(file), sending).catch(reject);
  });
}

/** Writes an export into a file. */
export function download(port: number, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const asking = request({ port, host: '127.0.0.1', path: '/api/v1/export' }, (response) => {
      pipeline(response, createWriteStream(path)).then(resolve, reject);
    });
    asking.on('error', reject);
    asking.end();
  });
}
