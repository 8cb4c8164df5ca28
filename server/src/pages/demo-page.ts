import type { Context } from 'hono'
import { html } from 'hono/html'
import { DEMO_LANGUAGES, DEMO_SETTING, DEMO_SPEED, type Speaker } from './demo-simulation/demo-frame.ts'
import type { PageContext } from './page-context.ts'
import { type Markup, respondPage } from './page-response.ts'
import { pageShell } from './page-shell.ts'
import type { PageCenter } from './pages-deps.ts'
import { wordsOf } from './view/words.ts'
import { wallboardMarkup } from './wallboard-markup.ts'

const LANGUAGES = { nl: 'Nederlands', fr: 'Français', en: 'English' }
const SPEEDS = [1, 10, 30]
const SPEAKERS: Record<Speaker, { name: string; how: string }> = {
  'queuecast': { name: 'Queuecast', how: 'a bound, meant to hold nine times in ten' },
  'place-times-handle': { name: 'Place × average handle time ÷ agents', how: 'a usual formula' },
  'last-wait': { name: 'Last wait', how: 'what the last one answered had waited' },
  'running-average': { name: 'Running average', how: 'of the waits of the last half hour' },
}

/** `/demo`: the product in a minute. A center is simulated in the visitor's browser, with our own fold, forecast and wording over its events; the server gives the frame only. */
export function demoPage(c: Context, center: PageCenter, context: PageContext): Response | Promise<Response> {
  const words = wordsOf('en')
  const wallboard = wallboardMarkup({ center: '', title: 'What the center sees', lang: 'en', timeZone: center.timeZone, words, board: undefined, heading: 'h2', empty: words.noQueues })
  return respondPage(c, pageShell({
    lang: 'en', title: 'Queuecast demo', assets: context.assets, scripts: ['demo.js'], kind: 'demo',
    body: html`<main class="one-minute" data-simulation data-worker="${context.assets.href('demo-worker.js')}">
<header class="demo-head"><p class="badge">Simulated center</p><h1>What should people be told while they wait?</h1>
<p class="lead">The truth: their place, a time by which they will probably be answered, and “we do not know” when that is so. Nobody here is real, but the software is: the same code as in the server runs in your browser.</p></header>
<noscript><p class="warning">The simulation runs in your browser and needs JavaScript. <a href="/demo/live">A wallboard of this server’s test center</a> works without.</p></noscript>
${controls()}
<div class="panes">
<div class="center-pane">${wallboard}</div>
<section class="phones-pane" aria-labelledby="phones-title"><h2 id="phones-title">What three callers are told, each in their language</h2>
<div class="callers">${DEMO_LANGUAGES.map(caller)}</div></section>
<section class="scores-pane" aria-labelledby="scores-title"><h2 id="scores-title">Told on joining, and what came of it</h2>${scores()}
<p class="note">A formula aims at an average, so many wait longer than they were told, most of all while a line grows. A bound is longer by design, so that it can be believed. Of the last hundred callers who were answered; who hung up shows nobody right or wrong. Formulas are announced in whole minutes, rounded up. Move the sliders, or cut the feed, and see what each goes on to say.</p></section>
</div>
<p class="next-step"><a href="/demo/live">Now with a feed of your own, on this server</a></p>
</main>`,
  }))
}

function controls(): Markup {
  const slider = (name: string, label: string, value: number, from: number, to: number, step: number): Markup => html`<label class="slider"><span>${label} <output data-value="${name}">${value}</output></span>
<input type="range" data-slider="${name}" min="${from}" max="${to}" step="${step}" value="${value}"></label>`
  return html`<form class="controls" data-controls aria-label="The simulated center">
${slider('perHour', 'Calls an hour', DEMO_SETTING.perHour, 40, 240, 2)}
${slider('agents', 'Agents on the phone', DEMO_SETTING.agents, 2, 20, 1)}
<label class="speed"><span>Speed</span><select data-speed>${SPEEDS.map((speed) => html`<option value="${speed}" ${speed === DEMO_SPEED ? 'selected' : ''}>${speed === 1 ? 'real time' : `${speed} times`}</option>`)}</select></label>
<div class="switches"><button type="button" data-cut aria-pressed="false">Cut the feed</button><button type="button" data-pause aria-pressed="false">Pause</button></div>
</form>`
}

function caller(lang: (typeof DEMO_LANGUAGES)[number]): Markup {
  return html`<article class="caller" data-caller="${lang}" aria-label="A caller who speaks ${LANGUAGES[lang]}">
<p class="caller-lang">${LANGUAGES[lang]} <span data-waited></span></p>
<p class="caller-says" lang="${lang}" data-says></p>
<p class="caller-more" lang="${lang}" data-more></p>
<div class="track" data-track aria-hidden="true"></div>
<p class="caller-spoken"><span>By phone: <q lang="${lang}" data-spoken></q></span> <button type="button" data-listen="${lang}" hidden>Listen</button></p>
</article>`
}

function scores(): Markup {
  return html`<div class="scroll" role="group" aria-labelledby="scores-title" tabindex="0"><table class="scores"><thead><tr><th scope="col">Who says</th><th scope="col">Waited longer than told</th><th scope="col">Told on average</th>${DEMO_LANGUAGES.map((lang) => html`<th scope="col">${LANGUAGES[lang]}</th>`)}</tr></thead>
<tbody>${Object.entries(SPEAKERS).map(([speaker, { name, how }]) => html`<tr data-speaker="${speaker}"><th scope="row">${name} <small>${how}</small></th><td data-longer>–</td><td data-average>–</td>${DEMO_LANGUAGES.map((lang) => html`<td data-said="${lang}">–</td>`)}</tr>`)}
<tr data-speaker="waited"><th scope="row">Really waited <small>so far, or until the end</small></th><td></td><td data-average>–</td>${DEMO_LANGUAGES.map((lang) => html`<td data-said="${lang}">–</td>`)}</tr></tbody></table></div>`
}
