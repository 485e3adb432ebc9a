import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@hubspot/ui-extensions';
import { type ReactNode } from 'react';

export interface DataRow {
  readonly id: string;
  /** One a column. */
  readonly cells: readonly ReactNode[];
}

interface DataTableProps {
  readonly columns: readonly string[];
  readonly rows: readonly DataRow[];
  /** Column of numbers, set to the right. */
  readonly numeric?: number;
}

export function DataTable({ columns, rows, numeric }: DataTableProps) {
  const align = (index: number) => (index === numeric ? 'right' : 'left');
  return (
    <Table density="condensed" bordered>
      <TableHead>
        <TableRow>
          {columns.map((title, index) => (
            <TableHeader key={title} align={align(index)}>
              {title}
            </TableHeader>
          ))}
        </TableRow>
      </TableHead>
      <TableBody>
        {rows.map(({ id, cells }) => (
          <TableRow key={id}>
            {cells.map((cell, index) => (
              <TableCell key={columns[index]} align={align(index)}>
                {cell}
              </TableCell>
            ))}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
