import { defineActions } from '../actions.ts';
import { defineFileUse } from './file-use.ts';

const actions = defineActions('identity', {
  seeProfilePicture: { role: 'signed-in', access: 'read' },
  changeProfilePicture: { role: 'admin', own: true, access: 'write' },
});

/** The face of a user, beside their name; a new one takes the place of the old. */
export const profilePicture = defineFileUse({
  name: 'profile-picture',
  area: 'identity',
  entity: 'user',
  types: ['image/jpeg', 'image/png', 'image/webp', 'image/gif'],
  fileBytes: 5 * 1024 ** 2,
  perThing: { files: 1, bytes: 5 * 1024 ** 2, whenFull: 'replace' },
  thumbnail: { pixels: 256, square: true },
  see: actions.seeProfilePicture,
  attach: actions.changeProfilePicture,
  detach: actions.changeProfilePicture,
});
