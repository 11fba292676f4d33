/** What a file may have at most. A process of a thousand nodes with its diagram has about a tenth of it. */
export const xmlLimits = {
  characters: 10_000_000,
  elements: 250_000,
  depth: 100,
  /** Of what the process itself says, without diagram, data and extensions. */
  processElements: 25_000,
} as const;
