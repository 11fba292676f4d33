import { createHmac } from 'node:crypto';
import type { Settings } from './env.ts';
import { houseSecret } from './house-secret.ts';

/**
 * What seals the secrets of environments: `ATELIER_SECRETS_KEY`, or else the house's secret. All processes of a house
 * have to have the same. Throws as `houseSecret`.
 */
export async function secretsKeyOf(
  settings: Pick<Settings, 'secretsKey' | 'secret' | 'dataDir'>,
): Promise<Buffer> {
  const { secretsKey } = settings;
  if (secretsKey === undefined) return houseSecret(settings);
  return createHmac('sha256', 'atelier secrets of environments').update(secretsKey).digest();
}
