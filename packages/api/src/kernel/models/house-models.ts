import { modelError } from '@atelier/domain/kernel/model-errors.ts';
import { answeringModel } from '@atelier/models/answering-model.ts';
import { createGateway, type GatewayOptions, type ModelGateway } from '@atelier/models/gateway.ts';
import type { RehearsalOptions } from '@atelier/models/rehearsal/rehearsal.ts';
import type { AnswerLimits } from '@atelier/models/request.ts';
import type { Knex } from 'knex';
import { type ModelSources, modelConnections } from './model-connections.ts';

/** The models of the house as they are set at the moment. */
export interface HouseModels {
  /** Throws `ERR_MODEL_NONE`, `ERR_MODEL_KEY_UNREADABLE`. */
  gateway(): Promise<ModelGateway>;
  /** Lets all connections go. */
  close(): Promise<void>;
}

export interface HouseModelsOptions extends Pick<GatewayOptions, 'note'>, ModelSources {
  readonly db: Knex;
  readonly settings: ModelSources['settings'] & { readonly limits: Partial<AnswerLimits> };
  /** An area's answers where the rehearsal stands in for a model. */
  readonly script?: RehearsalOptions['script'];
}

/** Looks what is set before each answer, which is one small read, and keeps its connections while it is the same. */
export function openHouseModels({ db, note, script, ...sources }: HouseModelsOptions): HouseModels {
  let current: { readonly setting: string; readonly gateway: ModelGateway } | undefined;
  return {
    async gateway() {
      const connections = await modelConnections(db, sources);
      if (connections.length === 0) throw modelError('ERR_MODEL_NONE');
      const setting = JSON.stringify(connections);
      if (current?.setting !== setting) {
        // What the gateway before this one answers goes on: its connections close by themselves behind it.
        const models = connections.map((one) => answeringModel(one, script && { script }));
        const { limits } = sources.settings;
        current = { setting, gateway: createGateway({ models, limits, ...(note && { note }) }) };
      }
      return current.gateway;
    },
    async close() {
      await current?.gateway.close();
    },
  };
}
