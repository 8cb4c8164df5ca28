import { createHmac, createPublicKey, type KeyObject, timingSafeEqual, verify as verifyAsymmetric } from 'node:crypto'
import { messageOf } from '../expression.ts'
import type { SignatureRule } from './schema.ts'

/** The raw request, as it came. Names of headers in lower case. */
export interface SignedRequest {
  headers: Readonly<Record<string, string>>
  bytes: Uint8Array
  /** The public address the vendor was given, for schemes that sign it. */
  url?: string | undefined
  nowMs: number
}

/** `proof` names this very delivery, for noticing that it comes again. */
export type Verdict = { ok: true; proof: string } | { ok: false; problem: 'missing' | 'wrong' | 'stale'; detail: string }

/** Checks the vendor's proof. Secrets are tried in turn, so that one can be replaced. Comparisons take the same time wherever they differ. */
export function verifySignature(rule: SignatureRule, secrets: readonly string[], request: SignedRequest): Verdict {
  switch (rule.scheme) {
    case 'standard-webhooks': {
      const id = request.headers['webhook-id'] ?? request.headers['svix-id']
      const at = request.headers['webhook-timestamp'] ?? request.headers['svix-timestamp']
      const signatures = request.headers['webhook-signature'] ?? request.headers['svix-signature']
      if (id === undefined || at === undefined || signatures === undefined) return missing('webhook-id, webhook-timestamp or webhook-signature')
      const stale = staleness(at, 's', rule.toleranceSeconds, request.nowMs)
      if (stale !== undefined) return stale
      const content = Buffer.concat([Buffer.from(`${id}.${at}.`), request.bytes])
      const good = signatures.split(' ').some((entry) => {
        const [version, text = ''] = split(entry, ',')
        return secrets.some((secret) => (version === 'v1' ? same(hmac('sha256', standardKey(secret), content), decoded(text, 'base64'))
          : version === 'v1a' && secret.startsWith('whpk_') && goodEd25519(secret.slice(5), content, text)))
      })
      return good ? { ok: true, proof: `${id} ${at}` } : WRONG
    }
    case 'hmac': case 'ed25519': {
      const text = request.headers[rule.header.toLowerCase()]
      if (text === undefined) return missing(rule.header)
      const at = rule.timestamp === undefined ? undefined : request.headers[rule.timestamp.header.toLowerCase()]
      if (rule.timestamp !== undefined) {
        if (at === undefined) return missing(rule.timestamp.header)
        const stale = staleness(at, rule.timestamp.unit, rule.timestamp.toleranceSeconds, request.nowMs)
        if (stale !== undefined) return stale
      }
      const content = signedContent(rule.signed, request, at ?? '')
      // Without a time the same payload may honestly come again, such as a list in which nothing changed.
      const good: Verdict = { ok: true, proof: at === undefined ? '' : text }
      if (rule.scheme === 'ed25519') return secrets.some((secret) => goodEd25519(secret, content, text)) ? good : WRONG
      if (!text.startsWith(rule.prefix)) return WRONG
      const given = decoded(text.slice(rule.prefix.length), rule.encoding)
      return secrets.some((secret) => same(hmac(rule.hash, Buffer.from(secret, 'utf8'), content), given)) ? good : WRONG
    }
    case 'token': {
      const text = request.headers[rule.header.toLowerCase()]
      if (text === undefined) return missing(rule.header)
      return secrets.some((secret) => sameText(`${rule.prefix}${secret}`, text)) ? { ok: true, proof: '' } : WRONG
    }
    case 'token-in-body': {
      let value: unknown
      try {
        value = JSON.parse(Buffer.from(request.bytes).toString('utf8'))
        for (const step of rule.path) value = typeof value === 'object' && value !== null && Object.hasOwn(value, step) ? Reflect.get(value, step) : undefined
      } catch {
        value = undefined
      }
      if (typeof value !== 'string') return missing(`${rule.path.join('.')} in the payload`)
      return secrets.some((secret) => sameText(secret, value)) ? { ok: true, proof: '' } : WRONG
    }
    case 'feed-key':
      return missing('the feed key ("Authorization: Bearer <key>")')
    default:
      return rule satisfies never
  }
}

