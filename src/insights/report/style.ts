/** Style of the report: one column that prints well, colours that follow the reader's light or dark setting. */
export const REPORT_STYLE = `
:root { color-scheme: light dark; --ink: #1c2733; --soft: #55626f; --page: #ffffff; --box: #f4f6f8; --line: #d5dbe1; --mark: #1f6feb; --warn: #b35900; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --soft: #9aa7b4; --page: #0e141b; --box: #182029; --line: #313c48; --mark: #6cb0ff; --warn: #f0a04b; } }
body { margin: 0 auto; max-width: 60rem; padding: 2rem 1.25rem 4rem; background: var(--page); color: var(--ink); font: 16px/1.55 system-ui, sans-serif; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .3rem; } h2 { font-size: 1.2rem; margin: 2.4rem 0 .4rem; }
p { margin: .3rem 0 .8rem; } .soft { color: var(--soft); } .few { color: var(--warn); font-weight: 600; }
.summary { background: var(--box); border-radius: 12px; padding: .6rem 1.4rem 1rem; } .summary h2 { margin-top: .8rem; } .summary li { margin: .35rem 0; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(26rem, 100%), 1fr)); gap: 0 2rem; }
svg { width: 100%; height: auto; } .grid { stroke: var(--line); } .bar, .dot { fill: var(--mark); } .hollow { fill: var(--page); stroke: var(--mark); stroke-width: 2; }
.interval { stroke: var(--mark); stroke-width: 3; opacity: .45; } .reference { stroke: var(--warn); stroke-dasharray: 5 4; }
.tick { fill: var(--soft); font-size: 12px; dominant-baseline: middle; } .end { text-anchor: end; } .middle { text-anchor: middle; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-size: .85rem; font-variant-numeric: tabular-nums; }
th, td { text-align: right; padding: .4rem .3rem; border-bottom: 1px solid var(--line); white-space: pre; } th { color: var(--soft); font-weight: 600; white-space: normal; vertical-align: bottom; }
th:first-child, td:first-child { text-align: left; } li { margin: .2rem 0; }
@media print { body { max-width: none; padding: 0; font-size: 12px; } section { break-inside: avoid; } h2 { break-after: avoid; } .scroll { overflow: visible; } table { font-size: 10px; } th, td { padding: .2rem .25rem; white-space: pre-line; } }`;
