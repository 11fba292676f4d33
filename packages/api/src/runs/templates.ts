import { newId } from '@atelier/db/kernel/new-id.ts';
import { assetsById } from '@atelier/db/runs/asset-reads.ts';
import { type AssetFields, insertAsset } from '@atelier/db/runs/asset-writes.ts';
import { templatesById } from '@atelier/db/runs/template-reads.ts';
import {
  insertTemplate,
  lockTemplate,
  setTemplateItems,
} from '@atelier/db/runs/template-writes.ts';
import { runsError } from '@atelier/domain/runs/errors.ts';
import type { Asset, Template } from '@atelier/domain/runs/types.ts';
import type { Knex } from 'knex';
import { requireCasesIn } from './library.ts';
import { requireOnTop } from './on-top-of.ts';

/** One template. Throws `ERR_TEMPLATE_NOT_FOUND`. */
export async function requireTemplate(db: Knex, id: string): Promise<Template> {
  const [template] = await templatesById(db, [id]);
  if (template === undefined) throw runsError('ERR_TEMPLATE_NOT_FOUND');
  return template;
}

/** A new template of these cases. Throws `ERR_OTHER_PROJECT`. */
export async function createTemplate(
  trx: Knex.Transaction,
  input: {
    readonly projectId: string;
    readonly name: string;
    readonly description: string;
    readonly caseIds: readonly string[];
  },
  authorId: string,
): Promise<Template> {
  const { caseIds, ...template } = input;
  await requireCasesIn(trx, caseIds, input.projectId);
  const id = newId();
  await insertTemplate(trx, { id, ...template }, authorId);
  await setTemplateItems(trx, id, caseIds);
  return requireTemplate(trx, id);
}

/** Gives a template the newest versions of these cases. Throws as `createTemplate`, and `ERR_CHANGED_MEANWHILE`. */
export async function changeTemplateItems(
  trx: Knex.Transaction,
  input: {
    readonly templateId: string;
    readonly revision?: string | undefined;
    readonly caseIds: readonly string[];
  },
): Promise<Template> {
  const { templateId, revision: seen, caseIds } = input;
  await lockTemplate(trx, templateId);
  const { projectId, name, itemsRevision } = await requireTemplate(trx, templateId);
  const newest = { kind: 'template', id: templateId, name, revision: itemsRevision } as const;
  await requireOnTop(trx, newest, seen);
  await requireCasesIn(trx, caseIds, projectId);
  await setTemplateItems(trx, templateId, caseIds);
  return requireTemplate(trx, templateId);
}

/** One asset. Throws `ERR_ASSET_NOT_FOUND`. */
export async function requireAsset(db: Knex, id: string): Promise<Asset> {
  const [asset] = await assetsById(db, [id]);
  if (asset === undefined) throw runsError('ERR_ASSET_NOT_FOUND');
  return asset;
}

export async function createAsset(
  trx: Knex.Transaction,
  input: AssetFields & { readonly projectId: string },
  authorId: string,
): Promise<Asset> {
  const id = newId();
  await insertAsset(trx, { id, ...input }, authorId);
  return requireAsset(trx, id);
}
