import type { QueueStatus } from '@queuecast/client-sdk/protocol'
import type { Context } from 'hono'
import { html } from 'hono/html'
import { soon } from './insight.ts'
import { addressOf, isReader, type PageContext } from './page-context.ts'
import { languageLinks, languagesWanted, nameIn, pageLanguage } from './page-language.ts'
import { type Markup, respondPage } from './page-response.ts'
import { pageShell } from './page-shell.ts'
import type { PageCenter } from './pages-deps.ts'
import { pastVerdicts } from './past-verdicts.ts'
import { today, usualDays } from './periods.ts'
import { rangePlot } from './plot/range-plot.ts'
import { boardView } from './view/board-view.ts'
import { type CharterWords, CHARTER_WORDS } from './view/charter-words/index.ts'
import { charterView, type KeptLine, type PromiseSection } from './view/charter-view.ts'
import { shortDuration } from './view/durations.ts'
import { dateAndTime, longDate, number } from './view/numbers.ts'
import { amountText } from './view/plain-rule.ts'
import { type UsualHour, usualWaits } from './view/usual-waits.ts'
import { fill, type PageLanguage, type Words, wordsOf } from './view/words.ts'

const REFRESH_SECONDS = 60
/** Renewed sooner while figures are being computed. */
const COMPUTING_SECONDS = 5
const PATIENCE_MS = 1_500

interface Look { lang: PageLanguage; words: CharterWords; common: Words; timeZone: string }

/** `/{center}/charter`: for customers, what is promised, whether it is kept, and how to reach the center. Open where it is public. */
export async function charterPage(c: Context, center: PageCenter, context: PageContext): Promise<Response> {
  const reader = await isReader(c, center, context)
  if (!reader && !center.public) return c.redirect(`/${center.id}/login?to=charter`, 303)
  const lang = pageLanguage(c, center.languages)
  const look: Look = { lang, words: CHARTER_WORDS[lang], common: wordsOf(lang), timeZone: center.timeZone }
  const { words } = look
  const name = nameIn(center.name, lang, center.id)
  const { insight } = context.deps
  const nowMs = insight?.nowMs() ?? Date.now()
  const [running, whole, digest] = insight === undefined ? [] : await Promise.all([
    soon(insight.verdicts(center.id, today(nowMs, center.timeZone)), PATIENCE_MS), soon(pastVerdicts(insight, center.id, center.timeZone).then((report) => ({ report })), PATIENCE_MS), soon(insight.digest(center.id, usualDays(nowMs, center.timeZone)), PATIENCE_MS),
  ])
  const computing = insight !== undefined && (running === undefined || whole === undefined || digest === undefined)
  const sections = insight === undefined ? [] : charterView({ versions: insight.versions(center.id), now: running, past: whole?.report, nowMs, lang, timeZone: center.timeZone })
  const board = context.deps.source.board(center.id, { publicOnly: !reader, langs: languagesWanted(lang, center.languages) })
  const title = fill(words.title, { center: name })
  return respondPage(c, pageShell({
    lang, title, assets: context.assets, scripts: ['renew.js'], refreshSeconds: computing ? COMPUTING_SECONDS : REFRESH_SECONDS, kind: 'phone',
    body: html`<main class="charter-page">
<header><p class="center-name">${name}</p>${languageLinks(lang, center.languages)}</header>
<h1>${title}</h1>
<p class="lead">${words.lead}</p>
<div data-renew="charter">
${insight === undefined ? html`<p class="warning">${words.notKeptHere}</p>` : computing ? html`<p class="warning" role="status" data-computing>${words.computing}</p>` : ''}
${sections.length === 0 && insight !== undefined ? html`<p class="empty">${words.noCharter}</p>` : ''}
${sections.map((section) => promises(section, look, whole?.report === undefined ? words.before : fill(words.period, { date: longDate(whole.report.fromMs, lang, center.timeZone) }), reader ? center.id : undefined))}
<section aria-labelledby="channels"><h2 id="channels">${words.channels}</h2>
${(board?.queues.length ?? 0) === 0 ? html`<p class="empty">${words.noChannels}</p>` : html`<ul class="cards">${board?.queues.map((queue) => channel(queue, digest === undefined ? [] : usualWaits(digest, queue.queue), look))}</ul>`}
</section>
<p class="note">${fill(words.updated, { time: dateAndTime(running?.nowMs ?? nowMs, lang, center.timeZone) })}</p>
</div>
<footer>
<p class="note">${fill(words.ownMeasurement, { center: name })}</p>
${reader ? inspectors(c, center, lang, words) : html`<p class="note"><a href="/${center.id}/login?to=charter">${look.common.login}</a></p>`}
</footer>
</main>`,
  }))
}

