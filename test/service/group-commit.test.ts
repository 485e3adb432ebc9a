import { groupCommit } from '../../src/service/group-commit.ts';

test('what arrives during a commit is committed together, and answered when it is', async () => {
  const commits: string[][] = [];
  let release: () => void = () => undefined;
  const add = groupCommit<string, number>(async (items) => {
    commits.push([...items]);
    await new Promise<void>((resolve) => (release = resolve));
    return items.length;
  });
  const first = add('a');
  await new Promise((resolve) => setTimeout(resolve, 5));
  const rest = [add('b'), add('c'), add('d')];
  release();
  expect(await first).toBe(1);
  await new Promise((resolve) => setTimeout(resolve, 5));
  release();
  expect(await Promise.all(rest)).toEqual([3, 3, 3]);
  expect(commits).toEqual([['a'], ['b', 'c', 'd']]);
});

test('an item that cannot be committed fails alone', async () => {
  const committed: string[] = [];
  const add = groupCommit<string, null>(async (items) => {
    if (items.includes('bad')) throw new Error('cannot');
    committed.push(...items);
    return null;
  });
  const results = await Promise.allSettled(['a', 'bad', 'b'].map(add));
  expect(results.map((each) => each.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(committed.sort()).toEqual(['a', 'b']);
  await expect(add('c')).resolves.toBeNull();
});
