import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runProgram } from '@atelier/lifecycle/embedded/run-program.ts';

/** Files of a certificate and its key, in PEM. */
export interface CertificateFiles {
  readonly cert: string;
  readonly key: string;
}

/** An authority that nobody knows, and a certificate of a server that it has signed. */
export interface TlsCertificates {
  readonly ca: string;
  readonly server: CertificateFiles;
}

/** What a test says where `openssl` is missing. */
export const tlsNotCovered =
  'NOT COVERED on this machine: TLS of servers that tests start. Install openssl and run the tests again.';

export async function hasOpenSsl(): Promise<boolean> {
  return (await runProgram('openssl', ['version'], undefined)).ok;
}

/** Makes an authority, and a certificate of it for a server of this name alone, good for a day. */
export async function makeCertificates(folder: string, name: string): Promise<TlsCertificates> {
  const ca = await keyPair(folder, 'ca');
  await openssl(
    ...['req', '-x509', '-new', '-key', ca.key, '-out', ca.cert, '-days', '1', '-sha256'],
    ...['-subj', '/CN=Authority of a test', '-addext', 'keyUsage=critical,keyCertSign'],
  );
  const server = await keyPair(folder, 'server');
  const [request, more] = [join(folder, 'server.csr'), join(folder, 'server.ext')];
  await openssl('req', '-new', '-key', server.key, '-out', request, '-subj', `/CN=${name}`);
  await writeFile(more, `subjectAltName=DNS:${name}\nbasicConstraints=CA:FALSE\n`);
  await openssl(
    ...['x509', '-req', '-in', request, '-CA', ca.cert, '-CAkey', ca.key, '-CAcreateserial'],
    ...['-out', server.cert, '-days', '1', '-sha256', '-extfile', more],
  );
  return { ca: ca.cert, server };
}

async function keyPair(folder: string, name: string): Promise<CertificateFiles> {
  const key = join(folder, `${name}.key`);
  await openssl('ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', key);
  return { key, cert: join(folder, `${name}.crt`) };
}

async function openssl(...words: readonly string[]): Promise<void> {
  const { ok, output } = await runProgram('openssl', words, undefined);
  if (!ok) throw new Error(`openssl ${words[0]}: ${output}`);
}
