import type { Context } from 'hono'
import type { PageContext } from './page-context.ts'
import type { PageCenter } from './pages-deps.ts'
import { REPLAY_OUTCOMES, type ReplayOutcome } from './view/feed-words.ts'

const MAX_BODY_BYTES = 4096

/** What a button of the page of feeds asks for: a set-aside event by its position in the log, or a refused payload by its id. */
export type ReplayItem = { position: string } | { rejected: string }

/** `POST /{center}/feeds`: replays one item for a supervisor who is signed in, and leads back to the page, which says what came of it. */
export async function takeReplay(c: Context, center: PageCenter, { deps, sessions }: PageContext): Promise<Response> {
  const holder = fromElsewhere(c) ? undefined : await sessions.holder(c.req.header('cookie'), center.id, 'supervisor')
  if (holder === undefined) return c.redirect(`/${center.id}/login?to=feeds`, 303)
  const form = Number(c.req.header('content-length') ?? Infinity) > MAX_BODY_BYTES ? {} : await c.req.parseBody()
  const { feed } = form
  const item = itemOf(form)
  const known = typeof feed === 'string' && deps.feeds?.(center.id).some((one) => one.feed === feed) === true
  if (!known || item === undefined || deps.replay === undefined) return c.redirect(`/${center.id}/feeds`, 303)
  const came = await deps.replay(center.id, feed, item, holder.fingerprint)
  const to = new URLSearchParams({ of: feed, came, ...(c.req.query('lang') === undefined ? {} : { lang: c.req.query('lang') ?? '' }) })
  return c.redirect(`/${center.id}/feeds?${to.toString()}`, 303)
}

/** What came of a replay of this feed, as the address that `takeReplay` leads to says it. */
export function cameOf(c: Context, feed: string): ReplayOutcome | undefined {
  const came = c.req.query('came')
  return c.req.query('of') === feed ? REPLAY_OUTCOMES.find((one) => one === came) : undefined
}

/** The cookie is sent to our own pages only (SameSite=Strict); a browser that says otherwise is believed. */
const fromElsewhere = (c: Context): boolean => !['same-origin', undefined].includes(c.req.header('sec-fetch-site'))

function itemOf({ position, rejected }: Record<string, unknown>): ReplayItem | undefined {
  if (typeof position === 'string' && /^[\d/-]{3,64}$/.test(position)) return { position }
  return typeof rejected === 'string' && /^r\d{1,9}$/.test(rejected) ? { rejected } : undefined
}
