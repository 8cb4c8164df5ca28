import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ContactEvent, createContactCenter } from '@queuecast/server/contact-center'
import { createAmiTranslator } from '@queuecast/server/feeds/asterisk-ami'
import { createAmiFrames } from '@queuecast/server/feeds/asterisk-ami/connect'
import { captureCenter, measureAgreement, readCapture } from '@queuecast/simulations/agreement'
import { describe, expect, it } from 'vitest'
import { connectTo, type Connected } from '../support/asterisk/connected.ts'
import { FakeAsterisk } from '../support/asterisk/fake-asterisk.ts'
import { readRecording } from '../support/asterisk/recording.ts'
import { createVirtualTime } from '../support/asterisk/virtual-time.ts'

const captures = join(import.meta.dirname, '../../../shared/data/asterisk')
const absent = !existsSync(captures)
const CAPTURES = ['capture1-basic', 'capture4-edge']

/** Where a chunk is cut on its way: the connector must not care. */
type Cut = (bytes: Buffer, index: number) => Buffer[]
const whole: Cut = (bytes) => [bytes]
/** In three, the places going through every offset in time. */
const inThree: Cut = (bytes, index) => {
  const at = index % bytes.length
  const then = at + ((index * 7) % (bytes.length - at))
  return [bytes.subarray(0, at), bytes.subarray(at, then), bytes.subarray(then)].filter((part) => part.length > 0)
}

/** After a short break the second QueueStatus settles whom the first had to leave alone. */
const SECOND_STATUS_MS = 3_000

interface Gap { fromMs: number; toMs: number }

async function play(name: string, cut: Cut, breaks: readonly number[] = []): Promise<{ feed: Connected; gaps: Gap[] }> {
  const { chunks, queues } = readRecording(join(captures, name))
  const startMs = (chunks[0]?.atMs ?? 0) - 1_000
  const time = createVirtualTime(startMs)
  const fake = await FakeAsterisk.listen({ nowMs: time.nowMs, queues })
  const feed = connectTo(fake, time)
  const gaps: Gap[] = []
  try {
    await feed.settle()
    for (const [index, { atMs, bytes, frames }] of chunks.entries()) {
      await feed.passTo(atMs)
      const broken = gaps.at(-1)
      if (broken !== undefined && broken.toMs === Infinity && feed.notes.at(-1)?.state === 'connected') broken.toMs = time.nowMs() + SECOND_STATUS_MS
      for (const frame of frames) queues.see(frame, atMs)
      const parts = cut(bytes, index)
      if (breaks.includes(index) && gaps.at(-1)?.toMs !== Infinity) {
        // Torn in the middle of a frame: half of it came, and what follows is told to nobody.
        fake.send(bytes.subarray(0, bytes.length >> 1))
        await feed.settle()
        fake.drop(index % 2 === 0 ? 'end' : 'reset')
        gaps.push({ fromMs: atMs, toMs: Infinity })
      } else for (const part of parts) {
        fake.send(part)
        if (parts.length > 1) await feed.settle()
      }
      await feed.settle()
    }
    await feed.pass(2)
    const unhealed = gaps.at(-1)
    if (unhealed?.toMs === Infinity && feed.notes.at(-1)?.state === 'connected') unhealed.toMs = time.nowMs()
    return { feed, gaps }
  } finally {
    await feed.close()
    await fake.close()
  }
}

const agreement = (name: string, feed: Connected, keep: Partial<ReturnType<typeof readCapture>> = {}) =>
  measureAgreement({ ...readCapture(join(captures, name)), ...keep, events: [...feed.events].sort((a, b) => a.time - b.time || (a.id < b.id ? -1 : 1)) }, createContactCenter(captureCenter))

