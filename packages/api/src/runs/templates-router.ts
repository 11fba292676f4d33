import { assetsOf } from '@atelier/db/runs/asset-reads.ts';
import { updateAsset } from '@atelier/db/runs/asset-writes.ts';
import { templateItems, templatesOf } from '@atelier/db/runs/template-reads.ts';
import { updateTemplate } from '@atelier/db/runs/template-writes.ts';
import { runsActions } from '@atelier/domain/runs/actions.ts';
import {
  assetIdInput,
  createAssetInput,
  createTemplateInput,
  projectIdInput,
  setTemplateItemsInput,
  templateIdInput,
  updateAssetInput,
  updateTemplateInput,
} from '@atelier/domain/runs/schemas.ts';
import { command, query } from '../kernel/command.ts';
import { router } from '../kernel/trpc/procedure.ts';
import {
  changeTemplateItems,
  createAsset,
  createTemplate,
  requireAsset,
  requireTemplate,
} from './templates.ts';
import { entities, kinds } from './things.ts';

const { read, edit } = runsActions;
const inProject = { kind: kinds.project, by: 'projectId' } as const;
const aboutTemplate = { kind: kinds.template, by: 'templateId' } as const;
const aboutAsset = { kind: kinds.asset, by: 'assetId' } as const;
const itsTemplate = ({ templateId }: { readonly templateId: string }) => templateId;
const itsAsset = ({ assetId }: { readonly assetId: string }) => assetId;

export const templatesRouter = router({
  list: query({
    needs: read,
    about: inProject,
    input: projectIdInput,
    run: (db, { projectId }) => templatesOf(db, projectId),
  }),
  get: query({
    needs: read,
    about: aboutTemplate,
    input: templateIdInput,
    run: async (db, { templateId }) => ({
      template: await requireTemplate(db, templateId),
      items: await templateItems(db, templateId),
    }),
  }),
  create: command({
    needs: edit,
    about: inProject,
    input: createTemplateInput,
    effect: { on: entities.template, creates: ({ id }) => id },
    run: (trx, input, { actor }) => createTemplate(trx, input, actor.id),
  }),
  update: command({
    needs: edit,
    about: aboutTemplate,
    input: updateTemplateInput,
    effect: { on: entities.template, changes: itsTemplate, inLists: true },
    async run(trx, { templateId, ...change }, { actor }) {
      await updateTemplate(trx, templateId, change, actor.id);
      return requireTemplate(trx, templateId);
    },
  }),
  setItems: command({
    needs: edit,
    about: aboutTemplate,
    input: setTemplateItemsInput,
    effect: { on: entities.template, changes: itsTemplate, inLists: true },
    run: changeTemplateItems,
  }),
});

export const assetsRouter = router({
  list: query({
    needs: read,
    about: inProject,
    input: projectIdInput,
    run: (db, { projectId }) => assetsOf(db, projectId),
  }),
  get: query({
    needs: read,
    about: aboutAsset,
    input: assetIdInput,
    run: (db, { assetId }) => requireAsset(db, assetId),
  }),
  create: command({
    needs: edit,
    about: inProject,
    input: createAssetInput,
    effect: { on: entities.asset, creates: ({ id }) => id },
    run: (trx, input, { actor }) => createAsset(trx, input, actor.id),
  }),
  update: command({
    needs: edit,
    about: aboutAsset,
    input: updateAssetInput,
    effect: { on: entities.asset, changes: itsAsset, inLists: true },
    async run(trx, { assetId, ...change }, { actor }) {
      await updateAsset(trx, assetId, change, actor.id);
      return requireAsset(trx, assetId);
    },
  }),
});
