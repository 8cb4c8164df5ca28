import type { Context } from 'hono'
import { isInspector, isReader, type PageContext } from './page-context.ts'
import type { PageCenter } from './pages-deps.ts'

/** Who reads a report: `inspects` may see the contacts behind it. */
export interface ViewerRole { inspects: boolean }

/** Signed in, or with a key as `Authorization: Bearer`, so that a report can be fetched by a program. Undefined: neither. */
export async function viewerOf(c: Context, center: PageCenter, context: PageContext): Promise<ViewerRole | undefined> {
  const key = /^Bearer\s+(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1]
  if (key !== undefined) {
    if (!(await context.deps.authorizeRead(key, center.id))) return undefined
    return { inspects: (await context.deps.authorizeInspect?.(key, center.id)) === true }
  }
  if (await isInspector(c, center, context)) return { inspects: true }
  return (await isReader(c, center, context)) ? { inspects: false } : undefined
}
