import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { AmiEvent } from '../ami-event.ts'
import { createAmiFrames } from './frames.ts'

const BANNER = 'Asterisk Call Manager/11.0.0\r\n'
const fixture = readFileSync(new URL('../../../../../tests/fixtures/asterisk-ami/traps.jsonl', import.meta.url), 'utf8').split('\n').filter((line) => line !== '')
  .flatMap((line): AmiEvent[] => {
    const { event } = JSON.parse(line) as { event?: AmiEvent }
    return event === undefined ? [] : [event]
  })
const bytesOf = (frames: readonly AmiEvent[]): Buffer =>
  Buffer.from(BANNER + frames.map((frame) => `${Object.entries(frame).map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`).join(''))
const read = (bytes: Uint8Array): { events: AmiEvent[]; faults: number } => {
  const frames = createAmiFrames()
  return { events: frames.push(bytes), faults: frames.faults }
}

describe('AMI frames', () => {
  it('are the same wherever their bytes are cut in two', () => {
    const bytes = bytesOf(fixture)
    for (let at = 0; at <= bytes.length; at++) {
      const frames = createAmiFrames()
      const events = [...frames.push(bytes.subarray(0, at)), ...frames.push(bytes.subarray(at))]
      if (JSON.stringify(events) !== JSON.stringify(fixture)) expect.fail(`cut at ${at}`)
      expect(frames.version).toBe('11.0.0')
    }
  })

  it('are the same byte by byte, with characters of several bytes', () => {
    const frame = { Event: 'QueueCallerJoin', CallerIDName: 'Žofie Öztürk 張偉 🎧', Queue: 'Zwölf' }
    const frames = createAmiFrames()
    const events = [...bytesOf([frame])].flatMap((byte) => frames.push(Uint8Array.of(byte)))
    expect(events).toEqual([frame])
  })

  it('bytes that are not UTF-8 spoil no more than their own characters', () => {
    const bytes = Buffer.concat([Buffer.from(`${BANNER}Event: QueueCallerJoin\r\nCallerIDName: Jos`), Buffer.from([0xe9, 0xff]), Buffer.from('\r\nUniqueid: 1.1\r\n\r\n')])
    expect(read(bytes)).toEqual({ events: [{ Event: 'QueueCallerJoin', CallerIDName: 'Jos\ufffd\ufffd', Uniqueid: '1.1' }], faults: 0 })
  })

  it('an endless line is cut and an endless frame dropped, and the next frame is whole', () => {
    const long = read(Buffer.from(`${BANNER}Event: VarSet\r\nValue: ${'x'.repeat(5_000_000)}\r\nUniqueid: 1.1\r\n\r\nEvent: Next\r\n\r\n`))
    expect(long.events.map((event) => [event['Event'], event['Uniqueid'], event['Value']?.length])).toEqual([['VarSet', '1.1', 16_384 - 'Value: '.length], ['Next', undefined, undefined]])
    const many = read(Buffer.from(`${BANNER}Event: VarSet\r\n${Array.from({ length: 5_000 }, (_, i) => `K${i}: v\r\n`).join('')}\r\nEvent: Next\r\n\r\n`))
    expect(many).toEqual({ events: [{ Event: 'Next' }], faults: 1 })
  })

  it('takes lone line feeds, empty values, values with colons, and the first of a header that stands twice', () => {
    expect(read(Buffer.from('Event: A\nEmpty: \nNone:\nLoc: Local/1@a:b\nUniqueid: 1\nUniqueid: 2\n\n\n\nEvent: B\n\n')).events)
      .toEqual([{ Event: 'A', Empty: '', None: '', Loc: 'Local/1@a:b', Uniqueid: '1' }, { Event: 'B' }])
  })

  it('a header named as a property of objects is only a header', () => {
    const [event] = read(Buffer.from(`${BANNER}Event: A\r\n__proto__: x\r\nconstructor: y\r\n\r\n`)).events
    expect(Object.keys(event ?? {})).toEqual(['Event', '__proto__', 'constructor'])
    expect(Object.getPrototypeOf(event)).toBe(Object.prototype)
  })

  it('counts lines that are none of the protocol', () => {
    expect(read(Buffer.from(`${BANNER}nonsense\r\n\r\n`))).toEqual({ events: [], faults: 1 })
  })
})
