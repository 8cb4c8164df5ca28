/**
 * The element's look. Everything a page may want to change is a custom property or a part; logical properties only, so
 * that right-to-left works. Room for a long sentence, a revision and a notice is reserved, so that nothing around it moves
 * when the text does; the foot stays at the bottom, so that nothing within moves under a hand.
 */
export const STYLE = `
:host {
  --_text: var(--queue-status-color, #1b1b1f);
  --_soft: var(--queue-status-soft-color, #55555f);
  --_ground: var(--queue-status-background, #f6f6f9);
  --_line: var(--queue-status-border-color, #8a8a96);
  --_accent: var(--queue-status-accent-color, #0b57d0);
  --_on: var(--queue-status-on-accent-color, #ffffff);
  --_radius: var(--queue-status-radius, .75rem);
  display: flex; flex-direction: column; box-sizing: border-box;
  min-block-size: var(--queue-status-min-height, 19rem);
  padding: var(--queue-status-padding, 1.25rem);
  border: 1px solid var(--_line); border-radius: var(--_radius);
  background: var(--_ground); color: var(--_text);
  font: var(--queue-status-font, 1rem/1.5 system-ui, sans-serif); text-align: start;
}
:host([hidden]), [hidden] { display: none !important; }
[part~='frame'] { flex: 1; display: grid; grid-template: 1fr / minmax(0, 1fr); gap: .75rem; align-items: start; }
[data-settled] { align-items: center; }
p { margin: 0; overflow-wrap: anywhere; }
p:empty { display: none; }
[part~='place'] { display: flex; align-items: center; gap: .75rem; }
[part~='position'] { min-inline-size: 1ch; font-size: 2.25em; line-height: 1; font-weight: 300; font-variant-numeric: tabular-nums; color: var(--_accent); }
[part~='position']:empty { display: none; }
[part~='sentence'] { font-size: 1.25em; line-height: 1.4; font-weight: 600; text-wrap: pretty; }
[part~='status'] > * + * { margin-block-start: .5rem; }
[part~='revision'], [part~='offer'], [part~='expect'], [part~='as-of'] { color: var(--_soft); }
[part~='notice'], [part~='note'] { padding-inline-start: .75rem; border-inline-start: .25rem solid var(--_accent); }
[part~='notice'] { border-inline-start-color: var(--_line); }
[part~='track'] { flex: 1; display: flex; align-items: center; gap: .25rem; block-size: .75rem; }
[part~='step'] { flex: 1; block-size: .5rem; border-radius: .25rem; background: var(--_line); transform: scaleY(.375); transition: transform .4s, background-color .4s, opacity .4s; }
[part~='step-done'] { background: var(--_accent); transform: none; }
[part~='step-you'] { background: var(--_accent); transform: scaleY(1.5); }
[part~='expect']:empty { display: block; min-block-size: 1.5em; }
[data-settled] [part~='expect'], [data-settled] [part~='foot'] { display: none; }
form, [part~='buttons'] { display: flex; gap: .5rem; align-items: end; }
form { flex-wrap: wrap; }
label { flex: 1 1 12rem; min-inline-size: 0; }
label span { display: block; }
[part~='phone'] { font: inherit; color: inherit; background: transparent; box-sizing: border-box; inline-size: 100%; min-block-size: 2.75rem; padding-inline: .75rem; border: 1px solid var(--_line); border-radius: var(--_radius); }
[part~='phone'][aria-invalid] { border-width: 2px; border-color: var(--_text); }
[part~='foot'] { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; justify-content: space-between; min-block-size: 2.75rem; }
[part~='as-of'] { flex: 1 1 12rem; font-size: .875em; }
[part~='buttons'] { margin-inline-start: auto; align-items: stretch; }
[part~='pause'] { flex: none; }
[part~='button'] {
  font: inherit; line-height: 1.25; color: inherit; background: transparent; border: 1px solid var(--_line); border-radius: var(--_radius);
  min-block-size: 2.75rem; min-inline-size: 2.75rem; padding: .375rem .875rem; cursor: pointer;
}
[part~='callback-button'], [part~='callback-submit'] { background: var(--_accent); border-color: var(--_accent); color: var(--_on); font-weight: 600; }
[part~='button'][aria-disabled='true'] { background: transparent; border-color: var(--_line); color: var(--_soft); cursor: default; }
[part~='button'][aria-pressed='true'] { border-color: var(--_accent); box-shadow: inset 0 0 0 1px var(--_accent); }
[part~='button'][aria-pressed='true']::before { content: '✓\\a0'; content: '✓\\a0' / ''; }
[part~='button']:focus-visible, [part~='phone']:focus-visible { outline: 3px solid var(--_accent); outline-offset: 2px; }
@media (max-width: 24rem) { :host { min-block-size: var(--queue-status-min-height, 26.5rem); } }
@media (prefers-color-scheme: dark) {
  :host {
    --_text: var(--queue-status-color, #ececf1); --_soft: var(--queue-status-soft-color, #b9b9c4);
    --_ground: var(--queue-status-background, #1d1d22); --_line: var(--queue-status-border-color, #7c7c88);
    --_accent: var(--queue-status-accent-color, #8ab4f8); --_on: var(--queue-status-on-accent-color, #10131a);
  }
}
@media (prefers-reduced-motion: reduce) { [part~='step'] { transition: none; } }
@media (forced-colors: active) {
  :host { border-color: CanvasText; background: Canvas; color: CanvasText; }
  [part~='position'], p { color: CanvasText !important; }
  [part~='step'] { forced-color-adjust: none; background: GrayText; }
  [part~='step-done'], [part~='step-you'] { background: Highlight; }
  [part~='button'] { border-color: ButtonText; color: ButtonText; background: ButtonFace; }
  [part~='button'][aria-disabled='true'] { border-color: GrayText; color: GrayText; }
  [part~='button'][aria-pressed='true'] { border-color: Highlight; border-width: 3px; }
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
