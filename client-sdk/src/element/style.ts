/**
 * The element's look. Everything a page may want to change is a custom property or a part; logical properties only, so
 * that right-to-left works. Room for a long sentence, a revision and a notice is reserved, so that nothing around it moves
 * when the text does.
 */
export const STYLE = `
:host {
  --_text: var(--queue-status-color, #1b1b1f);
  --_soft: var(--queue-status-soft-color, #55555f);
  --_ground: var(--queue-status-background, #f6f6f9);
  --_line: var(--queue-status-border-color, #8a8a96);
  --_accent: var(--queue-status-accent-color, #0b57d0);
  display: flex; flex-direction: column; box-sizing: border-box;
  min-block-size: var(--queue-status-min-height, 13rem);
  padding: var(--queue-status-padding, 1rem);
  border: 1px solid var(--_line); border-radius: var(--queue-status-radius, .5rem);
  background: var(--_ground); color: var(--_text);
  font: var(--queue-status-font, 1rem/1.5 system-ui, sans-serif); text-align: start;
}
:host([hidden]) { display: none; }
.frame { flex: 1; display: grid; grid-template: 1fr auto / minmax(0, 1fr) auto; gap: .25rem 1rem; align-items: start; }
p { margin: 0; overflow-wrap: anywhere; }
p:empty { display: none; }
[part~='position'] {
  min-inline-size: 2ch; text-align: end; font-size: 2.5em; line-height: 1; font-variant-numeric: tabular-nums; color: var(--_accent);
  transition: opacity .2s;
}
[part~='sentence'] { font-size: 1.125em; font-weight: 600; min-block-size: 3em; text-wrap: pretty; }
[part~='sentence']:empty { display: block; }
[part~='revision'], [part~='notice'], [part~='offer'], [part~='as-of'] { color: var(--_soft); }
.foot { grid-column: 1 / -1; display: flex; flex-wrap: wrap; gap: .25rem 1rem; align-items: center; justify-content: space-between; min-block-size: 2.75rem; }
[part~='pause'] {
  font: inherit; color: inherit; background: transparent; border: 1px solid var(--_line); border-radius: var(--queue-status-radius, .5rem);
  min-block-size: 2.75rem; min-inline-size: 2.75rem; padding-inline: .75rem; margin-inline-start: auto; cursor: pointer;
}
[part~='pause']:focus-visible { outline: 3px solid var(--_accent); outline-offset: 2px; }
[part~='pause'][hidden] { display: none; }
@media (max-width: 24rem) { :host { min-block-size: var(--queue-status-min-height, 15rem); } }
@media (prefers-color-scheme: dark) {
  :host {
    --_text: var(--queue-status-color, #ececf1); --_soft: var(--queue-status-soft-color, #b9b9c4);
    --_ground: var(--queue-status-background, #1d1d22); --_line: var(--queue-status-border-color, #7c7c88);
    --_accent: var(--queue-status-accent-color, #8ab4f8);
  }
}
@media (prefers-reduced-motion: reduce) { [part~='position'] { transition: none; } }
@media (forced-colors: active) {
  :host { border-color: CanvasText; background: Canvas; color: CanvasText; }
  [part~='position'], [part~='revision'], [part~='notice'], [part~='offer'], [part~='as-of'] { color: CanvasText; }
  [part~='pause'] { border-color: ButtonText; color: ButtonText; background: ButtonFace; }
}
`

let sheet: CSSStyleSheet | undefined

/** Adopts the style, made once for all elements. A constructed sheet needs no inline style, so a strict CSP lets it be. */
export function adoptStyle(root: ShadowRoot): void {
  if (sheet === undefined) {
    sheet = new CSSStyleSheet()
    sheet.replaceSync(STYLE)
  }
  root.adoptedStyleSheets = [sheet]
}