/** What is wrong with a secret for a scheme, or undefined. Said at start, so that the first webhook is not the first to notice. */
export function secretFault(rule: SignatureRule, secret: string): string | undefined {
  if (rule.scheme === 'standard-webhooks' && !secret.startsWith('whpk_') && !/^whsec_[A-Za-z0-9+/_-]{20,}={0,2}$/.test(secret)) return 'must be a Standard Webhooks secret: whsec_ and base64, or whpk_ and a public key'
  const key = rule.scheme === 'ed25519' ? secret : rule.scheme === 'standard-webhooks' && secret.startsWith('whpk_') ? secret.slice(5) : undefined
  if (key === undefined) return undefined
  try {
    ed25519Key(key)
    return undefined
  } catch (error) {
    return `is not an Ed25519 public key: ${messageOf(error)}`
  }
}

const WRONG: Verdict = { ok: false, problem: 'wrong', detail: 'the signature is not that of this body under the feed\'s secret' }
const missing = (what: string): Verdict => ({ ok: false, problem: 'missing', detail: `the request carries no ${what}` })

function staleness(text: string, unit: 's' | 'ms' | 'iso', toleranceSeconds: number, nowMs: number): Verdict | undefined {
  const atMs = unit === 'iso' ? Date.parse(text) : /^\d{1,16}$/.test(text) ? Number(text) * (unit === 's' ? 1000 : 1) : Number.NaN
  if (Number.isNaN(atMs)) return { ok: false, problem: 'stale', detail: 'the time of the signature cannot be read' }
  const apartSeconds = Math.round(Math.abs(nowMs - atMs) / 1000)
  return apartSeconds <= toleranceSeconds ? undefined
    : { ok: false, problem: 'stale', detail: `the request was signed ${apartSeconds} s ${atMs < nowMs ? 'ago' : 'from now'}; at most ${toleranceSeconds} s are allowed` }
}

function signedContent(template: string, request: SignedRequest, timestamp: string): Buffer {
  return Buffer.concat(template.split(/(\{\w+\})/).map((part) => {
    switch (part) {
      case '{body}': return request.bytes
      case '{timestamp}': return Buffer.from(timestamp)
      case '{url}': return Buffer.from(request.url ?? '')
      case '{form}': return Buffer.from([...new URLSearchParams(Buffer.from(request.bytes).toString('utf8'))].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).flat().join(''))
      default: return Buffer.from(part)
    }
  }))
}

const hmac = (hash: string, key: Uint8Array, content: Uint8Array): Buffer => createHmac(hash, key).update(content).digest()
const same = (a: Buffer, b: Buffer): boolean => a.length === b.length && timingSafeEqual(a, b)
/** Texts of any length, without telling by time how long the secret is. */
const sameText = (a: string, b: string): boolean => same(hmac('sha256', Buffer.from('compare'), Buffer.from(a)), hmac('sha256', Buffer.from('compare'), Buffer.from(b)))
const standardKey = (secret: string): Buffer => Buffer.from(secret.replace(/^whsec_/, ''), 'base64')

/** Strictly: what is not whole hex or base64 decodes to nothing. */
function decoded(text: string, encoding: 'hex' | 'base64'): Buffer {
  const whole = encoding === 'hex' ? /^(?:[0-9a-f]{2}){1,64}$/i : /^[A-Za-z0-9+/]{20,88}={0,2}$/
  return whole.test(text) ? Buffer.from(text, encoding) : Buffer.alloc(0)
}

const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex')

function ed25519Key(text: string): KeyObject {
  if (text.includes('BEGIN PUBLIC KEY')) return createPublicKey(text)
  const raw = Buffer.from(text, 'base64')
  if (raw.length !== 32) throw new Error(`it has ${raw.length} bytes instead of 32`)
  return createPublicKey({ key: Buffer.concat([SPKI_PREFIX, raw]), format: 'der', type: 'spki' })
}

function goodEd25519(secret: string, content: Buffer, signature: string): boolean {
  try {
    const bytes = decoded(signature, 'base64')
    return bytes.length === 64 && verifyAsymmetric(null, content, ed25519Key(secret), bytes)
  } catch {
    return false
  }
}

function split(text: string, at: string): [string, string?] {
  const index = text.indexOf(at)
  return index < 0 ? [text] : [text.slice(0, index), text.slice(index + 1)]
}
