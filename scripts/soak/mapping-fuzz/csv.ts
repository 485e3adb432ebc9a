/** Whatever an object holds, as a cell of a CSV file. */
function cell(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return `"${text.replaceAll('"', '""')}"`;
}

/** Rows under the columns of the object that was damaged. */
export function csvOf(base: object, objects: readonly unknown[]): string {
  const columns = Object.keys(base);
  const rows = objects.map((each) =>
    columns.map((column) => cell((each as Record<string, unknown>)[column])),
  );
  return [columns.map(cell), ...rows].map((cells) => `${cells.join(',')}\n`).join('');
}
