import { stepsFromCurl } from './curl.ts';
import { stepsFromHar } from './har.ts';
import type { StepImport } from './imported-request.ts';
import { stepsFromOpenApi } from './open-api.ts';
import { stepsFromPostman } from './postman.ts';

/** Where steps can come from. */
export const stepSources = ['openapi', 'har', 'curl', 'postman'] as const;
export type StepSource = (typeof stepSources)[number];

/** Steps from what another tool has written. */
export function importSteps(source: StepSource, text: string): StepImport {
  switch (source) {
    case 'openapi':
      return stepsFromOpenApi(text);
    case 'har':
      return stepsFromHar(text);
    case 'curl':
      return stepsFromCurl(text);
    case 'postman':
      return stepsFromPostman(text);
  }
}
