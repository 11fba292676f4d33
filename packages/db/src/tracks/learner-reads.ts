import type { Knex } from 'knex';
import { LearnerModel } from './models/learner.ts';

/** The learner that somebody of the house is; undefined where they have begun nothing. */
export async function learnerOf(db: Knex, personId: string | null): Promise<string | undefined> {
  if (personId === null) return undefined;
  const learner = await LearnerModel.query(db).findOne({ houseUserId: personId, isDevice: false });
  return learner?.id;
}

/** The learner by the name of a device, with the person whose device it is. */
export async function learnerOfDevice(
  db: Knex,
  deviceId: string,
): Promise<Pick<LearnerModel, 'id' | 'houseUserId'> | undefined> {
  return LearnerModel.query(db).findOne({ deviceId });
}

/** The guest whom a browser is, by its device, and whoever the guest has become; undefined for no browser of ours. */
export async function guestOfDevice(
  db: Knex,
  deviceId: string,
): Promise<{ readonly id: string; readonly mergedIntoId: string | null } | undefined> {
  const { rows } = await db.raw<{ rows: { id: string; merged_into_id: string | null }[] }>(
    'SELECT id, merged_into_id FROM identity.users WHERE device_id::text = lower(?)',
    [deviceId],
  );
  const [guest] = rows;
  return guest && { id: guest.id, mergedIntoId: guest.merged_into_id };
}
