/** The stage's style sheet, as text: the first picture in the HTML carries it too. Sizes are `layout/text.ts`'s. */
export const stageStyles = `
:host{display:block;position:relative;min-height:0;container-type:size}
svg{display:block;width:100%;height:100%;overflow:visible;user-select:none;-webkit-user-select:none}
text{fill:var(--ink);font-family:var(--font-sans);font-size:15px;white-space:pre}
.heading{font-size:17px;font-weight:680}
.strong{font-weight:640}
.soft,.small{fill:var(--soft);font-size:14px}
.small{font-size:12.5px}
.mono,.tiny{font-family:var(--font-mono);font-size:13px;font-variant-ligatures:none}
.tiny{font-size:11px}
.middle{text-anchor:middle}
.end{text-anchor:end}
.machine{fill:var(--paper);stroke:var(--line);stroke-width:2}
.frame{fill:var(--paper);stroke:var(--line);stroke-width:1.5}
.part>.handle>.frame{stroke-width:2}
.client>.handle>.frame{stroke:var(--client)}.client>.heading{fill:var(--client)}
.engine>.handle>.frame{stroke:var(--engine)}.engine>.heading{fill:var(--engine)}
.registry>.handle>.frame{stroke:var(--registry)}.registry>.heading{fill:var(--registry)}
.kernel>.handle>.frame{fill:var(--hush);stroke:none}.kernel>.heading{fill:var(--kernel)}
.store.empty>.handle>.frame{fill:none;stroke-dasharray:5 5}
.slot>.ground{fill:var(--hush)}
.slot.busy>.ground{fill:var(--now-ground);stroke:var(--now);stroke-width:1.5}
.slot .strong{font-size:15px}
.pill>.ground{fill:var(--hush)}.pill .soft{fill:var(--ink)}
.pill.ok>.ground{fill:var(--ok-ground)}.pill.ok .soft{fill:var(--ok)}
.wire{fill:none;stroke:var(--line);stroke-width:2.5;marker-end:url(#arrow)}
.wire.busy{stroke:var(--line-strong);marker-end:url(#arrow-busy)}
#arrow path{fill:var(--line)}#arrow-busy path{fill:var(--line-strong)}
.chip>.handle>.ground{stroke-width:1.5}
.chip.asks>.handle>.ground{fill:var(--now);stroke:var(--now)}.chip.asks .mono{fill:var(--now-ink);font-weight:600}
.chip.ok>.handle>.ground{fill:var(--ok-ground);stroke:var(--ok)}.chip.ok .mono{fill:var(--ok);font-weight:600}
.chip.note>.handle>.ground{fill:var(--warn-ground);stroke:var(--warn)}.chip.note .mono{fill:var(--warn);font-weight:600}
.chip.bad>.handle>.ground{fill:var(--bad-ground);stroke:var(--bad)}.chip.bad .mono{fill:var(--bad);font-weight:600}
.stream>.handle>.ground{fill:var(--paper);stroke:var(--engine);stroke-width:1.5}
.root{fill:none;stroke:var(--kernel);stroke-width:3}
.thread{fill:none;stroke:var(--engine);stroke-width:1.5;stroke-dasharray:3 4}
.pulse{fill:var(--now)}
${Array.from({ length: 8 }, (_, i) => `.tint-${i}{--tint:var(--tint-${i})}`).join('')}
.block>.handle>.ground{fill:var(--paper)}
.block>.handle>.loaded{fill:var(--tint);opacity:.55}
.block>.handle>.unpacked{fill:var(--tint)}
.block>.handle>.edge{fill:none;stroke:var(--tint);stroke-width:1.5}
.block:not(.whole)>.handle>.edge{stroke-dasharray:4 3}
.block .small{fill:var(--ink)}
.block.now>.handle>.edge,.block.asked>.handle>.edge{stroke:var(--now);stroke-width:2;stroke-dasharray:none}
.block.corrupt>.handle>.edge{stroke:var(--bad);stroke-width:2.5;stroke-dasharray:none}.block.corrupt .small{fill:var(--bad);font-weight:700}
.image-name>.handle>.ground{fill:none}
.card>.handle>.ground{fill:var(--paper);stroke:var(--line-strong);stroke-width:1.5}
.card.lives>.handle>.ground{stroke:var(--ok)}
.card.now>.handle>.ground,.panel.now>.handle>.frame{stroke:var(--now);stroke-width:2.5}
.slab{fill:var(--tint)}
.writable{fill:var(--paper);stroke:var(--now);stroke-width:1.5;stroke-dasharray:3 2}.writable.written{fill:var(--now-ground);stroke-dasharray:none}
.tag>.ground{fill:var(--paper);stroke:var(--kernel);stroke-width:1}.tag .small{fill:var(--ink)}.tag.offer>.ground{fill:none;stroke:var(--line-strong);stroke-dasharray:4 3}.tag.offer .small{fill:var(--soft)}
.way{fill:none;stroke:var(--tint);stroke-width:3;stroke-dasharray:1 7;stroke-linecap:round}
.bytes{fill:var(--tint)}
.ghost>.ground{fill:var(--tint)}
.handle{cursor:pointer;outline:none}
text,.slot,.pill,.tag,.slab,.writable,.way,.bytes,.pulse,.ghost,.wire,.thread,.root{pointer-events:none}
.selected>.handle>.frame,.selected>.handle>.ground,.selected>.handle>.edge{stroke:var(--focus);stroke-width:3;stroke-dasharray:none}
.image-name.selected>.ground{stroke:var(--focus)}
svg .handle:focus-visible>:first-child{stroke:var(--focus);stroke-width:4;stroke-dasharray:none}
.handle:hover>.frame,.handle:hover>.edge,.stream>.handle:hover>.ground,.card>.handle:hover>.ground{stroke-width:3}
@media (forced-colors:active){.frame,.ground,.edge{stroke:CanvasText}}
`;

/** Which of the arrangements is shown before the element knows its own size. */
export const firstPictureStyles = `
.first{display:none}
@container (aspect-ratio>=1.2){.first.wide{display:block}}
@container (aspect-ratio<1.2){.first.tall{display:block}}
`;

/** Arrow heads of the wires. */
export const stageDefs =
  '<defs><marker id="arrow" viewBox="0 0 8 8" refX="6" refY="4" markerWidth="6" markerHeight="6" orient="auto"><path d="M0 0 8 4 0 8Z"/></marker><marker id="arrow-busy" viewBox="0 0 8 8" refX="6" refY="4" markerWidth="6" markerHeight="6" orient="auto"><path d="M0 0 8 4 0 8Z"/></marker></defs>';
