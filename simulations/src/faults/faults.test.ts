import { connect, createServer } from 'node:net'
import { once } from 'node:events'
import { expect, it } from 'vitest'
import { startTcpProxy } from './kit/tcp-proxy.ts'
import { type ToldEvent, Truth } from './kit/truth.ts'
import { faultsText } from './report.ts'
import { runFault } from './run-fault.ts'

const told = (type: ToldEvent['type'], contact: string, time: number): ToldEvent => ({ id: `${contact}-${type}`, type, contact, time, ...(type === 'contact.queued' ? { queue: 'q' } : {}) })

it('the truth is the line of those who wait, by time and then id', () => {
  const truth = new Truth()
  for (const event of [told('contact.queued', 'b', 5), told('contact.queued', 'a', 5), told('contact.queued', 'c', 1), told('contact.answered', 'c', 6)]) truth.apply(event)
  expect([...truth.places()]).toEqual([['a', 1], ['b', 2]])
  const copy = truth.copy()
  copy.apply(told('contact.abandoned', 'a', 9))
  expect([truth.state('a'), copy.state('a'), copy.state('c'), copy.state('x')]).toEqual(['waiting', 'left', 'answered', undefined])
})

it('a run that breaks an invariant or throws is counted, its choices come from the seed, and all is undone last first', async () => {
  const drawn: number[] = []
  const undone: string[] = []
  const fault = {
    name: 'f', what: 'a fault',
    run: async (run: Parameters<Parameters<typeof runFault>[0]['run']>[0]) => {
      drawn.push(run.random())
      run.atEnd(() => undone.push('first'))
      run.atEnd(() => undone.push('last'))
      run.violated('lost', 'c-1 is gone')
      if (run.seed === 4) throw new Error('it fell over')
    },
  }
  const result = await runFault(fault, { runs: 2, seed: 3, scale: 'short' })
  await runFault(fault, { runs: 1, seed: 3, scale: 'short' })
  expect(drawn[2]).toBe(drawn[0])
  expect(undone.slice(0, 2)).toEqual(['last', 'first'])
  expect(result.runs.map(({ violations }) => violations.map(({ invariant }) => invariant))).toEqual([['lost'], ['lost', 'serving']])
  const text = faultsText({ command: 'c', at: 'a', node: 'n', cpu: 'x', loadBefore: [0], loadAfter: [0], results: [result, { fault: 'g', what: 'another', runs: [], skipped: 'no root' }] })
  expect(text).toMatch(/^f\s+2\s+3\s/m)
  expect(text).toContain('- f, seed 4: it serves again by itself: the run failed: it fell over')
  expect(text).toContain('another (not run: no root)')
})

it('the proxy loses one direction alone, and a connection with a hole in it ends instead of going on', async () => {
  const echo = createServer((socket) => socket.on('error', () => undefined).pipe(socket))
  echo.listen(0, '127.0.0.1')
  await once(echo, 'listening')
  const address = echo.address()
  const proxy = await startTcpProxy(typeof address === 'object' && address !== null ? address.port : 0)
  const socket = connect(proxy.port, '127.0.0.1')
  socket.write('one')
  expect(String((await once(socket, 'data'))[0])).toBe('one')
  proxy.mode('swallow-from-target')
  socket.write('two')
  const other = connect(proxy.port, '127.0.0.1')
  await once(other, 'connect')
  proxy.mode('cut')
  await once(socket, 'close')
  await proxy.close()
  await new Promise<void>((resolve) => { echo.close(() => resolve()) })
  other.destroy()
})
