import { z } from 'zod';
import { storableText } from '../../kernel/text.ts';

const useName = z.string().regex(/^[a-z][a-z0-9-]{1,62}$/);
const entityId = storableText.min(1).max(200);

export const filesOfInput = z.strictObject({ use: useName, entityId });
export const fileIdInput = z.strictObject({ id: z.uuid().toLowerCase() });

/** What an upload says in its address; without a name, the file is called `file`. */
export const uploadInput = z.strictObject({
  use: useName,
  entityId,
  name: z.string().max(4096).default(''),
});
