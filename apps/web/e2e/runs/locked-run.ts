import type { APIRequestContext } from '@playwright/test';

interface Made {
  readonly id: string;
}

/** Calls a procedure as the page does. */
async function call<Result>(
  request: APIRequestContext,
  procedure: string,
  input: unknown,
): Promise<Result> {
  const answer = await request.post(`/api/trpc/${procedure}`, { data: input });
  if (!answer.ok()) throw new Error(`${procedure}: ${await answer.text()}`);
  return (await answer.json()).result.data;
}

/** A run that is locked, in a project of its own. */
export async function lockedRun(request: APIRequestContext, title: string) {
  const made = await doneRun(request, title);
  await call(request, 'runs.runs.lock', { runId: made.runId });
  return made;
}

/** A run that is done, in a project of its own. */
export async function doneRun(request: APIRequestContext, title: string) {
  const post = <Result = Made>(procedure: string, input: unknown) =>
    call<Result>(request, procedure, input);
  const { id: projectId } = await post('runs.projects.create', { name: 'Cameras' });
  const suite = await post('runs.suites.create', { projectId, name: 'Video' });
  const content = { title: 'Boots', steps: [{ action: 'Open it', expected: 'It is seen' }] };
  const wanted = { suiteId: suite.id, content, tags: ['L0'] };
  const { id: caseId } = await post('runs.cases.create', wanted);
  const bench = { projectId, model: 'DS-2', firmwareVersion: '5.7.1' };
  const { id: assetId } = await post('runs.assets.create', bench);
  const template = { projectId, name: 'Smoke', caseIds: [caseId] };
  const { id: templateId } = await post('runs.templates.create', template);
  const { id: runId } = await post('runs.runs.create', { projectId, assetId, templateId, title });
  await post('runs.runs.changeStatus', { runId, event: 'start' });
  const input = encodeURIComponent(JSON.stringify({ runId }));
  const read = await request.get(`/api/trpc/runs.runs.items?input=${input}`);
  const [item] = (await read.json()).result.data as readonly Made[];
  await post('runs.runs.record', { itemId: item?.id, revision: 0, status: 'ok' });
  await post('runs.runs.update', { runId, verdict: 'passed' });
  await post('runs.runs.changeStatus', { runId, event: 'finish' });
  return { projectId, runId };
}
