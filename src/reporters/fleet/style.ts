/** Colours have a contrast of at least 4.5 to 1 on their ground, light and dark. */
export const STYLE = `
:root{color-scheme:light dark;--ground:#fff;--text:#1b1f24;--soft:#57606a;--line:#d0d7de;--panel:#f6f8fa;--link:#0757b5;
--failed:#b3261e;--person:#8a5300;--review:#0757b5;--done:#1a6b33}
@media (prefers-color-scheme:dark){:root{--ground:#0f1318;--text:#e6edf3;--soft:#a5b0bb;--line:#38414b;--panel:#181e25;--link:#79b8ff;
--failed:#ff9a91;--person:#f0b04f;--review:#79b8ff;--done:#6fd08c}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:75rem;padding:1.5rem;background:var(--ground);color:var(--text);font:1rem/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
h1{font-size:1.6rem;margin:0 0 .25rem}h2{font-size:1.2rem;margin:2rem 0 .25rem}
a{color:var(--link)}a:focus-visible,summary:focus-visible,[tabindex]:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.skip{position:absolute;left:-99rem}.skip:focus{position:static}
code{font-family:ui-monospace,monospace;font-size:.9em}
ul{padding:0;list-style:none;margin:.5rem 0}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(9rem,1fr));gap:.75rem}
.cards a{display:block;padding:.75rem 1rem;border:1px solid var(--line);border-left-width:.4rem;border-radius:.4rem;background:var(--panel);color:var(--text);text-decoration:none}
.cards a:hover{text-decoration:underline}
.cards strong{display:block;font-size:1.6rem;line-height:1.2}
.cards .failed a{border-left-color:var(--failed)}.cards .person a{border-left-color:var(--person)}
.cards .review a{border-left-color:var(--review)}.cards .done a{border-left-color:var(--done)}
.bar{display:flex;height:.8rem;border-radius:.4rem;overflow:hidden;gap:2px}
.bar span{min-width:4px}.bar .failed{background:var(--failed)}.bar .person{background:var(--person)}.bar .review{background:var(--review)}.bar .done{background:var(--done)}
.sums{display:flex;flex-wrap:wrap;gap:.5rem 2rem;margin:1.5rem 0 0}.sums dt{color:var(--soft);font-size:.9rem}.sums dd{margin:0;font-size:1.2rem}
.wide{overflow-x:auto}table{border-collapse:collapse;min-width:30rem}th,td{padding:.3rem .8rem;border-bottom:1px solid var(--line);text-align:right}
th:first-child{text-align:left}tbody th{font-weight:normal}
.group>p,.count,footer{color:var(--soft)}.group.failed h2{color:var(--failed)}.group.person h2{color:var(--person)}.group.review h2{color:var(--review)}.group.done h2{color:var(--done)}
.repositories>li{padding:.6rem 0;border-bottom:1px solid var(--line)}
details{margin-top:.3rem}summary{cursor:pointer;color:var(--soft)}
.findings li{padding:.2rem 0 .2rem 1rem}.level{color:var(--soft)}
@media print{details:not([open])>*{display:block}.skip{display:none}}
`;
