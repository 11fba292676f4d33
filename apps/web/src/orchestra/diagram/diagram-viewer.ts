import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import classes from './diagram.module.css';
import { type Marks, signs } from './marks.ts';

/** What of bpmn-js is used; its own types say `any`. */
interface Canvas {
  zoom(
    to: number | 'fit-viewport',
    at?: 'auto' | { readonly x: number; readonly y: number },
  ): number;
  zoom(): number;
  scroll(by: { readonly dx: number; readonly dy: number }): void;
  resized(): void;
  scrollToElement(id: string, padding: number): void;
  findRoot(id: string): Drawn | undefined;
  getRootElement(): Drawn;
  setRootElement(root: Drawn): void;
  addMarker(id: string, name: string): void;
  removeMarker(id: string, name: string): void;
}
interface Drawn {
  readonly id: string;
  readonly parent?: Drawn;
  readonly waypoints?: readonly unknown[];
  readonly labelTarget?: unknown;
}
interface ElementRegistry {
  get(id: string): Drawn | undefined;
  filter(which: (element: Drawn) => boolean): readonly Drawn[];
}
interface Overlays {
  add(id: string, type: string, overlay: object): string;
  remove(which: { readonly type: string }): void;
}
interface Coloured {
  readonly label?: Coloured;
  set(property: string, value: undefined): void;
}
interface Meant {
  readonly id?: string;
  readonly name?: string;
  readonly $type: string;
  readonly participants?: readonly { readonly name?: string }[];
}
interface ParsedDiagram {
  readonly id: string;
  readonly name?: string;
  readonly plane?: {
    readonly bpmnElement?: Meant;
    readonly planeElement?: readonly (Coloured & { readonly bpmnElement?: Meant })[];
  };
}
interface Parsed {
  readonly definitions?: { readonly diagrams?: readonly ParsedDiagram[] };
}

/** A picture of several in a file. */
export interface NamedDiagram {
  readonly id: string;
  /** Empty where the file has none. */
  readonly name: string;
}

/** A diagram that is shown; all of it by code, so that buttons, keys and pointers do the same. */
export interface Diagram {
  /** The pictures of the file, in its order; those of collapsed sub-processes are reached through their parents. */
  readonly all: readonly NamedDiagram[];
  /** Which of them it is. */
  readonly id: string;
  /** The picture in which an element is; undefined where it is in none. */
  where(id: string): string | undefined;
  show(marks: Marks): void;
  /** Brings an element into sight. */
  reveal(id: string): void;
  /** More than 1 is nearer; around a point of the screen, or the middle. */
  zoom(factor: number, at?: { readonly x: number; readonly y: number }): void;
  pan(dx: number, dy: number): void;
  fit(): void;
  resized(): void;
  close(): void;
}

const nearest = 4;
const farthest = 0.1;
const badge = 'mark';

/**
 * Draws a BPMN file into an element of the page: its first picture, or the one with this id.
 * @returns null for a file without a diagram, or with one that cannot be drawn
 */
export async function openDiagram(
  host: HTMLElement,
  { xml, label, id }: { readonly xml: string; readonly label: string; readonly id: string | null },
): Promise<Diagram | null> {
  const viewer = new NavigatedViewer({
    container: host,
    // The wheel scrolls the page; with Ctrl it zooms, which is ours.
    zoomScroll: { enabled: false },
    bpmnRenderer: {
      defaultFillColor: 'var(--surface)',
      defaultStrokeColor: 'var(--diagram-line)',
      defaultLabelColor: 'var(--mantine-color-text)',
    },
    // As it is measured on a canvas, where a variable says nothing.
    textRenderer: { defaultStyle: { fontFamily: getComputedStyle(host).fontFamily } },
  });
  // Colours of the file would say something beside ours, and one of them is unreadable in the dark.
  let diagrams: readonly ParsedDiagram[] = [];
  let wanted = -1;
  viewer.on('import.parse.complete', (parsed: Parsed) => {
    dropColours(parsed);
    diagrams = parsed.definitions?.diagrams ?? [];
  });
  try {
    await viewer.importXML(xml);
    // Another version of the file may have no such picture.
    wanted = diagrams.findIndex((one) => one.id === id);
    if (wanted > 0 && id !== null) await viewer.open(id);
  } catch {
    viewer.destroy();
    return null;
  }
  const drawn = viewer.get<ElementRegistry>('elementRegistry');
  if (drawn.filter(({ parent }) => parent !== undefined).length === 0) {
    viewer.destroy();
    return null;
  }
  const canvas = viewer.get<Canvas>('canvas');
  const overlays = viewer.get<Overlays>('overlays');
  const picture = host.querySelector('svg');
  picture?.setAttribute('role', 'img');
  picture?.setAttribute('aria-label', label);
  let shown: Marks = new Map();
  const fit = () => {
    // What has no size – its page was left meanwhile – can be fitted into nothing.
    if (host.clientWidth > 0 && host.clientHeight > 0) canvas.zoom('fit-viewport', 'auto');
  };
  fit();
  const all = diagrams.filter(isPicture);
  return {
    all: all.map((one) => ({ id: one.id, name: nameOf(one) })),
    id: (diagrams[wanted] ?? all[0])?.id ?? '',
    where: (element) =>
      all.find(({ plane }) =>
        plane?.planeElement?.some(({ bpmnElement }) => bpmnElement?.id === element),
      )?.id,
    show(marks) {
      overlays.remove({ type: badge });
      for (const [id, mark] of shown) {
        if (drawn.get(id)) canvas.removeMarker(id, classes[mark] ?? '');
      }
      for (const [id, mark] of marks) {
        const element = drawn.get(id);
        if (element === undefined) continue;
        canvas.addMarker(id, classes[mark] ?? '');
        if (mark === 'path' || element.waypoints !== undefined) continue;
        const html = document.createElement('span');
        html.className = [classes.badge, classes[mark]].join(' ');
        html.textContent = signs[mark];
        html.ariaHidden = 'true';
        overlays.add(id, badge, { position: { top: -10, right: 12 }, html });
      }
      shown = marks;
    },
    reveal(id) {
      if (drawn.get(id) === undefined) return;
      // It may be inside of a sub-process that is a picture of its own.
      const root = canvas.findRoot(id);
      if (root !== undefined && root !== canvas.getRootElement()) canvas.setRootElement(root);
      canvas.scrollToElement(id, 60);
    },
    zoom(factor, at) {
      canvas.zoom(Math.min(nearest, Math.max(farthest, canvas.zoom() * factor)), at);
    },
    pan: (dx, dy) => canvas.scroll({ dx, dy }),
    fit,
    resized: () => canvas.resized(),
    close: () => viewer.destroy(),
  };
}

/** The inside of a sub-process is part of the picture of its parent. */
function isPicture({ plane }: ParsedDiagram): boolean {
  const type = plane?.bpmnElement?.$type ?? '';
  return !/SubProcess$|Transaction$/.test(type);
}

function nameOf({ name, plane }: ParsedDiagram): string {
  const pools = plane?.bpmnElement?.participants?.flatMap((pool) => pool.name ?? []) ?? [];
  return name || plane?.bpmnElement?.name || pools.join(', ');
}

const colours = ['bioc:fill', 'bioc:stroke', 'color:background-color', 'color:border-color'];

function dropColours({ definitions }: Parsed): void {
  for (const { plane } of definitions?.diagrams ?? []) {
    for (const element of plane?.planeElement ?? []) {
      for (const colour of colours) element.set(colour, undefined);
      element.label?.set('color:color', undefined);
    }
  }
}
