import { meantName } from '@atelier/lifecycle/errors/meant-name.ts';
import {
  findProfile,
  type Profile,
  profileNames,
} from '@atelier/lifecycle/profiles/rules/profiles.ts';
import { UsageError } from '../../kernel/arguments.ts';

/** The profile that was typed, whole or by an unambiguous beginning. */
export function namedProfile(name = ''): Profile {
  const profile = findProfile(meantName(profileNames, name) ?? '');
  if (profile === undefined) {
    throw new UsageError(`There is no profile ${name}; there are ${profileNames.join(', ')}.`, {
      profile: name,
    });
  }
  return profile;
}
