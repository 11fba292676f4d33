import { conversionError } from '../rules/errors.ts';
import type { ConversionProfile } from '../rules/profile.ts';
import { timeProfile } from './time.ts';

/** Areas whose keys can be converted. */
export const conversionProfiles: readonly ConversionProfile[] = [timeProfile];

/** @throws ERR_CONVERSION_PROFILE_UNKNOWN with the names there are */
export function conversionProfile(name: string): ConversionProfile {
  const found = conversionProfiles.find(({ names }) => names.includes(name));
  if (found !== undefined) return found;
  const known = conversionProfiles.map(({ names }) => names[0]).join(', ');
  throw conversionError('ERR_CONVERSION_PROFILE_UNKNOWN', { name, known });
}
