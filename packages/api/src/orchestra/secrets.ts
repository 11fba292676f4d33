import { seal, unseal } from '../identity/sealed.ts';

/** A secret of an environment, as it is kept: nobody else's value can be put in its place. */
export function sealSecret(
  key: Buffer,
  environmentId: string,
  name: string,
  value: string,
): string {
  return seal(key, Buffer.from(value), ownerOf(environmentId, name)).toString('base64');
}

/** Undefined where it was sealed with another key. */
export function openSecret(
  key: Buffer,
  environmentId: string,
  name: string,
  sealed: string,
): string | undefined {
  return unseal(key, Buffer.from(sealed, 'base64'), ownerOf(environmentId, name))?.toString();
}

const ownerOf = (environmentId: string, name: string) =>
  `orchestra.environment ${environmentId} ${name}`;

/** A value that a step exported as secret: it goes from run to run with those that depend on it. */
export function sealValue(key: Buffer, value: unknown): string {
  return seal(key, Buffer.from(JSON.stringify(value)), exported).toString('base64');
}

/** Undefined where it was sealed with another key. */
export function openValue(key: Buffer, sealed: string): unknown {
  const opened = unseal(key, Buffer.from(sealed, 'base64'), exported);
  return opened === undefined ? undefined : JSON.parse(opened.toString());
}

const exported = 'orchestra.exported value';
