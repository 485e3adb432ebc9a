/** Resolves when `done` says so, looked at often; a test that waits in vain ends by its own time limit. */
export async function until(done: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await done())) await new Promise((resolve) => setTimeout(resolve, 50));
}
