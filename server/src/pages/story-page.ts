import type { Context } from 'hono'
import { html } from 'hono/html'
import { type AppliedCharter, sameCharters } from '../charter/index.ts'
import { type ContactStory, soon } from './insight.ts'
import { isInspector, type PageContext } from './page-context.ts'
import { nameIn, pageLanguage } from './page-language.ts'
import { type Markup, respondPage } from './page-response.ts'
import { pageShell } from './page-shell.ts'
import type { PageCenter } from './pages-deps.ts'
import { askedDays } from './periods.ts'
import { titleOf } from './view/charter-view.ts'
import { dateAndTime, longDate, spokenDuration } from './view/numbers.ts'
import { plainRule } from './view/plain-rule.ts'
import { REPORT_WORDS, type ReportWords } from './view/report-words/index.ts'
import { type StoryLine, storyView } from './view/story-view.ts'
import { fill, type PageLanguage } from './view/words.ts'

/** Sealed days are read through for it: longer than a page usually waits. */
const PATIENCE_MS = 30_000
const CONTACT = /^[\x21-\x7e]{1,128}$/

interface Look { center: string; lang: PageLanguage; words: ReportWords; timeZone: string }

/** `/{center}/story?contact&from&to`, for inspectors: what one contact was told, what happened, and by which version of which charter. */
export async function storyPage(c: Context, center: PageCenter, context: PageContext): Promise<Response> {
  if (!(await isInspector(c, center, context))) return c.redirect(`/${center.id}/login?to=report`, 303)
  const lang = pageLanguage(c, center.languages)
  const words = REPORT_WORDS[lang]
  const { insight } = context.deps
  const days = askedDays({ from: c.req.query('from'), to: c.req.query('to') }, insight?.nowMs() ?? Date.now(), center.timeZone)
  const contact = c.req.query('contact') ?? ''
  const story = insight === undefined || !CONTACT.test(contact) ? undefined : await soon(insight.story(center.id, contact, { fromMs: days.fromMs, toMs: days.toMs }), PATIENCE_MS)
  const verdict = c.req.query('verdict') ?? ''
  const back = `from=${days.from}&to=${days.to}&lang=${lang}&verdict=${encodeURIComponent(verdict)}`
  return respondPage(c, pageShell({
    lang, title: `${words.storyTitle} · ${nameIn(center.name, lang, center.id)}`, assets: context.assets, scripts: [], kind: 'phone',
    body: html`<main class="story-page"><p class="note"><a href="/${center.id}/${verdict === '' ? 'report' : 'contacts'}?${back}">← ${verdict === '' ? words.toReport : words.back}</a></p>
<h1>${words.storyTitle}</h1><p class="lead">${words.storyLead}</p>
${story === undefined ? html`<p class="empty">${words.storyNone}</p>` : told(story, { center: center.id, lang, words, timeZone: center.timeZone })}</main>`,
  }), story === undefined ? 404 : 200)
}

function told(story: ContactStory, look: Look): Markup {
  const { evidence, earlier, entries } = story
  const { words, lang, timeZone } = look
  const lines = storyView(evidence, words, lang)
  const beganMs = lines[0]?.atMs ?? evidence.settledAtMs
  return html`<dl><div><dt>${words.contact}</dt><dd><code>${evidence.contact}</code></dd></div><div><dt>${words.queue}</dt><dd>${evidence.queues.join(', ')} · ${evidence.channel}</dd></div><div><dt>${words.day}</dt><dd>${longDate(beganMs, lang, timeZone)}</dd></div></dl>
${earlier.map(({ replacedAtMs }) => html`<p class="warning">${fill(words.correctedAt, { time: dateAndTime(replacedAtMs, lang, timeZone) })}</p>`)}
<ol class="story">${lines.map((line) => lineMarkup(line, beganMs, look))}</ol>
${rules(story, look)}
<section aria-labelledby="chain"><h2 id="chain">${words.chain}</h2><ul>${entries.map(({ n, hash }) => html`<li class="hash">${fill(words.chainText, { n: String(n), hash })}</li>`)}</ul></section>`
}

function lineMarkup({ atMs, kind, text, sentence, detail }: StoryLine, beganMs: number, { words, lang, timeZone }: Look): Markup {
  const clock = new Intl.DateTimeFormat(lang, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23', timeZone }).format(atMs)
  return html`<li class="${kind}"><p class="when"><time datetime="${new Date(atMs).toISOString()}">${clock}</time> <small>${atMs === beganMs ? '' : fill(words.after, { time: spokenDuration((atMs - beganMs) / 1000, lang) })}</small></p>
<p>${text}</p>${sentence === undefined ? '' : html`<blockquote>${sentence}</blockquote>`}${detail === undefined ? '' : html`<p class="note">${detail}</p>`}</li>`
}

function rules({ evidence, versions, rules: stories }: ContactStory, look: Look): Markup {
  const { words, lang } = look
  return html`<section aria-labelledby="rules"><h2 id="rules">${words.storyRules}</h2>
${chartersOf(evidence, versions, look)}
<ul class="cards">${stories.map((one) => {
    const rule = versions.find(({ charter, version }) => charter.id === one.charter && version === one.version)?.charter.rules.find(({ id }) => id === one.rule)
    return html`<li><h3>${rule === undefined ? one.rule : `${plainRule(rule, lang, 1)}.`}</h3><p class="status ${one.outcome}"><b>${words.outcome[one.outcome]}</b>${one.reason === undefined || one.reason === one.outcome ? '' : html` <span lang="en">${one.reason.replaceAll('-', ' ')}</span>`}</p></li>`
  })}</ul></section>`
}

/** What the contact's own evidence says; where it says nothing, what the book has now, and that it is only that. */
function chartersOf({ charters, noCharter }: ContactStory['evidence'], versions: ContactStory['versions'], { words, lang, timeZone }: Look): Markup {
  const recorded = charters.length > 0 || noCharter === true
  const book = versions.map(({ charter, version, fromMs }) => ({ id: charter.id, version, fromMs }))
  const named = recorded ? charters : book
  const text = ({ id, version, fromMs }: AppliedCharter): string => {
    const known = versions.find(({ charter }) => charter.id === id)
    return `${known === undefined ? id : `${titleOf(known, lang)} (${id})`}, ${words.version} ${version}, ${words.from.toLowerCase()} ${longDate(fromMs, lang, timeZone)}`
  }
  return html`<p class="note">${words.storyVersions}: ${named.length === 0 ? words.noVersion : `${named.map(text).join('; ')}.`} ${recorded ? words.recorded : words.notRecorded}.</p>
${!recorded || sameCharters(charters, book) ? '' : html`<p class="warning">${words.otherVersions} ${book.map(text).join('; ')}</p>`}`
}
