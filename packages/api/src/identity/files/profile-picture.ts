import { findUser } from '@atelier/db/identity/user-reads.ts';
import { fileError } from '@atelier/domain/identity/files/file-errors.ts';
import { profilePicture } from '@atelier/domain/identity/files/profile-picture.ts';
import { z } from 'zod';
import type { AttachedUse } from './uses.ts';

/** As the database writes it: the limits of a thing count by its id, and another spelling would be another thing. */
const uuid = z.uuid().lowercase();

/** The picture of a user is the user's own. */
export const profilePictures: AttachedUse = {
  use: profilePicture,
  kind: {
    name: 'user',
    load: async (db, id) => {
      const user = uuid.safeParse(id).success ? await findUser(db, id) : undefined;
      return user === undefined ? null : { ownerId: user.id };
    },
    missing: () => fileError('ERR_FILE_THING_UNKNOWN'),
  },
};
