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

/** Behind a proxy that ends TLS the address we see is http. */
export const cameOverHttps = (c: Context): boolean =>
  c.req.header('x-forwarded-proto')?.split(',')[0]?.trim() === 'https' || new URL(c.req.url).protocol === 'https:'
