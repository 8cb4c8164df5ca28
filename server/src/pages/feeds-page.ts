import type { FeedHealth } from '@queuecast/client-sdk/protocol'
import type { Context } from 'hono'
import { html } from 'hono/html'
import { cameOf, type ReplayItem } from './feeds-replay.ts'
import { notTakenMarkup } from './not-taken-markup.ts'
import { isSupervisor, type PageContext } from './page-context.ts'
import { nameIn, pageLanguage } from './page-language.ts'
import { type Markup, respondPage } from './page-response.ts'
import { pageShell } from './page-shell.ts'
import type { PageCenter } from './pages-deps.ts'
import { shortDuration } from './view/durations.ts'
import { FEED_WORDS, type FeedStatus, type FeedWords } from './view/feed-words.ts'
import { fill, type Words, wordsOf } from './view/words.ts'

/** A feed as the supervisor sees it; delivery's `FeedReport` is one. Instants are RFC 3339. */
export interface PageFeed extends FeedHealth {
  source?: string
  rejected?: number
  lost?: number
  held?: number
  connection?: { state: 'connected' | 'connecting' | 'down' | 'elsewhere'; since: string; lastError?: string; lastErrorAt?: string; nextTryAt?: string; warning?: string }
}
/** Something that was not taken: refused on arrival, or `setAside` later. */
export interface PageRejected {
  at: string; reason: string; setAside: boolean
  /** Without personal data, as text. */
  looks?: string
  /** How it is replayed; absent where it cannot be. */
  replay?: ReplayItem
  /** Too late: it cannot be, for good. */
  forGood?: boolean
}
export interface PageReplayed { atMs: number; type: string; outcome: 'taken' | 'known' | 'waits' | 'refused'; detail?: string }

const REFRESH_SECONDS = 10
const LISTED = 20
/** A clock this near is right: lags of the network look like less. */
const EXACT_SECONDS = 1.5

interface View { words: FeedWords; common: Words; lang: string; timeZone: string }

/** `/{center}/feeds`, for supervisors: how each feed stands, since when, and what of it was not taken. */
export async function feedsPage(c: Context, center: PageCenter, context: PageContext): Promise<Response> {
  if (!(await isSupervisor(c, center, context))) return c.redirect(`/${center.id}/login?to=feeds`, 303)
  const lang = pageLanguage(c, center.languages)
  const view: View = { words: FEED_WORDS[lang], common: wordsOf(lang), lang, timeZone: center.timeZone }
  const feeds = [...context.deps.feeds?.(center.id) ?? []]
  const title = fill(view.words.title, { center: nameIn(center.name, lang, center.id) })
  const now = clockTime(Date.now(), lang, center.timeZone)
  return respondPage(c, pageShell({
    lang, title, assets: context.assets, scripts: ['feeds.js'], refreshSeconds: REFRESH_SECONDS, kind: 'phone',
    body: html`<main class="feeds-page"><header><h1>${title}</h1></header>
<div data-feeds-page><p class="note">${fill(view.words.asOf, { time: now })}</p>
${feeds.length === 0 ? html`<p class="empty">${view.words.none}</p>` : ''}
<ul class="cards">${feeds.map((feed) => card(feed, notTaken(c, center, context, feed.feed, view), view))}</ul></div></main>`,
  }))
}

/** With seconds: what happened a moment ago is what one looks for here. */
const clockTime = (instant: string | number, lang: string, timeZone: string): string =>
  new Intl.DateTimeFormat(lang, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23', timeZone }).format(new Date(instant))

const statusOf = (feed: PageFeed): FeedStatus => (feed.connection?.state === 'down' ? 'down' : feed.state)

function card(feed: PageFeed, notTakenOfIt: Markup, view: View): Markup {
  const { words, common } = view
  const status = statusOf(feed)
  const at = (instant: string): string => clockTime(instant, view.lang, view.timeZone)
  const since = status === 'down' ? feed.connection?.since : feed.since
  const row = (name: string, value: string): Markup => html`<div><dt>${name}</dt><dd>${value}</dd></div>`
  return html`<li data-feed="${feed.feed}">
<h2>${feed.feed} <small>${feed.source === undefined || feed.source === 'http' ? words.pushed : feed.source}</small></h2>
<p class="feed-status ${status}"><b>${words.status[status]}</b>${since === undefined ? '' : html` · ${words.since} ${at(since)}`}</p>
<p class="note">${words.explain[status]}</p>
${feed.connection?.warning === undefined ? '' : html`<p class="warning">${feed.connection.warning}</p>`}
<dl>
${row(words.lastEvent, feed.silentForSeconds === undefined ? words.never : fill(common.ago, { time: shortDuration(feed.silentForSeconds, common) }))}
${feed.lagSeconds === undefined ? '' : row(words.lag, exactDuration(feed.lagSeconds, common))}
${feed.lastEventAt === undefined ? '' : row(words.clock, clockText(feed.clockOffsetSeconds, view))}
${row(words.drift, String(feed.drift))}
${row(words.refused, String((feed.rejected ?? 0) + feed.tooLate + feed.quarantined))}
${feed.connection === undefined ? '' : row(words.connection, connectionText(feed.connection, view))}
</dl>
${feed.connection?.lastError === undefined ? '' : html`<p class="note">${fill(words.lastError, { time: at(feed.connection.lastErrorAt ?? feed.connection.since), error: feed.connection.lastError })}</p>`}
${(feed.held ?? 0) === 0 ? '' : html`<p class="warning">${fill(words.held, { n: String(feed.held) })}</p>`}
${(feed.lost ?? 0) === 0 ? '' : html`<p class="warning">${fill(words.lost, { n: String(feed.lost) })}</p>`}
${notTakenOfIt}</li>`
}

/** What was not taken of a feed, what it looks like, and a button where a replay may help. */
function notTaken(c: Context, center: PageCenter, { deps }: PageContext, feed: string, view: View): Markup {
  const rejected = (deps.rejected?.(center.id, feed) ?? []).slice(0, LISTED)
  return notTakenMarkup({
    feed, rejected, words: view.words, came: cameOf(c, feed), replayed: (deps.replayed?.(center.id, feed) ?? []).slice(0, LISTED), mayReplay: deps.replay !== undefined,
    action: `/${center.id}/feeds?lang=${view.lang}`, at: (instant) => clockTime(instant, view.lang, view.timeZone),
  })
}

const exactDuration = (seconds: number, common: Words): string =>
  Math.abs(seconds) < 1 ? `${Math.round(Math.abs(seconds) * 1000)}\u00a0ms` : shortDuration(Math.abs(seconds), common)

function clockText(offsetSeconds: number, { words, common }: View): string {
  if (Math.abs(offsetSeconds) < EXACT_SECONDS) return words.exact
  return fill(offsetSeconds > 0 ? words.ahead : words.behind, { time: shortDuration(Math.abs(offsetSeconds), common) })
}

function connectionText(connection: NonNullable<PageFeed['connection']>, { words, lang, timeZone }: View): string {
  const at = (instant: string): string => clockTime(instant, lang, timeZone)
  switch (connection.state) {
    case 'connected': return fill(words.connectedSince, { time: at(connection.since) })
    case 'connecting': return words.connecting
    case 'down': return connection.nextTryAt === undefined ? words.connecting : fill(words.nextTry, { time: at(connection.nextTryAt) })
    case 'elsewhere': return words.elsewhere
    default: return connection.state satisfies never
  }
}
