import { type APIRequestContext, expect } from '@playwright/test';

interface Case {
  readonly title: string;
  readonly steps?: readonly string[];
  readonly tags?: readonly string[];
  /** The values of a parameter: one item of a run for each. */
  readonly rows?: readonly string[];
}

/** A test lab on the server, by the procedures that the pages call: what a test needs to be there beforehand. */
export class Lab {
  readonly #request: APIRequestContext;

  constructor(request: APIRequestContext) {
    this.#request = request;
  }

  /** A project with these cases in one suite, an asset, and a template of all cases. */
  async project(cases: readonly Case[], name = 'Cameras') {
    const project = await this.call('projects.create', { name });
    const projectId: string = project.id;
    const suite = await this.call('suites.create', { projectId, name: 'Video' });
    const caseIds: string[] = [];
    for (const [
      at,
      { title, steps = [], tags = [at === 0 ? 'L0' : 'L1'], rows },
    ] of cases.entries()) {
      const parameters = rows && { columns: ['value'], rows: rows.map((value) => [value]) };
      const content = {
        title,
        steps: steps.map((action) => ({ action, expected: `${action} is seen` })),
        ...(parameters && { parameters }),
      };
      const made = await this.call('cases.create', { suiteId: suite.id, content, tags });
      caseIds.push(made.id);
    }
    const asset = await this.call('assets.create', {
      ...{ projectId, model: 'DS-2', firmwareVersion: '5.7.1' },
    });
    const template = await this.call('templates.create', { projectId, name: 'Smoke', caseIds });
    return { projectId, caseIds, assetId: asset.id as string, templateId: template.id as string };
  }

  /** A run of these cases that has begun. */
  async startedRun(cases: readonly Case[]) {
    const lab = await this.project(cases);
    const { projectId, assetId, templateId } = lab;
    const run = await this.call('runs.create', {
      projectId,
      assetId,
      templateId,
      title: 'Nightly',
    });
    await this.call('runs.changeStatus', { runId: run.id, event: 'start' });
    return { ...lab, runId: run.id as string, items: await this.items(run.id) };
  }

  async items(runId: string): Promise<readonly { id: string; result: ResultOnServer | null }[]> {
    const input = encodeURIComponent(JSON.stringify({ runId }));
    const answer = await this.#request.get(`/api/trpc/runs.runs.items?input=${input}`);
    return (await answer.json()).result.data;
  }

  /** The files of an item, or of a step of it: `<item>.0`. */
  async files(entityId: string): Promise<readonly { name: string }[]> {
    const input = encodeURIComponent(JSON.stringify({ use: 'run-attachment', entityId }));
    const answer = await this.#request.get(`/api/trpc/identity.files.list?input=${input}`);
    return (await answer.json()).result.data;
  }

  /** What stands on the server of each item, by its place. */
  async statuses(runId: string): Promise<readonly (string | null)[]> {
    return (await this.items(runId)).map(({ result }) => result?.status ?? null);
  }

  async call(procedure: string, data: object) {
    const response = await this.#request.post(`/api/trpc/runs.${procedure}`, { data });
    expect(response.ok(), `${procedure}: ${await response.text()}`).toBe(true);
    return (await response.json()).result.data;
  }
}

export interface ResultOnServer {
  readonly status: string;
  readonly revision: number;
  readonly comment: string;
  readonly failReasonCode: string | null;
  readonly measuredValue: string | null;
  readonly steps: readonly ({ readonly status: string | null } | null)[];
}
