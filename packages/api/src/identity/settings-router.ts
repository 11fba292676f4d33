import { settingsOf } from '@atelier/db/identity/setting-reads.ts';
import { removeSetting, setSetting } from '@atelier/db/identity/setting-writes.ts';
import { houseActions } from '@atelier/domain/identity/house-actions.ts';
import { peopleError } from '@atelier/domain/identity/people-errors.ts';
import {
  getSettingsInput,
  maxSettings,
  removeSettingInput,
  setSettingInput,
} from '@atelier/domain/identity/settings.ts';
import { command, query } from '../kernel/command.ts';
import type { Entity } from '../kernel/effect.ts';
import { router } from '../kernel/trpc/procedure.ts';

const own = { needs: houseActions.ownSettings } as const;

/** The audit log has nothing of them: how somebody likes to see a list is theirs alone. */
const setting: Entity = { name: 'setting', read: async () => [] };
const effect = {
  on: setting,
  changes: ({ key }: { readonly key: string }) => key,
  isPrivate: true,
} as const;

/** What a person set for themselves, by keys that the web app chooses. */
export const settingsRouter = router({
  get: query({
    ...own,
    input: getSettingsInput,
    run: (db, { keys }, { actor }) => settingsOf(db, actor.id, keys),
  }),
  set: command({
    ...own,
    input: setSettingInput,
    effect,
    async run(trx, { key, value }, { actor }) {
      const isSet = await setSetting(trx, actor.id, { key, value }, maxSettings);
      if (!isSet) throw peopleError('ERR_SETTING_LIMIT', { limit: maxSettings });
    },
  }),
  remove: command({
    ...own,
    input: removeSettingInput,
    effect,
    run: (trx, { key }, { actor }) => removeSetting(trx, actor.id, key),
  }),
});
