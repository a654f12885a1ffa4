/** The look of the page: light or dark as the reader's system has it, and fit for print. */
export const pageStyle = `
:root {
  color-scheme: light dark;
  --paper: #f6f7f9; --card: #fff; --ink: #1b2230; --soft: #5a6372; --line: #dfe3e9; --code: #f1f3f6;
  --pass: #157347; --fail: #bb2532; --warn: #8f5b00; --inconclusive: #1a66a3;
  --not-applicable: #636b78; --error: #7b2fb0; --not-chosen: #8b93a0;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #12151b; --card: #1a1f28; --ink: #e6e9ef; --soft: #9aa4b4; --line: #2c3340; --code: #11151c;
    --pass: #4cc38a; --fail: #ff7b86; --warn: #e8b04b; --inconclusive: #6fb5ee;
    --not-applicable: #98a2b1; --error: #c99bf0; --not-chosen: #6b7482;
  }
}
* { box-sizing: border-box }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.55 system-ui, sans-serif }
main { max-width: 68rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 .35rem; display: flex; gap: .75rem; align-items: center; flex-wrap: wrap }
h2 { font-size: 1.1rem; margin: 2.25rem 0 .75rem }
h3 { font: 600 .85rem/1.4 ui-monospace, monospace; color: var(--soft); margin: 1.4rem 0 .4rem }
p { margin: .4rem 0 } a { color: var(--inconclusive) }
code, pre { font: .84rem/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace }
.soft { color: var(--soft) }
[data-verdict] { --hue: var(--soft) }
[data-verdict=pass] { --hue: var(--pass) } [data-verdict=fail] { --hue: var(--fail) }
[data-verdict=nothing-judged] { --hue: var(--fail) } [data-verdict=warn] { --hue: var(--warn) }
[data-verdict=inconclusive] { --hue: var(--inconclusive) } [data-verdict=error] { --hue: var(--error) }
[data-verdict=not-applicable] { --hue: var(--not-applicable) } [data-verdict=not-chosen] { --hue: var(--not-chosen) }
.badge { color: var(--card); background: var(--hue); border-radius: 999px; padding: .15rem .8rem; font-size: 1rem }
.bar { display: flex; gap: 2px; height: .6rem; margin: 1.4rem 0 1rem; border-radius: 999px; overflow: hidden }
.bar span { background: var(--hue); min-width: 3px }
.trouble { border-left: 4px solid var(--hue); background: var(--card); padding: .6rem 1rem; margin: 1rem 0; border-radius: 0 .4rem .4rem 0 }
table { border-collapse: collapse; width: 100%; background: var(--card); border: 1px solid var(--line); border-radius: .6rem; overflow: hidden }
th, td { padding: .45rem .9rem; text-align: right; font-variant-numeric: tabular-nums; border-top: 1px solid var(--line) }
thead th { border-top: 0; color: var(--soft); font-weight: 500; font-size: .85rem }
th:first-child, table.facts :is(th, td) { text-align: left } td[data-verdict] { color: var(--hue); font-weight: 600 }
tbody th { font-weight: 600 }
.filters { display: flex; gap: .5rem 1.25rem; flex-wrap: wrap; align-items: center; position: sticky; top: 0; z-index: 1; background: var(--paper); padding: .75rem 0; border-bottom: 1px solid var(--line) }
.filters[hidden] { display: none }
.filters div { display: flex; gap: .35rem; flex-wrap: wrap }
button, input { font: inherit; font-size: .85rem; color: var(--ink); background: var(--card); border: 1px solid var(--line); border-radius: 999px; padding: .22rem .75rem }
button { cursor: pointer } button[aria-pressed=true] { background: var(--hue, var(--ink)); border-color: transparent; color: var(--card) }
button[data-area] { --hue: var(--ink) } input { flex: 1 1 11rem; min-width: 9rem }
:focus-visible { outline: 2px solid var(--inconclusive); outline-offset: 2px }
.clause { background: var(--card); border: 1px solid var(--line); border-left: 4px solid var(--hue); border-radius: .4rem; margin: .35rem 0 }
.clause > summary { cursor: pointer; list-style: none; display: grid; grid-template-columns: 1.5rem 1fr auto; gap: .1rem .5rem; padding: .5rem .9rem }
.clause > summary::-webkit-details-marker { display: none }
.clause > summary:hover { background: var(--code) }
.mark { color: var(--hue); font-weight: 700 } .standing { color: var(--soft); font-size: .82rem; white-space: nowrap }
.says { grid-column: 2 / -1; color: var(--soft) } .message { grid-column: 2 / -1; color: var(--hue) }
.inside { border-top: 1px solid var(--line); padding: .6rem .9rem 1rem 2.9rem }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; margin: .3rem 0 } dt { color: var(--soft) } dd { margin: 0; overflow-wrap: anywhere }
pre { background: var(--code); border: 1px solid var(--line); border-radius: .4rem; padding: .6rem .8rem; margin: .3rem 0 .7rem; white-space: pre-wrap; overflow-wrap: anywhere; max-height: 24rem; overflow: auto }
.evidence { margin: .6rem 0 } .evidence > summary { cursor: pointer; font: .86rem/1.5 ui-monospace, monospace; overflow-wrap: anywhere }
.label { display: flex; justify-content: space-between; align-items: end; color: var(--soft); font-size: .82rem; margin-top: .6rem }
.label button { font-size: .75rem; padding: .05rem .6rem }
[hidden] { display: none !important }
@media (max-width: 40rem) { .standing { grid-column: 2 } .inside { padding-left: .9rem } table { display: block; overflow-x: auto } }
@media print { .filters, button { display: none } pre { max-height: none } }
`;
