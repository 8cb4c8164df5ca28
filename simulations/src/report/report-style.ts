/** Light, dark and print from one set of colors; plots use the same variables. */
export const REPORT_STYLE = `
:root{--paper:#fff;--text:#1d2430;--soft:#566072;--line:#dfe3ea;--panel:#f5f7fa;--ours:#0b63ce;--oracle:#d97706;--truth:#b42318;--other:#8a94a6;--faint:#98a1b0;--good:#1a7f37;--bad:#b42318}
@media screen and (prefers-color-scheme:dark){:root{--paper:#12161d;--text:#e6e9ef;--soft:#a3adbd;--line:#2a313d;--panel:#1a202a;--ours:#6cb0ff;--oracle:#f0a94a;--truth:#ff8a7a;--other:#7c879a;--faint:#6b7484;--good:#5bcb7f;--bad:#ff8a7a}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--text);font:16px/1.55 system-ui,"Segoe UI",Roboto,sans-serif}
main{max-width:1080px;margin:0 auto;padding:32px 20px 60px}
h1{font-size:1.9rem;line-height:1.2;margin:.1em 0 .2em}h2{font-size:1.3rem;margin:0 0 .3em}h3{font-size:1rem;margin:0 0 .3em}
.eyebrow{margin:0;color:var(--soft);font-size:.85rem}.lead{color:var(--soft);max-width:75ch;margin:.2em 0 1em}
section{margin-top:44px;padding-top:24px;border-top:1px solid var(--line)}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:12px;margin-top:20px}
.tile{background:var(--panel);border-radius:10px;padding:14px 16px;border-left:4px solid var(--line)}.tile.good{border-left-color:var(--good)}.tile.poor{border-left-color:var(--bad)}
.tile b{display:block;font-size:1.45rem;font-variant-numeric:tabular-nums}.tile span{color:var(--soft);font-size:.85rem;line-height:1.35;display:block}
figure{margin:0}figure svg{max-width:100%;height:auto;overflow:visible}figcaption{color:var(--soft);font-size:.85rem;margin-top:6px;max-width:75ch}
.ours{color:var(--ours)}.oracle{color:var(--oracle)}.truth{color:var(--truth)}
.two{display:grid;grid-template-columns:repeat(auto-fit,minmax(380px,1fr));gap:28px}
.scroll{overflow-x:auto}table{border-collapse:collapse;font-size:.92rem;width:100%}th,td{padding:6px 10px;text-align:left;border-bottom:1px solid var(--line)}th{color:var(--soft);font-weight:600}
.number{text-align:right;font-variant-numeric:tabular-nums}.met{color:var(--good)}.unmet{color:var(--bad);font-weight:600}
details.queue{background:var(--panel);border-radius:10px;padding:12px 16px;margin:10px 0}summary{cursor:pointer}
.badge{display:inline-block;padding:1px 10px;border-radius:99px;border:1px solid var(--oracle);color:var(--oracle);font-size:.85rem;margin:0 8px}
.both .badge{border-color:var(--good);color:var(--good)}.not-yet .badge{border-color:var(--bad);color:var(--bad)}.small{color:var(--soft);font-size:.85rem}
.stories{padding-left:2em}.stories li{margin:0 0 22px}.story{display:grid;grid-template-columns:minmax(0,1fr) 330px;gap:20px;align-items:start}.story p{margin:0}
footer{margin-top:48px;color:var(--soft);font-size:.85rem}
@media (max-width:760px){.story{grid-template-columns:1fr}}
@media print{body{font-size:11pt}main{max-width:none;padding:0}section{break-inside:auto;margin-top:24px}figure,.tile,li,table{break-inside:avoid}details.queue{background:none;border:1px solid var(--line)}details.queue::details-content{content-visibility:visible;display:block}a{color:inherit}}
`
