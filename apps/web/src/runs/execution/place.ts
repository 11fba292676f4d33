/** Where in a run somebody is: at an item, or at a step of it. */
export interface Place {
  readonly itemId: string;
  readonly step: number | null;
}
