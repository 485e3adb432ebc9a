import { type StatisticsItemProps, type StatisticsProps } from '@hubspot/ui-extensions';

export function Statistics({ children }: StatisticsProps) {
  return <dl className="statistics">{children}</dl>;
}

export function StatisticsItem({ label, number, children }: StatisticsItemProps) {
  return (
    <div className="statistics-item">
      <dt>{label}</dt>
      <dd>
        {number}
        {children}
      </dd>
    </div>
  );
}
