import { type ReactNode } from 'react';
import { LOCALES } from '../../../src/model/bands.ts';
import { type PreviewCompany } from '../protocol.ts';
import { type Properties } from './api.ts';
import { type PreviewSettings, searchWith, type View, VIEWS, WIDTHS } from './settings.ts';
import { PREVIEW_STATES } from './states.ts';

interface PreviewPageProps {
  readonly settings: PreviewSettings;
  readonly companies: readonly PreviewCompany[];
  readonly company: PreviewCompany;
  readonly record: Properties;
  readonly card: ReactNode;
}

/** A page as HubSpot lays it out, with the extension in its place, and switches above. */
export function PreviewPage(props: PreviewPageProps) {
  const { settings, companies, company } = props;
  const isOfApp = settings.view === 'home' || settings.view === 'settings';
  return (
    <>
      <Switches settings={settings} companies={companies} company={company} />
      {isOfApp ? <AppPage {...props} /> : <RecordPage {...props} />}
    </>
  );
}

const TITLES: Readonly<Record<View, string>> = {
  tab: 'Customer health',
  sidebar: 'Customer health at a glance',
  panel: 'Customer health',
  home: 'Pulso customer health',
  settings: 'Pulso customer health: settings',
};

function Frame({ settings, card }: Pick<PreviewPageProps, 'settings' | 'card'>) {
  return (
    <section className="card" data-testid="card" aria-label={TITLES[settings.view]}>
      <h2 className="card-title">{TITLES[settings.view]}</h2>
      {card}
    </section>
  );
}

function AppPage({ settings, card }: PreviewPageProps) {
  return (
    <main className={`app-page ${settings.width}`}>
      <h1 className="app-title">{TITLES[settings.view]}</h1>
      <section data-testid="card" aria-label={TITLES[settings.view]}>
        {card}
      </section>
    </main>
  );
}

function RecordPage({ settings, company, record, card }: PreviewPageProps) {
  const frame = <Frame settings={settings} card={card} />;
  const inTab = settings.view === 'tab';
  return (
    <div className="record">
      <About company={company} record={record} />
      <main className={`middle ${settings.width}`}>
        <nav className="record-tabs" aria-label="Record">
          <span>Overview</span>
          <span>Activities</span>
          <span className={inTab ? 'current' : ''}>Customer health</span>
        </nav>
        {inTab ? frame : <Placeholder title="Recent activities" />}
      </main>
      <aside className="side" aria-label="Associations">
        {inTab ? null : frame}
        <Placeholder title="Contacts" />
        <Placeholder title="Deals" />
        <Placeholder title="Tickets" />
      </aside>
    </div>
  );
}

function Switches({
  settings,
  companies,
  company,
}: Pick<PreviewPageProps, 'settings' | 'companies' | 'company'>) {
  return (
    <header className="switches">
      <strong>Pulso preview</strong>
      <Switch
        name="company"
        label="Record"
        value={company.id}
        options={companies.map(({ id, name }) => [id, name])}
      />
      <Switch name="state" label="State" value={settings.state} options={plain(PREVIEW_STATES)} />
      <Switch name="locale" label="Language" value={settings.locale} options={plain(LOCALES)} />
      <Switch name="view" label="View" value={settings.view} options={plain(VIEWS)} />
      <Switch name="width" label="Width" value={settings.width} options={plain(WIDTHS)} />
      <Switch
        name="dark"
        label="Theme"
        value={settings.dark ? '1' : '0'}
        options={[
          ['0', 'light'],
          ['1', 'dark'],
        ]}
      />
      <span className="switches-note">
        The extension is the built one. Page and components are drawn by this preview, not by HubSpot.
      </span>
    </header>
  );
}

interface SwitchProps {
  readonly name: keyof PreviewSettings;
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, label: string])[];
}

function Switch({ name, label, value, options }: SwitchProps) {
  return (
    <label>
      {label}
      <select
        value={value}
        onChange={(event) => location.assign(searchWith(location.search, name, event.target.value))}
      >
        {options.map(([option, text]) => (
          <option key={option} value={option}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

function plain(values: readonly string[]): [string, string][] {
  return values.map((value) => [value, value.replaceAll('-', ' ')]);
}

const ABOUT: readonly (readonly [name: string, label: string])[] = [
  ['domain', 'Company domain name'],
  ['hubspot_owner_id', 'Company owner'],
  ['lifecyclestage', 'Lifecycle stage'],
  ['annualrevenue', 'Annual revenue'],
  ['health_score', 'Health score'],
  ['health_band', 'Health band'],
];

function About({ company, record }: Pick<PreviewPageProps, 'company' | 'record'>) {
  return (
    <aside className="about" aria-label="About this company">
      <div className="about-head">
        <span className="avatar" aria-hidden>
          {company.name.slice(0, 1)}
        </span>
        <div>
          <h1>{company.name}</h1>
          <div className="text-microcopy">{record['domain']}</div>
        </div>
      </div>
      <h2>About this company</h2>
      <dl>
        {ABOUT.map(([name, label]) => (
          <div key={name}>
            <dt>{label}</dt>
            <dd>{record[name] || '--'}</dd>
          </div>
        ))}
      </dl>
    </aside>
  );
}

function Placeholder({ title }: { readonly title: string }) {
  return (
    <div className="placeholder" aria-hidden>
      <div className="placeholder-title">{title}</div>
      <div className="placeholder-line" />
      <div className="placeholder-line placeholder-short" />
    </div>
  );
}
