import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { createContactCenter } from '@queuecast/server/contact-center'
import { captureCenter } from '@queuecast/simulations/agreement'
import { importCommand, readEvents } from '@queuecast/simulations/import'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')
const run = promisify(execFile)
const importer = (...args: string[]) =>
  run(process.execPath, ['--conditions=source', '--import', 'tsx', join(root, 'simulations/src/import/main.ts'), ...args], { cwd: root })

let folder: string
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'queuecast-import-')) })
afterAll(() => rmSync(folder, { recursive: true }))

describe('npm run import', () => {
  it('turns an AMI capture into contact events that tell each trap truly', async () => {
    const out = join(folder, 'events.jsonl')
    const { stdout } = await importer('--format', 'asterisk-ami', '--in', join(root, 'tests/fixtures/asterisk-ami/traps.jsonl'), '--out', out)
    expect(stdout).toMatch(/23 {2}amiEvents/)
    const events = readEvents(out)
    const lives = new Map<string, string[]>()
    for (const event of events) {
      if (!('contact' in event) || event.contact === undefined) continue
      const word = event.type === 'contact.left' ? `left ${event.reason}` : event.type.replace('contact.', '')
      lives.set(event.contact, [...(lives.get(event.contact) ?? []), word])
    }
    expect(Object.fromEntries(lives)).toEqual({
      '1700000001.1': ['queued', 'ringing', 'updated', 'not-answered', 'ringing', 'answered', 'handled'],
      '1700000002.2': ['queued', 'abandoned'],
      '1700000002.3': ['queued', 'left no-agents'],
      '1700000003.4': ['queued', 'left exit-key'],
    })
  })

  it('gives a line that is Asterisk\'s at every instant, also where a priority that no event tells inserts a caller', async () => {
    const out = join(folder, 'line.jsonl')
    await importCommand(['--format', 'asterisk-ami', '--in', join(root, 'tests/fixtures/asterisk-ami/traps.jsonl'), '--out', out], () => undefined)
    const center = createContactCenter(captureCenter)
    const seen = new Map<number, string[]>()
    for (const [i, event] of readEvents(out).entries()) {
      center.apply({ kind: 'event', feed: 'asterisk', receivedAtMs: event.time, event }, { ms: event.time, position: `${event.time}-${i}/0` })
      seen.set((event.time - 1_700_000_000_000) / 1000, [...(center.queue('support')?.line ?? [])].map(({ contact }) => contact.slice(11)))
    }
    expect(Object.fromEntries([2.5, 3, 9, 12, 20, 25, 41].map((second) => [second, seen.get(second)]))).toEqual({
      2.5: ['1', '2', '3'], 3: ['1', '4', '2', '3'], 9: ['1', '4', '2', '3'], 12: ['4', '2', '3'], 20: ['4', '3'], 25: ['3'], 41: [],
    })
  })

  it('says which flag is wrong and what to do', async () => {
    const file = join(folder, 'raw.txt')
    writeFileSync(file, 'Asterisk Call Manager/11.0.0\r\nEvent: FullyBooted\r\n')
    const out = join(folder, 'none.jsonl')
    const failing: [string[], RegExp][] = [
      [['--in', file, '--out', out], /--format is missing/],
      [['--format', 'avaya', '--in', file, '--out', out], /--format avaya: must be one of asterisk-ami, asterisk-queue-log, bank/],
      [['--format', 'bank', '--in', `${file}.gone`, '--out', out], /--in .*there is no such file/],
      [['--format', 'asterisk-ami', '--in', file, '--out', out], /--in .*line 1: not JSON.*not the raw \.txt/],
      [['--format', 'bank', '--in', file, '--out', out], /--in .*line 1: the header must be/],
      [['--formatt', 'bank'], /formatt/],
    ]
    for (const [args, message] of failing) await expect(importCommand(args, () => undefined)).rejects.toThrow(message)
  })
})
