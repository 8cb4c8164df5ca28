import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { feedTry } from './feed-try.ts'

const folder = mkdtempSync(join(tmpdir(), 'feed-try-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const fixture = (name: string): string => fileURLToPath(new URL(`../../../server/src/feeds/webhook/fixtures/${name}.json`, import.meta.url))
const file = (name: string, content: unknown): string => {
  const path = join(folder, name)
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}
const run = (...args: string[]): { good: boolean; text: string } => {
  const lines: string[] = []
  const good = feedTry(args, (line) => lines.push(line), Date.parse('2026-11-22T10:00:00Z'))
  return { good, text: lines.join('\n') }
}

describe('feed:try', () => {
  it('shows what a shipped mapping makes of a payload', () => {
    const { good, text } = run('--mapping', 'rocketchat', '--payload', fixture('rocketchat-queued'), '--queue', 'dep1=support', '--feed', 'desk')
    expect(good).toBe(true)
    expect(text).toContain('Rocket.Chat, kind "LivechatSessionQueued": 1 event')
    expect(text).toMatch(/2026-11-22T10:00:00.000Z contact.queued +\{"contact":"desk-fasd6f5a4sd6f8a4sdf","queue":"support"/)
  })

  it('checks the signature where it is given the secret', () => {
    const args = ['--mapping', 'rocketchat', '--payload', fixture('rocketchat-queued'), '--header', 'X-RocketChat-Livechat-Token: right']
    expect(run(...args, '--secret', 'right').text).toContain('The signature is good.')
    expect(run(...args, '--secret', 'wrong')).toMatchObject({ good: false, text: expect.stringContaining('would be refused') as string })
  })

  it('names each fault of a mapping, and of a payload under it, with the path', () => {
    const bad = file('bad.json', { mapping: 1, vendor: 'X', signature: { scheme: 'feed-key' }, events: [{ emit: { type: 'contact.queued', contact: 'body..id', queue: 'boddy.q' } }] })
    expect(run('--mapping', bad, '--payload', fixture('rocketchat-queued')).text).toMatch(/2 faults:\n {2}events\[0\]\.emit\.contact is not a JMESPath.*\n {2}events\[0\]\.emit\.queue "boddy" is not known here/)
    const thin = file('thin.json', { mapping: 1, vendor: 'X', signature: { scheme: 'feed-key' }, events: [{ emit: { type: 'contact.queued', contact: 'body.id', queue: 'body.q' } }] })
    expect(run('--mapping', thin, '--payload', fixture('rocketchat-queued'))).toMatchObject({ good: false, text: expect.stringContaining('events[0].emit.contact: found nothing in this payload') as string })
  })

  it('says which rules looked where none takes it', () => {
    const { good, text } = run('--mapping', 'rocketchat', '--payload', file('other.json', { type: 'Message' }))
    expect(good).toBe(true)
    expect(text).toMatch(/No rule takes it.*\n.*in the queue of its department: body\.type/)
  })

  it('says what is wrong with how it is called', () => {
    expect(() => run('--mapping', 'chatwoot', '--payload', join(folder, 'none.json'))).toThrow(/there is no such file/)
    expect(() => run('--mapping', 'chatwoot', '--payload', fixture('rocketchat-queued'), '--header', 'broken')).toThrow(/must be written as/)
    expect(run('--mapping', 'chatwot', '--payload', fixture('rocketchat-queued')).text).toContain('"chatwot" is no mapping that comes with the server')
    expect(run('--mapping', 'chatwoot', '--payload', file('no.json', '{')).text).toContain('the body is not JSON')
  })
})
