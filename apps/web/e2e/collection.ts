import { type APIRequestContext, type APIResponse, expect } from '@playwright/test';

export type Stage = 'IN_BOX' | 'BUILDING' | 'PRIMING' | 'PAINTING' | 'DONE';

export interface TypeOnServer {
  /** The UUID, as the page has it in its addresses. */
  readonly id: string;
  readonly name: string;
  readonly counts: Record<'in_box' | 'building' | 'priming' | 'painting' | 'done', number>;
}

/** The collection on the server, by the REST contract: what a test needs to be there beforehand. */
export class Collection {
  readonly #request: APIRequestContext;
  readonly #mark: string;

  /** @param testId makes the names of this test's types its own */
  constructor(request: APIRequestContext, testId: string) {
    this.#request = request;
    this.#mark = testId.slice(-6);
  }

  /** A name that no other test uses; search for it to see only this test's types. */
  nameOf(name: string): string {
    return `${name} ${this.#mark}`;
  }

  /** A new type, named by {@link nameOf}, with so many miniatures in the box. */
  async create(name: string, { inBox = 0 }: { inBox?: number } = {}): Promise<TypeOnServer> {
    const data = { name: this.nameOf(name) };
    const created = await this.#answer(this.#request.post('/api/trpc/miniatures.create', { data }));
    const { id } = created.result.data;
    return inBox > 0 ? this.add(id, inBox) : this.get(id);
  }

  add(id: string, qty: number): Promise<TypeOnServer> {
    return this.#typeOf(id, this.#request.post(`/api/v1/types/${id}/add`, { data: { qty } }));
  }

  move(id: string, from: Stage, to: Stage, qty: number): Promise<TypeOnServer> {
    const data = { from_stage: from, to_stage: to, qty };
    return this.#typeOf(id, this.#request.post(`/api/v1/types/${id}/move`, { data }));
  }

  get(id: string): Promise<TypeOnServer> {
    return this.#typeOf(id, this.#request.get(`/api/v1/types/${id}`));
  }

  /** With its UUID in place of the number that the contract has. */
  async #typeOf(id: string, sent: Promise<APIResponse>): Promise<TypeOnServer> {
    return { ...(await this.#answer(sent)), id };
  }

  async #answer(sent: Promise<APIResponse>) {
    const response = await sent;
    expect(response.ok(), `${response.url()}: ${await response.text()}`).toBe(true);
    return response.json();
  }
}
