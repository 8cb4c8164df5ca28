import type { Context } from 'hono'
import type { PageAssets } from './page-assets.ts'
import type { PageCenter, PagesDeps } from './pages-deps.ts'
import type { PageSessions } from './sessions.ts'

/** What every page works with. */
export interface PageContext { deps: PagesDeps; assets: PageAssets; sessions: PageSessions }

/** The center named in the address, where this node has it. */
export function centerOf(c: Context, { deps }: PageContext): PageCenter | undefined {
  const id = c.req.param('center')
  return id === undefined || !deps.source.hasCenter(id) ? undefined : deps.center(id)
}

/** Signed in for this center. */
export const isReader = (c: Context, center: PageCenter, { sessions }: PageContext): Promise<boolean> =>
  sessions.allows(c.req.header('cookie'), center.id)

/** Signed in for this center with a supervisor's key. */
export const isSupervisor = (c: Context, center: PageCenter, { sessions }: PageContext): Promise<boolean> =>
  sessions.allows(c.req.header('cookie'), center.id, 'supervisor')

/** Signed in for this center with a key that may see evidence. */
export const isInspector = (c: Context, center: PageCenter, { sessions }: PageContext): Promise<boolean> =>
  sessions.allows(c.req.header('cookie'), center.id, 'inspect')

const HOST = /^[A-Za-z0-9.:[\]-]{1,255}$/

/** The host that was asked, where it is one. */
export function hostOf(c: Context): string | undefined {
  const host = c.req.header('host')
  return host !== undefined && HOST.test(host) ? host : undefined
}

/** Our address as the reader reached it, to stand in commands. */
export const addressOf = (c: Context): string => `${cameOverHttps(c) ? 'https' : 'http'}://${hostOf(c) ?? 'localhost:8080'}`

/** Behind a proxy that ends TLS the address we see is http. */
export const cameOverHttps = (c: Context): boolean =>
  c.req.header('x-forwarded-proto')?.split(',')[0]?.trim() === 'https' || new URL(c.req.url).protocol === 'https:'
