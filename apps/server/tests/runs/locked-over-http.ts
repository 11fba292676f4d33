import type { Browser } from '../identity/browser.ts';

/** Calls a procedure that has to succeed. */
export async function done<Result>(
  browser: Browser,
  procedure: string,
  input: unknown,
): Promise<Result> {
  const { data, code, details } = await browser.call(procedure, input);
  if (code !== undefined) throw new Error(`${procedure}: ${code} ${JSON.stringify(details)}`);
  return data as Result;
}

/** What a query answers. */
export async function read<Result>(
  browser: Browser,
  procedure: string,
  input: unknown,
): Promise<Result> {
  const query = encodeURIComponent(JSON.stringify(input));
  const { data, code } = await browser.read(`${procedure}?input=${query}`);
  if (code !== undefined) throw new Error(`${procedure}: ${code}`);
  return data as Result;
}

interface Made {
  readonly id: string;
}

/** A run whose one item has a picture, done and not yet locked. */
export async function doneRun(browser: Browser, title = 'Smoke'): Promise<string> {
  const { id: projectId } = await done<Made>(browser, 'runs.projects.create', { name: 'Cameras' });
  const suite = await done<Made>(browser, 'runs.suites.create', { projectId, name: 'Video' });
  const steps = [{ action: 'Open it', expected: 'It is seen' }];
  const content = { title: 'Boots', steps };
  const wanted = { suiteId: suite.id, content, tags: ['L0'] };
  const { id: caseId } = await done<Made>(browser, 'runs.cases.create', wanted);
  const bench = { projectId, model: 'DS-2', firmwareVersion: '5.7.1' };
  const { id: assetId } = await done<Made>(browser, 'runs.assets.create', bench);
  const template = { projectId, name: 'Smoke', caseIds: [caseId] };
  const { id: templateId } = await done<Made>(browser, 'runs.templates.create', template);
  const run = { projectId, assetId, templateId, title };
  const { id: runId } = await done<Made>(browser, 'runs.runs.create', run);
  await done(browser, 'runs.runs.changeStatus', { runId, event: 'start' });
  const [item] = await read<readonly Made[]>(browser, 'runs.runs.items', { runId });
  await done(browser, 'runs.runs.record', { itemId: item?.id, revision: 0, status: 'ok' });
  await done(browser, 'runs.runs.update', { runId, verdict: 'passed' });
  await done(browser, 'runs.runs.changeStatus', { runId, event: 'finish' });
  return runId;
}