function promises({ charter, title, notes, promises: rows, unmeasured }: PromiseSection, { words, lang }: Look, period: string, center: string | undefined): Markup {
  return html`<section class="promises" aria-labelledby="charter-${charter}"><h2 id="charter-${charter}">${title}</h2>
${notes.map((note) => html`<p class="note">${note}</p>`)}
<ul class="cards">${rows.map((row) => html`<li><h3>${row.text}</h3><dl class="kept">${kept(words.now, row.now)}${kept(period, row.period)}</dl>
${center === undefined ? '' : html`<p class="note"><a href="/${center}/report?lang=${lang}#${charter}.${row.rule}" aria-label="${words.report}: ${row.text}">${words.report}</a></p>`}</li>`)}</ul>
${unmeasured.length === 0 ? '' : html`<details class="unmeasured" data-keep="unmeasured-${charter}"><summary>${words.alsoPromised} (${unmeasured.length})</summary><ul>${unmeasured.map(({ text, now }) => html`<li>${text} <small>${now.text}</small></li>`)}</ul></details>`}</section>`
}

const kept = (when: string, { tone, text, figure }: KeptLine): Markup =>
  html`<div><dt>${when}</dt><dd class="${tone}"><b>${text}</b>${figure === undefined ? '' : html` <span>${figure}</span>`}</dd></div>`

function channel(status: QueueStatus, usual: readonly UsualHour[], look: Look): Markup {
  const { words, common } = look
  const row = boardView({ queues: [status], feeds: [], asOf: status.asOf, epoch: '', seq: 0 }, { words: common, lang: look.lang, timeZone: look.timeZone }).queues[0]
  return html`<li><h3>${status.name} <small>${row?.channel}</small></h3>
<dl><div><dt>${words.waitNow}</dt><dd class="${row?.known === true ? '' : 'unknown'}">${status.open ? row?.joinNow : row?.state}</dd></div>
<div><dt>${words.cost}</dt><dd>${costText(status.cost, look)}</dd></div></dl>
${usualBlock(status, usual, look)}</li>`
}

function costText(cost: QueueStatus['cost'], { words, lang }: Look): string {
  if (cost === undefined) return words.costUnknown
  return [cost.text, ...(cost.perMinute === undefined || cost.perMinute === 0 ? [] : [fill(words.perMinute, { amount: amountText(cost.perMinute, cost.currency, lang) })]), ...(cost.freeWhileWaiting === true ? [words.freeWhileWaiting] : [])].join(' · ')
}

function usualBlock(status: QueueStatus, usual: readonly UsualHour[], { words, common, lang }: Look): Markup {
  const known = usual.filter(({ nineInTenSeconds }) => nineInTenSeconds !== undefined)
  if (known.length === 0) return html`<p class="note">${words.typical}: ${words.notMeasured}</p>`
  const first = known[0]?.hour ?? 0
  const last = known.at(-1)?.hour ?? 23
  const bars = Array.from({ length: last - first + 1 }, (_, at) => {
    const hour = usual.find((one) => one.hour === first + at)
    return { name: String(first + at), ...(hour?.nineInTenSeconds === undefined ? {} : { to: hour.nineInTenSeconds / 60 }), ...(hour?.halfSeconds === undefined ? {} : { dot: hour.halfSeconds / 60 }) }
  })
  const time = (seconds: number | undefined): string => (seconds === undefined ? words.tooFew : shortDuration(seconds, common))
  return html`<figure><figcaption><b>${words.typical}</b> ${words.typicalLead}</figcaption>
${rangePlot({ label: `${status.name}: ${words.typical}`, axisLabel: words.minutesAxis, formatTick: (value) => number(value, lang, 1), bars })}
<details data-keep="usual-${status.queue}"><summary>${words.asTable}</summary><table class="figures"><thead><tr><th scope="col">${words.hour}</th><th scope="col">${words.half}</th><th scope="col">${words.nineInTen}</th><th scope="col">${words.contacts}</th></tr></thead>
<tbody>${usual.map(({ hour, answered, halfSeconds, nineInTenSeconds }) => html`<tr><th scope="row">${hour}–${hour + 1}</th><td>${time(halfSeconds)}</td><td>${time(nineInTenSeconds)}</td><td>${answered < 5 ? '<\u00a05' : number(answered, lang)}</td></tr>`)}</tbody></table></details></figure>`
}

function inspectors(c: Context, center: PageCenter, lang: PageLanguage, words: CharterWords): Markup {
  const at = `${addressOf(c)}/${center.id}`
  const snippet = `<a href="${at}/charter">\n  <picture>\n    <source srcset="${at}/label.svg?lang=${lang}&theme=dark" media="(prefers-color-scheme: dark)">\n    <img src="${at}/label.svg?lang=${lang}" alt="${words.label.promise}" width="340">\n  </picture>\n</a>`
  return html`<section aria-labelledby="inspectors"><h2 id="inspectors">${words.forInspectors}</h2>
<p><a href="/${center.id}/report?lang=${lang}">${words.report}</a> · <a href="/${center.id}/accuracy?lang=${lang}">${words.accuracy}</a></p>
<h3>${words.embed}</h3><p class="note">${words.embedLead}</p>
<p><picture><source srcset="/${center.id}/label.svg?lang=${lang}&theme=dark" media="(prefers-color-scheme: dark)"><img class="label" src="/${center.id}/label.svg?lang=${lang}" alt="${words.label.promise}"></picture></p>
<details><summary>${words.copy}</summary><pre><code>${snippet}</code></pre></details></section>`
}
