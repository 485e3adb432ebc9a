import { type Runtime, type Services } from './services.ts';

/** Does something with a portal's runtime and closes it, whatever happens. */
export async function withRuntime<Result>(
  services: Services,
  portalId: string | undefined,
  use: (deps: Runtime['deps']) => Promise<Result>,
): Promise<Result> {
  const runtime = await services.openRuntime(services.env, { portalId });
  try {
    return await use(runtime.deps);
  } finally {
    await runtime.close();
  }
}
