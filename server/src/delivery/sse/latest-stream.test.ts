import { describe, expect, it } from 'vitest'
import { createLatestStream } from './latest-stream.ts'

const text = (chunk: { value?: Uint8Array | undefined }): string => new TextDecoder().decode(chunk.value)
const frame = (event: string, data: number): { event: string; id: string; data: string } => ({ event, id: `1:${data}`, data: String(data) })

describe('a latest-only stream', () => {
  it('gives a slow reader the newest of each event, in the order of the last offers, and never a backlog', async () => {
    const stream = createLatestStream(() => undefined)
    const reader = stream.body.getReader()
    for (let data = 1; data <= 1000; data += 1) stream.offer(frame('display', data))
    stream.offer(frame('fresh', 7))
    stream.offer(frame('display', 1001))
    expect(text(await reader.read())).toBe('event: fresh\nid: 1:7\ndata: 7\n\n')
    expect(text(await reader.read())).toBe('event: display\nid: 1:1001\ndata: 1001\n\n')
    const next = reader.read()
    stream.offer(frame('display', 1002))
    expect(text(await next)).toContain('data: 1002')
  })

  it('opens with what was asked and keeps alive only where nothing waits', async () => {
    const stream = createLatestStream(() => undefined, 'retry: 1\n\n')
    const reader = stream.body.getReader()
    stream.keepAlive()
    stream.offer(frame('display', 1))
    stream.keepAlive()
    expect(text(await reader.read())).toBe('retry: 1\n\nevent: display\nid: 1:1\ndata: 1\n\n')
    stream.keepAlive()
    stream.keepAlive()
    expect(text(await reader.read())).toBe(': keep-alive\n\n')
  })

  it('tells once that its reader went away, also while it waits', async () => {
    let closed = 0
    const stream = createLatestStream(() => { closed += 1 })
    const reader = stream.body.getReader()
    const read = reader.read()
    await reader.cancel()
    expect((await read).done).toBe(true)
    stream.offer(frame('display', 1))
    stream.finish()
    expect([closed, stream.closed]).toEqual([1, true])
  })

  it('sends what waits before it ends', async () => {
    let closed = 0
    const stream = createLatestStream(() => { closed += 1 })
    stream.offer(frame('refused', 1))
    stream.finish()
    stream.offer(frame('display', 2))
    expect(await new Response(stream.body).text()).toBe('event: refused\nid: 1:1\ndata: 1\n\n')
    expect(closed).toBe(1)
  })
})
