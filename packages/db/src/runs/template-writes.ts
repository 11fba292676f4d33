import type { Knex } from 'knex';
import { given, type Patch } from '../kernel/patch.ts';
import { RunTemplateModel } from './models/run-template.ts';
import { RunTemplateItemModel } from './models/run-template-item.ts';

export interface NewTemplate {
  readonly id: string;
  readonly projectId: string;
  readonly name: string;
  readonly description: string;
}

export async function insertTemplate(
  trx: Knex,
  template: NewTemplate,
  authorId: string,
): Promise<void> {
  const author = { createdByUserId: authorId, updatedByUserId: authorId };
  // Older programs need a key; here a template is called by its name.
  await RunTemplateModel.query(trx).insert({ ...template, key: template.id, ...author });
}

export type TemplateChange = Patch<Pick<RunTemplateModel, 'name' | 'description' | 'isActive'>>;

export async function updateTemplate(
  trx: Knex,
  id: string,
  change: TemplateChange,
  authorId: string,
): Promise<void> {
  await RunTemplateModel.query(trx)
    .findById(id)
    .patch({ ...given(change), updatedByUserId: authorId });
}

/** Waits until nobody else changes the template. */
export async function lockTemplate(trx: Knex.Transaction, id: string): Promise<void> {
  await RunTemplateModel.query(trx).findById(id).forNoKeyUpdate();
}

/** Gives a template the newest versions of these cases, in this order, and no others. */
export async function setTemplateItems(
  trx: Knex,
  templateId: string,
  caseIds: readonly string[],
): Promise<void> {
  await RunTemplateItemModel.query(trx).delete().where({ templateId });
  await trx.raw(
    `INSERT INTO runs.run_template_items (template_id, testcase_version_id, position, is_required)
     SELECT :templateId::uuid, v.id, min(o.place) - 1, c.is_required
     FROM unnest(:caseIds::uuid[]) WITH ORDINALITY AS o (id, place)
     JOIN runs.testcases AS c ON c.id = o.id
     JOIN runs.testcase_versions AS v ON v.testcase_id = c.id AND v.version_number = c.version_number
     GROUP BY v.id, c.is_required`,
    { templateId, caseIds: [...caseIds] },
  );
}
