import type { Socket } from 'node:net'
import { io, type Socket as IoSocket } from 'socket.io-client'
import type { Display } from '@queuecast/client-sdk/protocol'
import { openRawCustomer } from '../../processes/index.ts'
import type { Fault, FaultRun } from '../fault.ts'
import { eachOf, mintToken, pause, readMetric, within } from '../kit/http.ts'
import { startTcpProxy } from '../kit/tcp-proxy.ts'
import { startWorld, type World } from '../kit/world.ts'

/** A server notices within its ping interval and timeout, 45 s together; the rest is for a busy machine. */
const NOTICED_MS = 90_000
/** Heap of the same server before and after; garbage that was not yet collected is let go within this time. */
const SETTLED_MS = 60_000
const HEAP_SLACK_BYTES = 24 * 1024 * 1024
/** Ended contacts are kept for an hour by design, with what was learned of them. */
const KEPT_CONTACT_BYTES = 6 * 1024

/** All clients are in this one process, which needs longer for them than the server. */
const MS_A_CUSTOMER = 12

const waitingOf = (world: World, count: number): string[] => {
  const places = [...world.feed.truth.places().keys()]
  return Array.from({ length: count }, (_, i) => places[i % places.length] ?? '')
}
/** The heap and what lies beside it. */
const heapOf = async (world: World): Promise<number> => {
  const url = world.urls()[0] ?? ''
  return await readMetric(url, 'nodejs_heap_size_used_bytes') + await readMetric(url, 'nodejs_external_memory_bytes')
}
/** All who watch are connected: then their number and the heap are a level to come back to. */
async function levelOf(world: World): Promise<Level> {
  const customers = world.watchers.customers
  if (!(await within(NOTICED_MS, async () => (await connectedOf(world)) === customers))) throw new Error('the customers do not connect')
  return { heap: await heapOf(world), contacts: world.feed.truth.contacts().length, connected: customers }
}
interface Level { heap: number; contacts: number; connected: number }
const connectedOf = (world: World): Promise<number> => readMetric(world.urls()[0] ?? '', 'queuecast_connected_customers')

