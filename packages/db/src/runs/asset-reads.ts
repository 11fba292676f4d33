import type { Asset } from '@atelier/domain/runs/types.ts';
import type { Knex } from 'knex';
import { certainInstant, instant } from './instant.ts';

interface AssetRow {
  readonly id: string;
  readonly project_id: string;
  readonly asset_type: string;
  readonly model: string;
  readonly firmware_version: string;
  readonly location_name: string;
  readonly stand_name: string;
  readonly serial_number: string | null;
  readonly is_active: boolean;
  readonly run_id: string | null;
  readonly run_title: string | null;
  readonly holder_id: string | null;
  readonly holder_name: string | null;
  readonly reserved_at: Date | null;
  readonly until: Date | null;
}

/** The assets of a project by model and stand, with the run that each is held for. */
export function assetsOf(db: Knex, projectId: string): Promise<readonly Asset[]> {
  return readAssets(db, 'a.project_id = ?::uuid', [projectId]);
}

/** The assets with these ids, in no order that means anything. */
export function assetsById(db: Knex, ids: readonly string[]): Promise<readonly Asset[]> {
  return readAssets(db, 'a.id = ANY (?::uuid[])', [[...ids]]);
}

async function readAssets(
  db: Knex,
  which: string,
  bindings: Knex.RawBinding[],
): Promise<readonly Asset[]> {
  const { rows } = await db.raw<{ rows: AssetRow[] }>(
    `SELECT a.id, a.project_id, a.asset_type, a.model, a.firmware_version, a.location_name, a.stand_name,
       a.serial_number, a.is_active, h.run_id, r.title AS run_title, h.held_by_user_id AS holder_id,
       u.display_name AS holder_name, h.reserved_at, h.until
     FROM runs.assets AS a
     LEFT JOIN runs.asset_reservations AS h ON h.asset_id = a.id AND h.released_at IS NULL
       AND (h.until IS NULL OR h.until > now())
     LEFT JOIN runs.runs AS r ON r.id = h.run_id
     LEFT JOIN identity.users AS u ON u.id = h.held_by_user_id
     WHERE ${which}
     ORDER BY a.model COLLATE kernel.name_en, a.stand_name COLLATE kernel.name_en, a.id`,
    bindings,
  );
  return rows.map(toAsset);
}

function toAsset(row: AssetRow): Asset {
  const { run_id, holder_id, reserved_at } = row;
  return {
    id: row.id,
    projectId: row.project_id,
    assetType: row.asset_type,
    model: row.model,
    firmwareVersion: row.firmware_version,
    locationName: row.location_name,
    standName: row.stand_name,
    serialNumber: row.serial_number,
    isActive: row.is_active,
    heldFor:
      run_id === null || holder_id === null
        ? null
        : {
            runId: run_id,
            runTitle: row.run_title ?? '',
            by: { id: holder_id, name: row.holder_name ?? '' },
            since: certainInstant(reserved_at),
            until: instant(row.until),
          },
  };
}
