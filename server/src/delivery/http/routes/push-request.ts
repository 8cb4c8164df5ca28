import type { HttpCenter, HttpDeps } from '../deps.ts'
import { HttpFault } from '../http-fault.ts'
import { bearerOf } from '../viewer.ts'

/**
 * The key that a pushing vendor carries: as a bearer, as the password of Basic authentication (what an address with user and password
 * becomes), as Firehose's access key, or as `key` in the address, for vendors that can give nothing else.
 */
function pushedKey(request: Request): string | undefined {
  const bearer = bearerOf(request)
  if (bearer !== undefined) return bearer
  const basic = /^Basic +([A-Za-z0-9+/=]{1,2000}) *$/i.exec(request.headers.get('authorization') ?? '')?.[1]
  if (basic !== undefined) return Buffer.from(basic, 'base64').toString('utf8').split(':').slice(1).join(':')
  return request.headers.get(FIREHOSE_KEY) ?? new URL(request.url).searchParams.get('key') ?? undefined
}

const FIREHOSE_KEY = 'x-amz-firehose-access-key'
/** Sent by Amazon Data Firehose, which has a form of its own for key and answer. */
export const isFirehose = (request: Request): boolean => request.headers.has('x-amz-firehose-request-id')

/** True where the request carries this feed's own key, or an admin's; false where it carries none that is ours. A key of something else is refused. */
export function carriesFeedKey(deps: HttpDeps, center: HttpCenter, feed: string, request: Request): boolean {
  const key = pushedKey(request)
  if (key === undefined) return false
  const answer = deps.authorize(center.id, key, ['feed'])
  if (!answer.ok) {
    // A vendor may send an Authorization of its own beside its signature; the signature is then what counts.
    if (answer.problem.code === 'unknown-key') return false
    throw new HttpFault(answer.problem.code, answer.problem.detail)
  }
  if (answer.purpose === 'feed' && answer.feed !== feed) {
    throw new HttpFault('wrong-purpose', `this key is that of the feed "${answer.feed ?? ''}"`, { fix: `use the key of "${feed}", or the address of the other feed` })
  }
  return true
}

const MAX_QUERY_FIELDS = 50

export const queryOf = (request: Request): Record<string, string> => Object.fromEntries([...new URL(request.url).searchParams].slice(0, MAX_QUERY_FIELDS))
/** What a mapping may see: never what opens doors. */
export const headersOf = (request: Request): Record<string, string> =>
  Object.fromEntries([...request.headers].filter(([name]) => !['authorization', 'cookie', FIREHOSE_KEY].includes(name)))
