import { type BoxProps, type FlexProps, type InlineProps } from '@hubspot/ui-extensions';
import { type CSSProperties, type ReactNode } from 'react';

/** HubSpot's distances in pixels. */
const GAPS: Readonly<Record<string, number>> = {
  flush: 0,
  'extra-small': 4,
  xs: 4,
  small: 8,
  sm: 8,
  medium: 16,
  md: 16,
  large: 24,
  lg: 24,
  'extra-large': 32,
  xl: 32,
};

const ALIGN: Readonly<Record<string, string>> = { start: 'flex-start', end: 'flex-end' };
const JUSTIFY: Readonly<Record<string, string>> = {
  ...ALIGN,
  between: 'space-between',
  around: 'space-around',
};

function flexStyle(
  { direction = 'row', gap = 'flush', align = 'stretch', justify = 'start' }: FlexProps,
  wrap: boolean,
): CSSProperties {
  return {
    display: 'flex',
    flexDirection: direction,
    gap: GAPS[gap],
    alignItems: ALIGN[align] ?? align,
    justifyContent: JUSTIFY[justify] ?? justify,
    flexWrap: wrap ? 'wrap' : 'nowrap',
  };
}

export function Flex(props: FlexProps) {
  const wrap = props.wrap === true || props.wrap === 'wrap';
  return <div style={flexStyle(props, wrap)}>{props.children}</div>;
}

export function Inline({ align = 'center', justify, gap = 'small', children }: InlineProps) {
  return <div style={flexStyle({ align, gap, ...(justify && { justify }) }, true)}>{children}</div>;
}

export function Box({ flex, alignSelf, children }: BoxProps) {
  const style: CSSProperties = { alignSelf: ALIGN[alignSelf ?? ''] ?? alignSelf, minWidth: 0 };
  if (flex !== undefined) style.flex = typeof flex === 'number' ? `${flex} 1 0` : flex;
  return <div style={style}>{children}</div>;
}

interface AutoGridProps {
  readonly columnWidth: number;
  readonly gap?: string;
  readonly flexible?: boolean;
  readonly children?: ReactNode;
}

export function AutoGrid({ columnWidth, gap = 'flush', flexible = false, children }: AutoGridProps) {
  const column = flexible ? `minmax(${columnWidth}px, 1fr)` : `${columnWidth}px`;
  return (
    <div style={{ display: 'grid', gap: GAPS[gap], gridTemplateColumns: `repeat(auto-fit, ${column})` }}>
      {children}
    </div>
  );
}

export function Tile({ compact = false, flush = false, children }: TileProps) {
  const classes = ['tile', compact ? 'tile-compact' : '', flush ? 'tile-flush' : ''];
  return <div className={classes.join(' ')}>{children}</div>;
}

interface TileProps {
  readonly compact?: boolean;
  readonly flush?: boolean;
  readonly children: ReactNode;
}

export function Divider() {
  return <hr className="divider" />;
}
