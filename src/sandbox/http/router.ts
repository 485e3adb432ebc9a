import { type Handler, type Reply, type SandboxRequest } from './reply.ts';

/** Answers a request whose path matched; `params` holds the `:name` parts, decoded. */
export type RouteHandler = (
  request: SandboxRequest,
  params: Readonly<Record<string, string>>,
) => Reply | Promise<Reply>;

/** Routes as `METHOD /path/:param` → handler; the first that matches wins. */
export type Routes = Readonly<Record<string, RouteHandler>>;

function matchPath(pattern: string, path: string): Record<string, string> | null {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [place, part] of wanted.entries()) {
    const value = given[place] ?? '';
    if (!part.startsWith(':')) {
      if (part !== value) return null;
    } else if (value === '') {
      return null;
    } else {
      params[part.slice(1)] = value;
    }
  }
  return params;
}

function decodedPath(path: string): string | null {
  try {
    return path
      .split('/')
      .map((part) => decodeURIComponent(part).replaceAll('/', '%2F'))
      .join('/');
  } catch {
    return null;
  }
}

/** Hands a request to the route that fits, or to `notFound`. */
export function createRouter(routes: Routes, notFound: Handler): Handler {
  const table = Object.entries(routes).map(([key, handler]) => {
    const [method, pattern] = key.split(' ');
    return { method, pattern: pattern ?? '', handler };
  });
  return (request) => {
    const path = decodedPath(request.path);
    if (path === null) return notFound(request);
    for (const { method, pattern, handler } of table) {
      const params = method === request.method ? matchPath(pattern, path) : null;
      if (params !== null) return handler(request, params);
    }
    return notFound(request);
  };
}
