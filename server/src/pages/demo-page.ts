import type { Context } from 'hono'
import { html } from 'hono/html'
import { DEMO_LANGUAGES, DEMO_SETTING, DEMO_SPEED, type DemoLanguage, USUAL_FORMULAS } from './demo-simulation/demo-frame.ts'
import type { PageContext } from './page-context.ts'
import { languageLinks, OWN_NAMES, pageLanguage } from './page-language.ts'
import { type Markup, respondPage } from './page-response.ts'
import { pageShell } from './page-shell.ts'
import type { PageCenter } from './pages-deps.ts'
import { DEMO_WORDS, type DemoWords } from './view/demo-words.ts'
import { fill, PAGE_LANGUAGES, wordsOf } from './view/words.ts'
import { wallboardMarkup } from './wallboard-markup.ts'

const SPEEDS = [1, 10, 30]
const SPEAKERS = ['queuecast', ...USUAL_FORMULAS] as const

/** `/demo`: the product in a minute. A center is simulated in the visitor's browser, with our own fold, forecast and wording over its events; the server gives the frame only. */
export function demoPage(c: Context, center: PageCenter, context: PageContext): Response | Promise<Response> {
  const lang = pageLanguage(c, [])
  const words = wordsOf(lang)
  const demo = DEMO_WORDS[lang]
  const wallboard = wallboardMarkup({ center: '', title: demo.center, lang, timeZone: center.timeZone, words, board: undefined, heading: 'h2', empty: words.noQueues })
  // What the script says beside the board stands in the page: it needs these words in one language only.
  return respondPage(c, pageShell({
    lang, title: demo.title, assets: context.assets, scripts: ['demo.js'], kind: 'demo',
    body: html`<main class="one-minute" data-simulation data-worker="${context.assets.href('demo-worker.js')}" data-starting="${demo.starting}" data-cut-off="${demo.cutOff}" data-has-waited="${demo.hasWaited}" data-waited="${demo.waited}">
${languageLinks(lang, PAGE_LANGUAGES)}
<header class="demo-head"><p class="badge">${demo.badge}</p><h1>${demo.question}</h1>
<p class="lead">${demo.lead}</p></header>
<noscript><p class="warning">${demo.withoutScript} <a href="/demo/live">${demo.liveInstead}</a></p></noscript>
${controls(demo)}
<div class="panes">
<div class="center-pane">${wallboard}</div>
<section class="phones-pane" aria-labelledby="phones-title"><h2 id="phones-title">${demo.callers}</h2>
<div class="callers">${DEMO_LANGUAGES.map((spoken) => caller(spoken, demo))}</div></section>
<section class="scores-pane" aria-labelledby="scores-title"><h2 id="scores-title">${demo.scores}</h2>${scores(demo)}
<p class="note">${demo.note}</p></section>
</div>
<p class="next-step"><a href="/demo/live">${demo.next}</a></p>
</main>`,
  }))
}

function controls(demo: DemoWords): Markup {
  const slider = (name: string, label: string, value: number, from: number, to: number, step: number): Markup => html`<label class="slider"><span>${label} <output data-value="${name}">${value}</output></span>
<input type="range" data-slider="${name}" min="${from}" max="${to}" step="${step}" value="${value}"></label>`
  return html`<form class="controls" data-controls aria-label="${demo.form}">
${slider('perHour', demo.perHour, DEMO_SETTING.perHour, 40, 240, 2)}
${slider('agents', demo.agents, DEMO_SETTING.agents, 2, 20, 1)}
<label class="speed"><span>${demo.speed}</span><select data-speed>${SPEEDS.map((speed) => html`<option value="${speed}" ${speed === DEMO_SPEED ? 'selected' : ''}>${speed === 1 ? demo.realTime : fill(demo.times, { n: String(speed) })}</option>`)}</select></label>
<div class="switches"><button type="button" data-cut aria-pressed="false">${demo.cut}</button><button type="button" data-pause aria-pressed="false">${demo.pause}</button></div>
</form>`
}

function caller(lang: DemoLanguage, demo: DemoWords): Markup {
  return html`<article class="caller" data-caller="${lang}" aria-label="${fill(demo.speaks, { language: OWN_NAMES[lang] })}">
<p class="caller-lang">${OWN_NAMES[lang]} <span data-waited></span></p>
<p class="caller-says" lang="${lang}" data-says></p>
<p class="caller-more" lang="${lang}" data-more></p>
<div class="track" data-track aria-hidden="true"></div>
<p class="caller-spoken"><span>${demo.byPhone} <q lang="${lang}" data-spoken></q></span> <button type="button" data-listen="${lang}" hidden>${demo.listen}</button></p>
</article>`
}

function scores(demo: DemoWords): Markup {
  return html`<div class="scroll" role="group" aria-labelledby="scores-title" tabindex="0"><table class="scores"><thead><tr><th scope="col">${demo.who}</th><th scope="col">${demo.longer}</th><th scope="col">${demo.average}</th>${DEMO_LANGUAGES.map((lang) => html`<th scope="col">${OWN_NAMES[lang]}</th>`)}</tr></thead>
<tbody>${SPEAKERS.map((speaker) => html`<tr data-speaker="${speaker}"><th scope="row">${demo.speaker[speaker].name} <small>${demo.speaker[speaker].how}</small></th><td data-longer>–</td><td data-average>–</td>${DEMO_LANGUAGES.map((lang) => html`<td data-said="${lang}">–</td>`)}</tr>`)}
<tr data-speaker="waited"><th scope="row">${demo.really} <small>${demo.reallyHow}</small></th><td></td><td data-average>–</td>${DEMO_LANGUAGES.map((lang) => html`<td data-said="${lang}">–</td>`)}</tr></tbody></table></div>`
}