describe(`recorded Asterisk bytes over TCP${absent ? ' (skipped: the recordings of ../shared/data are not here)' : ''}`, () => {
  it.skipIf(absent).each(CAPTURES)('%s: the frames read from the bytes are those of the recording, also in shreds', (name) => {
    const bytes = readFileSync(join(captures, name, 'ami-queuepos.txt'))
    const told = readFileSync(join(captures, name, 'ami-queuepos.jsonl'), 'utf8').split('\n').filter((line) => line !== '')
      .flatMap((line) => (JSON.parse(line) as { event?: object }).event ?? [])
    const frames = createAmiFrames()
    expect(frames.push(bytes)).toEqual(told)
    expect([frames.version, frames.faults]).toEqual(['11.0.0', 0])
    const drops = createAmiFrames()
    let same = 0
    const step = bytes.length > 1_000_000 ? 13 : 1
    for (let at = 0; at < bytes.length; at += step) for (const frame of drops.push(bytes.subarray(at, at + step))) if (JSON.stringify(frame) === JSON.stringify(told[same])) same++
    expect(same).toBe(told.length)
  })

  it.skipIf(absent).each(CAPTURES.flatMap((name) => [[name, 'whole', whole], [name, 'cut in three', inThree]] as const))(
    '%s, chunks %s: each caller within 50 ms, each place as QueueStatus says', async (name, _how, cut) => {
      const { feed } = await play(name, cut)
      expect(feed.notes).toEqual([{ state: 'connecting' }, { state: 'connected' }])
      const report = agreement(name, feed)
      expect(report.compared).toBeGreaterThan(30)
      expect(report.disagreements.filter(({ explanation }) => explanation.kind === 'unexplained')).toEqual([])
      expect(report.callerMismatches).toEqual([])
      expect(report.largestOffsetMs).toBeLessThanOrEqual(50)
      expect(JSON.stringify(feed.events)).not.toMatch(/5550\d{3}|Caller \d|Local[/:]1/)
    })

  it.skipIf(absent).each(CAPTURES)('%s, with disconnects in the middle of frames: true again from the second QueueStatus on, and nobody else is harmed', async (name) => {
    const count = readRecording(join(captures, name)).chunks.length
    const { feed, gaps } = await play(name, whole, [0.15, 0.4, 0.41, 0.63, 0.8].map((share) => Math.floor(count * share)))
    expect(gaps.every(({ toMs }) => Number.isFinite(toMs))).toBe(true)
    const { replies, callers } = readCapture(join(captures, name))
    const inGap = (atMs: number | undefined): boolean => atMs !== undefined && gaps.some(({ fromMs, toMs }) => atMs >= fromMs - 50 && atMs <= toMs + 50)
    const untouched = callers.filter((caller) => ![caller.joinedAtMs, caller.connectedAtMs, caller.abandonedAtMs, caller.completedAtMs].some(inGap)
      && !gaps.some(({ fromMs, toMs }) => (caller.connectedAtMs ?? Infinity) < fromMs && (caller.completedAtMs ?? Infinity) > toMs))
    expect(untouched.length).toBeGreaterThan(callers.length / 4)
    const report = agreement(name, feed, { callers: untouched, replies: replies.filter(({ askedAtMs, receivedAtMs }) => !inGap(askedAtMs) && !inGap(receivedAtMs)) })
    expect(report.disagreements.filter(({ explanation }) => explanation.kind === 'unexplained')).toEqual([])
    expect(report.callerMismatches).toEqual([])
  })

  it.skipIf(absent).each(CAPTURES)('%s, heard by two nodes at once, one 7 ms later: as if one had', (name) => {
    const { chunks } = readRecording(join(captures, name))
    const heard = (idPrefix: string, laterMs: number): ContactEvent[] => {
      const translator = createAmiTranslator({ idPrefix })
      return chunks.flatMap(({ atMs, frames }) => frames.flatMap((frame) => translator.translate(frame, atMs + laterMs)))
    }
    const events = [...heard('one', 0), ...heard('two', 7)].sort((a, b) => a.time - b.time || (a.id < b.id ? -1 : 1))
    const report = measureAgreement({ ...readCapture(join(captures, name)), events }, createContactCenter(captureCenter))
    expect(report.disagreements.filter(({ explanation }) => explanation.kind === 'unexplained')).toEqual([])
    expect(report.callerMismatches).toEqual([])
  })
})
