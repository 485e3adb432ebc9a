import { type TableCellProps, type TableElementProps, type TableProps } from '@hubspot/ui-extensions';

export function Table({ density = 'default', bordered = true, children }: TableProps) {
  return (
    <div className={bordered ? 'table-frame table-bordered' : 'table-frame'}>
      <table className={`table table-${density}`}>{children}</table>
    </div>
  );
}

export function TableHead({ children }: TableElementProps) {
  return <thead>{children}</thead>;
}

export function TableBody({ children }: TableElementProps) {
  return <tbody>{children}</tbody>;
}

export function TableRow({ children }: TableElementProps) {
  return <tr>{children}</tr>;
}

export function TableHeader({ align = 'left', children }: TableCellProps) {
  return (
    <th scope="col" style={{ textAlign: align }}>
      {children}
    </th>
  );
}

export function TableCell({ align = 'left', colSpan, children }: TableCellProps) {
  return (
    <td style={{ textAlign: align }} colSpan={colSpan}>
      {children}
    </td>
  );
}
