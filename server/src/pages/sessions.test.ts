import { describe, expect, it } from 'vitest'
import { createPageSessions, type SessionUse } from './sessions.ts'

/** A key and what it may; `revoke` and `rotate` are what a new configuration does. */
function bench(): { sessions: ReturnType<typeof createPageSessions>; keys: Map<string, SessionUse[]>; secrets: string[] } {
  const keys = new Map<string, SessionUse[]>([['print-of-read-key', ['read']], ['print-of-boss-key', ['read', 'supervisor']]])
  const secrets = ['the first secret']
  const sessions = createPageSessions({
    secrets: () => secrets, fingerprintOf: (key) => `print-of-${key}`,
    stillOpens: (center, print, use) => center === 'acme' && (print === undefined ? use === 'read' : keys.get(print)?.includes(use) === true),
  })
  return { sessions, keys, secrets }
}
const cookieOf = async (opened: Promise<string>): Promise<string> => (await opened).split(';')[0] ?? ''

describe('a page session', () => {
  it('ends with the key that was shown, and only that one', async () => {
    const { sessions, keys } = bench()
    const [reader, boss] = [await cookieOf(sessions.open('acme', true, 'read-key')), await cookieOf(sessions.open('acme', true, 'boss-key', { supervisor: true }))]
    expect([await sessions.allows(reader, 'acme'), await sessions.allows(boss, 'acme', 'supervisor')]).toEqual([true, true])
    keys.delete('print-of-read-key')
    expect([await sessions.allows(reader, 'acme'), await sessions.allows(boss, 'acme')]).toEqual([false, true])
  })

  it('may no more than its key may now, and never more than when it was opened', async () => {
    const { sessions, keys } = bench()
    const boss = await cookieOf(sessions.open('acme', true, 'boss-key', { supervisor: true }))
    keys.set('print-of-boss-key', ['read'])
    expect([await sessions.allows(boss, 'acme'), await sessions.allows(boss, 'acme', 'supervisor')]).toEqual([true, false])
    const reader = await cookieOf(sessions.open('acme', true, 'read-key'))
    keys.set('print-of-read-key', ['read', 'supervisor'])
    expect(await sessions.allows(reader, 'acme', 'supervisor')).toBe(false)
  })

  it('is known under each secret that is listed, and ends with the one that signed it', async () => {
    const { sessions, secrets } = bench()
    const old = await cookieOf(sessions.open('acme', true, 'read-key'))
    secrets.unshift('the second secret')
    expect(await sessions.allows(old, 'acme')).toBe(true)
    secrets.pop()
    expect(await sessions.allows(old, 'acme')).toBe(false)
  })

  it('holds no key, and what was tampered with or belongs to another center opens nothing', async () => {
    const { sessions } = bench()
    const cookie = await cookieOf(sessions.open('acme', true, 'read-key'))
    const claims = Buffer.from(cookie.split('.')[1] ?? '', 'base64url').toString()
    expect(claims).toContain('print-of-read-key')
    expect(claims.replace('print-of-read-key', '')).not.toContain('read-key')
    const forged = cookie.replace(/\.[^.]+\./, `.${Buffer.from(claims.replace('read-key', 'boss-key')).toString('base64url')}.`)
    for (const wrong of [undefined, '', forged, cookie.replace('acme', 'other'), `${cookie}${'x'.repeat(9000)}`]) expect(await sessions.allows(wrong, 'acme')).toBe(false)
    expect(await sessions.allows(cookie.replace('queuecast-acme', 'queuecast-other'), 'other')).toBe(false)
  })
})
