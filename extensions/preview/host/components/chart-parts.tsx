/** HubSpot's chart colours by name. */
export const CHART_COLORS: Readonly<Record<string, string>> = {
  orange: '#e66e50',
  aqua: '#51d3d9',
  yellow: '#f5c26b',
  pink: '#ea90b1',
  green: '#a2d28f',
  blue: '#81c1fd',
  purple: '#bda9ea',
  darkBlue: '#2f7fd1',
};

interface LegendProps {
  readonly items: readonly { readonly name: string; readonly color: string }[];
}

export function Legend({ items }: LegendProps) {
  return (
    <div className="legend">
      {items.map(({ name, color }) => (
        <span key={name}>
          <span className="legend-mark" style={{ background: color }} aria-hidden />
          {name}
        </span>
      ))}
    </div>
  );
}