/** Memory and connections return to where they were, but for the contacts that came meanwhile. */
async function returned(run: FaultRun, world: World, level: Level): Promise<void> {
  await world.feed.stop()
  let connected = Number.NaN
  if (!(await within(NOTICED_MS, async () => (connected = await connectedOf(world)) <= level.connected))) {
    run.violated('memory', `${connected} customers are still connected, ${level.connected} were before`)
  }
  const contacts = world.feed.truth.contacts().length - level.contacts
  let heap = Number.NaN
  let least = Number.POSITIVE_INFINITY
  const settled = await within(SETTLED_MS, async () => {
    heap = await heapOf(world)
    least = Math.min(least, heap)
    return heap <= level.heap + HEAP_SLACK_BYTES + contacts * KEPT_CONTACT_BYTES
  })
  const megabytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MB`
  if (!settled) run.violated('memory', `the heap was ${megabytes(level.heap)} and is ${megabytes(least)} at least, with ${contacts} more contacts`)
  run.note(`heap ${megabytes(level.heap)} before, ${megabytes(least)} after, with ${contacts} more contacts; ${connected} connected`)
}

/** The server is killed and comes back: all connect again at once, as fast as stock clients do without jitter. */
export const reconnectStorm: Fault = {
  name: 'reconnect-storm', what: 'all customers connect again at once after a kill -9 of the server (long: 1,000 stock clients, or --customers)',
  async run(run) {
    const customers = run.customers ?? (run.scale === 'short' ? 100 : 1_000)
    const servedMs = 60_000 + customers * MS_A_CUSTOMER
    const world = await startWorld(run, { store: 'embedded', feed: { pauseMs: 100, connections: 2 } })
    const url = world.urls()[0] ?? ''
    const tokens = new Map<string, string>()
    const contacts = waitingOf(world, customers)
    await eachOf([...new Set(contacts)], 8, async (contact) => { tokens.set(contact, await mintToken(url, world.keys, contact)) })
    const newest = new Map<number, { contact: string; display: Display }>()
    const sockets: IoSocket[] = contacts.map((contact, index) => {
      const socket = io(`${url}/contact`, {
        auth: { token: tokens.get(contact), v: 1, lang: 'en' }, transports: ['websocket'], forceNew: true, reconnectionDelay: 100, reconnectionDelayMax: 500, randomizationFactor: 0,
      })
      socket.on('display', (display: Display) => newest.set(index, { contact, display }))
      return socket
    })
    run.atEnd(() => { for (const socket of sockets) socket.disconnect() })
    if (!(await within(servedMs, () => newest.size === customers))) run.violated('serving', `only ${newest.size} of ${customers} were served at first`)
    const heap = await heapOf(world)
    const level = { heap, contacts: world.feed.truth.contacts().length, connected: world.watchers.customers }
    for (let storm = 0; storm < (run.scale === 'short' ? 1 : 2); storm += 1) {
      await world.nodes[0]?.stop('SIGKILL')
      newest.clear()
      await world.restart(0)
      const begun = performance.now()
      const served = await within(servedMs, () => newest.size === customers)
      if (!served) run.violated('serving', `only ${newest.size} of ${customers} were served again within ${servedMs / 1000} s`)
      run.note(`${customers} customers connected again and served ${Math.round(performance.now() - begun)} ms after the server listened (server and clients share the machine)`)
    }
    await world.feed.stop()
    if (!(await world.feed.settle(30_000))) run.violated('serving', 'the feed was not taken after the storm')
    const wrong = (): { contact: string; display: Display }[] => [...newest.values()].filter(({ contact, display }) =>
      display.state !== world.feed.truth.state(contact) || (display.state === 'waiting' && display.position !== world.feed.truth.places().get(contact)))
    if (!(await within(45_000, () => wrong().length === 0))) {
      for (const { contact, display } of wrong().slice(0, 3)) run.violated('lost', `${contact} was last told ${display.state} ${display.position ?? ''}, true is ${world.feed.truth.state(contact)} ${world.feed.truth.places().get(contact) ?? ''}`)
    }
    for (const socket of sockets) socket.disconnect()
    await returned(run, world, level)
    await world.check()
  },
}

const stalled = (name: string, what: string, afterOpen: (socket: Socket) => void): Fault => ({
  name, what,
  async run(run) {
    const world = await startWorld(run, { store: 'embedded', feed: { pauseMs: 10 } })
    const level = await levelOf(world)
    const port = Number(new URL(world.urls()[0] ?? '').port)
    const sockets: Socket[] = []
    run.atEnd(() => { for (const socket of sockets) socket.destroy() })
    await eachOf(waitingOf(world, run.scale === 'short' ? 20 : 200), 4, async (contact) => {
      const socket = await openRawCustomer(port, await mintToken(world.urls()[0] ?? '', world.keys, contact))
      sockets.push(socket)
      afterOpen(socket)
    })
    await world.feed.more(run.scale === 'short' ? 300 : 2_000, 120_000)
    // Those who do read are served meanwhile.
    const before = world.watchers.displays
    await world.watchers.watch(waitingOf(world, 4), world.urls())
    level.connected = world.watchers.customers
    await world.feed.more(200)
    if (!(await within(30_000, () => world.watchers.displays > before))) run.violated('serving', 'customers who read got nothing beside those who do not')
    await returned(run, world, level)
    await world.check()
  },
})

/** Reads a little and then waits, but never answers a ping in time. */
export const slowReaders = stalled('slow-readers', 'customers whose connection takes 64 bytes a second', (socket) => {
  socket.pause()
  const timer = setInterval(() => { socket.read(64) }, 1_000)
  socket.on('close', () => clearInterval(timer))
})
export const stoppedReaders = stalled('stopped-readers', 'customers who connect and never read again', (socket) => socket.pause())

/** The route is lost without a word: neither side hears that the other is gone. */
export const halfOpen: Fault = {
  name: 'half-open', what: 'half-open sockets: the route between customers and server is lost without a word',
  async run(run) {
    const world = await startWorld(run, { store: 'embedded' })
    const level = await levelOf(world)
    const proxy = await startTcpProxy(Number(new URL(world.urls()[0] ?? '').port))
    run.atEnd(() => proxy.close())
    const contacts = waitingOf(world, 8 + (run.scale === 'short' ? 8 : 60)).slice(8)
    const sockets: Socket[] = []
    run.atEnd(() => { for (const socket of sockets) socket.destroy() })
    await eachOf(contacts, 4, async (contact) => { sockets.push(await openRawCustomer(proxy.port, await mintToken(world.urls()[0] ?? '', world.keys, contact))) })
    if (!(await within(30_000, async () => (await connectedOf(world)) > level.connected))) run.violated('serving', 'nobody was connected through the proxy')
    proxy.mode('swallow-both')
    await world.feed.more(300)
    await pause(1_000)
    await returned(run, world, level)
    await world.check()
  },
}
