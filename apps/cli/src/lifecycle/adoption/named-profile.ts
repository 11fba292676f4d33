import {
  findProfile,
  type Profile,
  profileNames,
} from '@atelier/lifecycle/profiles/rules/profiles.ts';
import { UsageError } from '../../kernel/arguments.ts';

/** The profile that was typed. */
export function namedProfile(name: string | undefined): Profile {
  const profile = findProfile(name ?? '');
  if (profile === undefined) {
    throw new UsageError(`There is no profile ${name}; there are ${profileNames.join(', ')}.`, {
      profile: name ?? '',
    });
  }
  return profile;
}
