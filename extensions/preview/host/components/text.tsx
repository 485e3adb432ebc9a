import { type HeadingProps, type ListProps, type TagProps, type TextProps } from '@hubspot/ui-extensions';
import { Children } from 'react';

export function Text({ variant = 'bodytext', inline = false, format = {}, children }: TextProps) {
  const classes = ['text', `text-${variant}`, `weight-${format.fontWeight ?? 'regular'}`];
  if (format.italic) classes.push('italic');
  const Element = inline ? 'span' : 'div';
  return <Element className={classes.join(' ')}>{children}</Element>;
}

export function Heading({ inline = false, children }: HeadingProps) {
  return <h3 className={inline ? 'heading heading-inline' : 'heading'}>{children}</h3>;
}

export function List({ variant = 'unordered', children }: ListProps) {
  const items = Children.map(children, (child) => <li>{child}</li>);
  return variant.startsWith('ordered') ? (
    <ol className="list">{items}</ol>
  ) : (
    <ul className={`list list-${variant}`}>{items}</ul>
  );
}

export function Tag({ variant = 'default', children }: TagProps) {
  return <span className={`tag tag-${variant}`}>{children}</span>;
}

export function StatusTag({ variant = 'default', hollow = false, children }: StatusTagProps) {
  return (
    <span className={`status status-${variant}`}>
      <span className={hollow ? 'status-dot status-hollow' : 'status-dot'} aria-hidden />
      {children}
    </span>
  );
}

interface StatusTagProps {
  readonly variant?: string;
  readonly hollow?: boolean;
  readonly children: React.ReactNode;
}
