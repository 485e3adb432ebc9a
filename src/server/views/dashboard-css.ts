/** Style of the dashboard; light and dark by the reader's system. */
export const DASHBOARD_CSS = `
:root { color-scheme: light dark; --ink: #213343; --soft: #516f90; --line: #dfe3eb; --page: #f5f8fa; --panel: #fff;
  --red: #c2293d; --orange: #b8480c; --yellow: #8a6100; --green: #007a5a; --unknown: #516f90; --link: #0068b1; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8eef4; --soft: #a4b6c8; --line: #35465a; --page: #141c26; --panel: #1d2836;
  --red: #ff8a95; --orange: #ffab7a; --yellow: #f2c94c; --green: #5ad1a6; --unknown: #a4b6c8; --link: #7cc4ff; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 15px/1.45 'Lexend Deca', Helvetica, Arial, sans-serif; }
main { max-width: 1180px; margin: 0 auto; padding: 28px 20px 60px; }
h1 { font-size: 26px; font-weight: 600; margin: 0 0 2px; }
h2 { font-size: 18px; font-weight: 600; margin: 0 0 4px; }
p.hint, .soft { color: var(--soft); margin: 0 0 14px; font-size: 13px; }
header { display: flex; justify-content: space-between; align-items: baseline; flex-wrap: wrap; gap: 8px; margin-bottom: 18px; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(170px, 1fr)); gap: 12px; margin-bottom: 18px; }
.tile, section { background: var(--panel); border: 1px solid var(--line); border-radius: 6px; padding: 16px 18px; }
.tile dt { color: var(--soft); font-size: 13px; } .tile dd { margin: 4px 0 0; font-size: 24px; font-weight: 600; font-variant-numeric: tabular-nums; }
section { margin-bottom: 18px; overflow-x: auto; }
nav { display: flex; gap: 6px; flex-wrap: wrap; margin: 0 0 12px; }
nav a { border: 1px solid var(--line); border-radius: 16px; padding: 4px 12px; color: var(--ink); text-decoration: none; font-size: 13px; }
nav a[aria-current] { background: var(--ink); color: var(--panel); border-color: var(--ink); }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th { text-align: left; color: var(--soft); font-weight: 500; font-size: 13px; border-bottom: 1px solid var(--line); padding: 6px 10px 6px 0; white-space: nowrap; }
td { border-bottom: 1px solid var(--line); padding: 8px 10px 8px 0; vertical-align: top; }
tr:last-child td { border-bottom: 0; }
.number { text-align: right; white-space: nowrap; } a { color: var(--link); }
.band { white-space: nowrap; font-weight: 600; }
.band::before { content: ''; display: inline-block; width: 10px; height: 10px; border-radius: 50%; background: currentColor; margin-right: 7px; }
.red { color: var(--red); } .orange { color: var(--orange); } .yellow { color: var(--yellow); }
.green { color: var(--green); } .unknown { color: var(--unknown); }
`;
