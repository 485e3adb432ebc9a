import { type Route } from './call.ts';

interface Node {
  readonly children: Map<string, Node>;
  parameter: { readonly names: Map<Route, string>; readonly node: Node } | null;
  readonly routes: Map<string, Route>;
}

const emptyNode = (): Node => ({ children: new Map(), parameter: null, routes: new Map() });

export interface Match {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

/** What a path leads to: a route, methods that the path would take (405), or nothing (404). */
export type Lookup =
  | { readonly kind: 'found'; readonly match: Match }
  | { readonly kind: 'wrong-method'; readonly allowed: readonly string[] }
  | { readonly kind: 'unknown' };

/** Splits a path; a trailing slash is ignored since the official client sends some. Null: bad escape. */
function segmentsOf(path: string): string[] | null {
  try {
    return path
      .split('/')
      .filter((segment) => segment !== '')
      .map(decodeURIComponent);
  } catch {
    return null;
  }
}

/** Routes in a tree of path segments; a literal segment wins over a parameter. */
export class Router {
  readonly #root = emptyNode();

  constructor(routes: readonly Route[]) {
    for (const route of routes) this.#add(route);
  }

  #add(route: Route): void {
    let node = this.#root;
    for (const segment of route.pattern.split('/').filter(Boolean)) {
      if (segment.startsWith(':')) {
        node.parameter ??= { names: new Map(), node: emptyNode() };
        node.parameter.names.set(route, segment.slice(1));
        node = node.parameter.node;
      } else {
        const child = node.children.get(segment) ?? emptyNode();
        node.children.set(segment, child);
        node = child;
      }
    }
    node.routes.set(route.method, route);
  }

  lookup(method: string, path: string): Lookup {
    const segments = segmentsOf(path);
    if (segments === null) return { kind: 'unknown' };
    const ends = this.#walk(this.#root, segments, 0, []);
    for (const end of ends) {
      const route = end.node.routes.get(method);
      if (route) return { kind: 'found', match: { route, params: namedParams(route, end.captures) } };
    }
    const allowed = ends.flatMap((end) => [...end.node.routes.keys()]);
    return allowed.length > 0 ? { kind: 'wrong-method', allowed } : { kind: 'unknown' };
  }

  /** All nodes that a path can end at, literal matches first. */
  #walk(node: Node, segments: readonly string[], index: number, captures: readonly Capture[]): End[] {
    const segment = segments[index];
    if (segment === undefined) return node.routes.size > 0 ? [{ node, captures }] : [];
    const child = node.children.get(segment);
    const literal = child ? this.#walk(child, segments, index + 1, captures) : [];
    if (!node.parameter) return literal;
    const { names, node: next } = node.parameter;
    return [...literal, ...this.#walk(next, segments, index + 1, [...captures, { names, value: segment }])];
  }
}

interface Capture {
  readonly names: ReadonlyMap<Route, string>;
  readonly value: string;
}

interface End {
  readonly node: Node;
  readonly captures: readonly Capture[];
}

function namedParams(route: Route, captures: readonly Capture[]): Record<string, string> {
  return Object.fromEntries(captures.map(({ names, value }) => [names.get(route) ?? '', value]));
}
