/** An answer of the REST API, or of tRPC: both are JSON. */
export interface Answer {
  readonly status: number;
  readonly body: { readonly [field: string]: unknown };
}

/** Sends one request with a JSON body. Throws when the server goes away under it. */
export async function post(
  url: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Answer['body'] };
}

export async function get(url: string): Promise<Answer> {
  const response = await fetch(url);
  return { status: response.status, body: (await response.json()) as Answer['body'] };
}

/** Creates a type with this many miniatures in its box; gives its UUID. */
export async function addType(url: string, name: string, quantity: number): Promise<string> {
  const { body } = await post(`${url}/api/trpc/miniatures.create`, { name });
  const { id } = (body as { result: { data: { id: string } } }).result.data;
  const added = await post(`${url}/api/v1/types/${id}/add`, { qty: quantity });
  if (added.status !== 200) throw new Error(`not added: ${JSON.stringify(added)}`);
  return id;
}

/** Creates a project with a run; gives both ids. */
export async function addRun(url: string): Promise<readonly string[]> {
  const project = (await post(`${url}/api/projects`, { name: 'Lab' })).body.project;
  const { id: projectId } = project as { id: string };
  const { run } = (await post(`${url}/api/v2/runs`, { projectId })).body;
  return [projectId, (run as { id: string }).id];
}
